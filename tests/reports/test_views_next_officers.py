"""The officers of the next year in the browser: offered, named, confirmed."""

import pytest
from django.urls import reverse

from blocs.models import Office
from blocs.states import OfficeRole, Stage, Term
from tests.factories import (
    join,
    make_agency,
    make_approver,
    make_bloc_year,
    make_office,
    make_officer,
)
from tests.reports.pages import settle_in
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = (Term.NEXT, OfficeRole.HEAD)


def page(season, name, *more):
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


@pytest.mark.parametrize("size", [1, 3])
def test_the_officers_take_the_same_queries_however_many_members(
    client, django_assert_num_queries, size
):
    season, _ = make_bloc_year(3, stage=Stage.DECIDED)
    for _ in range(size - 1):
        join(season, make_agency())
    settle_in(client, make_officer(season.bloc))

    with django_assert_num_queries(10):
        client.get(page(season, "officer-list"))


def test_the_officers_page_offers_every_way(client):
    season, (old, deputy, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    settle_in(client, make_approver(old))

    shown = client.get(page(season, "officer-list"))

    text = text_of(shown)
    assert f"Luân phiên {deputy.name} (đứng sau Trưởng khối năm nay trong danh sách)." in text
    assert f"Phó kế nhiệm {deputy.name} (Phó Trưởng khối năm nay lên thay)." in text
    assert f"{third.name} (đứng sau Trưởng khối mới, nếu Trưởng khối được luân phiên)." in text
    assert "Chưa có cuộc bỏ phiếu" in text
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh được thực hiện việc này." in text
    for way in ("rotation", "succession"):
        start = f"{page(season, 'officer-name', *HEAD)}?cach={way}&amp;don-vi={deputy.code}"
        assert f'href="{start}"' in shown.content.decode()


def test_the_next_deputy_is_offered_after_the_next_head_and_nobody_who_is_gone(client):
    season, (old, deputy, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    make_office(season, OfficeRole.HEAD, deputy, term=Term.NEXT.value, state="proposed")
    settle_in(client, make_approver(old))
    assert f"Luân phiên {third.name} (đứng sau Trưởng khối năm sau" in text_of(
        client.get(page(season, "officer-list"))
    )

    third.dissolved_on = season.cycle.ends_on
    third.save(update_fields=["dissolved_on"])

    assert f"Luân phiên {old.name} (đứng sau Trưởng khối năm sau" in text_of(
        client.get(page(season, "officer-list"))
    )


def test_a_next_head_is_named_and_the_province_confirms_what_it_saw(client):
    season, (old, deputy, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    address = page(season, "officer-name", *HEAD)
    client.force_login(make_approver(old))
    asked = client.get(f"{address}?cach=rotation&don-vi={third.code}").content.decode()
    assert f'value="{third.code}" selected' in asked

    form = {"agency": third.code, "selected_by": "rotation", "decided_on": "01/12/2025"}
    assert client.post(address, form).url == page(season, "officer-list")

    confirm = page(season, "officer-confirm", *HEAD)
    assert client.post(confirm, {"seen_agency": third.code}).status_code == 403
    client.force_login(make_officer(season.bloc))
    assert client.post(confirm, {"seen_agency": deputy.code}).status_code == 409
    answer = client.post(confirm, {"seen_agency": third.code, "on": "05/12/2025"}, follow=True)
    assert f"{third.name} Đã xác nhận" in text_of(answer)
    office = Office.objects.get(term="next")
    assert (office.state, str(office.decided_on)) == ("confirmed", "2025-12-05")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"agency": ""}, "Quý vị chọn đơn vị."),
        ({"selected_by": "elected"}, "biên bản hoặc văn bản về kết quả bầu"),
        ({"selected_by": "appointed"}, "Quý vị cần ghi số, ngày của văn bản chỉ định."),
        ({"selected_by": "dice"}, ""),
    ],
)
def test_an_officer_without_what_the_way_needs_is_refused_on_the_page(client, fields, said):
    season, (_, deputy, _) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    settle_in(client, make_officer(season.bloc))
    form = {"agency": deputy.code, "selected_by": "rotation", **fields}

    answer = client.post(page(season, "officer-name", *HEAD), form)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Office.objects.filter(term="next").exists()


def test_nobody_is_confirmed_who_is_not_named(client):
    season, _ = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    settle_in(client, make_officer(season.bloc))

    assert client.get(page(season, "officer-confirm", *HEAD)).status_code == 404
    assert client.get(f"{page(season, 'officer-list')}nam-xua/truong/").status_code == 404

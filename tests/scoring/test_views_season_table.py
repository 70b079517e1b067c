"""The page on which a season is given the table that it scores with."""

import pytest

from scoring import services
from scoring.models import SeasonTable
from tests.factories import (
    assign,
    make_bloc_year,
    make_editor,
    make_province,
    make_sheet,
    make_table,
)
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db


def test_a_season_is_given_a_table_on_its_page(client):
    season, (head, *_) = make_bloc_year(2)
    table = make_table(title="Bảng năm nay")
    make_table(title="Tỉnh khác", province=make_province())
    sign_in(client, make_editor(head))
    page = season_page("table-assign", season)

    asked = client.get(page, {"bang": table.pk})
    nothing = client.post(page, {"table": "", "seen_table": 0})
    done = client.post(page, {"table": table.pk, "seen_table": 0})

    assert "Bảng năm nay" in text_of(asked)
    assert "Tỉnh khác" not in text_of(asked)
    assert nothing.status_code == 422
    assert done.url == season_page("criteria-table", season)
    assert SeasonTable.objects.get().table == table


def test_choosing_another_table_keeps_the_mark_of_sample_points(client):
    season, (head, *_) = make_bloc_year(2)
    table = assign(season, scores_are_sample=True).table
    other = make_table()
    sign_in(client, make_editor(head))
    page = season_page("table-assign", season)

    form = client.get(page).context["form"]
    begun = {name: form[name].value() for name in form.fields}
    changed = client.post(page, begun | {"table": other.pk})
    late = client.post(page, begun | {"table": table.pk})

    assert begun == {"seen_table": table.pk, "table": table.pk, "scores_are_sample": True}
    assert (changed.status_code, late.status_code) == (302, 409)
    assigned = SeasonTable.objects.get()
    assert (assigned.table, assigned.scores_are_sample) == (other, True)


def test_the_head_does_not_take_the_mark_off_once_sheets_are_open(client):
    season, (head, *_) = make_bloc_year(2)
    table = assign(season, scores_are_sample=True).table
    make_sheet(season, head)
    sign_in(client, make_editor(head))

    refused = client.post(
        season_page("table-assign", season), {"table": table.pk, "seen_table": table.pk}
    )

    assert refused.status_code == 403
    assert "chỉ cơ quan thi đua, khen thưởng tỉnh được thay đổi" in text_of(refused)
    assert SeasonTable.objects.get().scores_are_sample


def test_a_version_that_was_amended_is_not_offered_any_more(client):
    season, (head, *_) = make_bloc_year(2)
    first = make_table(title="Bản cũ")
    services.publish_table(table=services.draft_amendment(table=first, actor=None), actor=None)
    sign_in(client, make_editor(head))

    offered = client.get(season_page("table-assign", season)).context["form"].fields["table"]

    assert [table.number for table in offered.queryset] == [2]


def test_a_table_is_not_exchanged_once_sheets_are_open(client):
    season, (head, *_) = make_bloc_year(2)
    make_sheet(season, head)
    make_table(title="Bảng khác")
    sign_in(client, make_editor(head))

    asked = client.get(season_page("table-assign", season))
    shown = client.get(season_page("criteria-table", season))

    assert "Các đơn vị đã có phiếu" in text_of(asked)
    assert season_page("table-assign", season) not in shown.content.decode()


def test_other_members_do_not_choose_the_table(client):
    season, (_, _, member) = make_bloc_year(3)
    table = make_table()
    sign_in(client, make_editor(member))

    shown = client.get(season_page("table-assign", season))
    wanted = {"table": table.pk, "seen_table": 0}
    refused = client.post(season_page("table-assign", season), wanted)

    assert "được cập nhật" in text_of(shown)
    assert refused.status_code == 403
    assert not SeasonTable.objects.exists()

"""The pages of a year's lists: who writes there, what they cost, what leads to them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import Indicator
from blocs.services import BaselineSpec, IndicatorSpec, MovementSpec, SourceSpec, add_row
from blocs.states import NarrativeSection, Stage
from reports.selectors.year_lists import LISTS
from reports.states import YearRows
from tests.factories import make_award_type, make_bloc_year, make_editor, make_officer
from tests.reports.narrating import against, make_year, revenue, say
from tests.reports.pages import settle_in
from tests.reports.year_pages import (
    AWARDS,
    DOCUMENTS,
    INDICATORS,
    MOVEMENTS,
    SOURCES,
    add_at,
    at,
    filled,
    row_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    season, members = make_year()
    return season, members


def test_a_member_writes_its_own_results_only(client, year):
    season, (head, _, third) = year
    theirs, own = revenue(season, head), revenue(season, third)
    settle_in(client, make_editor(third))

    page = client.get(at(season)).content.decode()
    form = client.get(add_at(season)).context["form"]

    assert "Thêm chỉ tiêu</a>" in page
    assert f'href="{row_at(season, own)}"' in page
    assert f'href="{row_at(season, theirs)}"' not in page
    assert "Lưu thứ tự" not in page
    assert "subject" not in form.fields
    assert [key for key, _ in form.fields["agency"].choices] == [third.pk]
    seen = client.get(row_at(season, theirs))
    assert "<fieldset disabled>" in seen.content.decode()
    assert client.post(row_at(season, theirs), filled(seen, note="x")).status_code == 403
    sent = filled(client.get(row_at(season, own)), value="7")
    assert client.post(row_at(season, own), sent).status_code == 302
    assert set(Indicator.objects.values_list("value", flat=True)) == {10500, 7}
    movements = client.get(at(season, MOVEMENTS)).content.decode()
    assert "Chỉ đơn vị Trưởng khối" in movements
    assert "Thêm phong trào" not in movements


def test_a_closed_year_is_read_and_not_written(client, year):
    season, (head, *_) = year
    row = revenue(season, head)
    settle_in(client, make_officer(season.bloc))
    sent = filled(client.get(row_at(season, row)), value="7")
    type(season).objects.update(stage=Stage.CLOSED)

    page = client.get(at(season)).content.decode()

    assert "đã kết thúc" in page
    assert "Sửa<span" not in page
    assert client.post(row_at(season, row), sent).status_code == 403
    assert Indicator.objects.get().value == 10500


@pytest.mark.parametrize("kind", list(YearRows))
def test_the_lists_of_another_bloc_do_not_exist_for_me(client, year, kind):
    season, (head, *_) = year
    row = revenue(season, head)
    stranger, (other, *_) = make_bloc_year(2)
    settle_in(client, make_editor(other))

    for address in (
        at(season, kind),
        add_at(season, kind),
        row_at(season, row, kind),
        row_at(season, row, kind, name="year-row-remove"),
        row_at(stranger, row),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"seen": "x"}).status_code == 404
    assert Indicator.objects.count() == 1


# Session, person, appointments, season, offices, rows; of results also their comparisons, and
# members and offices for their names.
QUERIES = {INDICATORS: 9, MOVEMENTS: 6, AWARDS: 6, DOCUMENTS: 6, SOURCES: 6}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", list(YearRows))
def test_a_list_costs_the_same_for_one_row_and_for_three(
    client, django_assert_num_queries, year, kind, count
):
    season, members = year
    for place in range(count):
        baselines = (BaselineSpec(issuer="Bộ", ratio=Decimal(1)),)
        row = {
            INDICATORS: IndicatorSpec("Thu", members[place], baselines=baselines),
            MOVEMENTS: MovementSpec(f"{place}"),
            SOURCES: SourceSpec(f"{place}"),
        }.get(kind)
        if kind is AWARDS:
            season.award_counts.create(award_type=make_award_type(), agencies=2)
        elif kind is DOCUMENTS:
            season.legal_documents.create(position=place, kind=f"{place}")
        else:
            add_row(LISTS[kind], season_id=season.pk, spec=row, actor=None)
    settle_in(client, make_editor(members[0]))
    client.get(at(season, kind))

    with django_assert_num_queries(QUERIES[kind]):
        page = client.get(at(season, kind))

    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_of_a_result_costs_the_same_for_one_comparison_and_for_three(
    client, django_assert_num_queries, year, count
):
    season, (head, *_) = year
    row = revenue(season, head)
    for place in range(count):
        against(row, ratio="1", issuer=f"{place}")
    settle_in(client, make_editor(head))
    client.get(row_at(season, row))

    with django_assert_num_queries(11):
        page = client.get(row_at(season, row))

    assert page.context["form"].count == count + 2


def test_the_page_of_the_year_and_of_its_words_lead_there(client, year):
    season, (head, *_) = year
    say(season, "Một câu.", section=NarrativeSection.ADVANTAGES)
    settle_in(client, make_editor(head))
    words = reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])

    record = reverse("reports:season-record", args=[season.bloc.code, season.cycle.label])
    for page in (season.get_absolute_url(), words, record):
        assert f'href="{at(season)}"' in client.get(page).content.decode()


def test_a_member_is_not_told_to_change_the_lists(client, year):
    season, (*_, member) = year
    settle_in(client, make_editor(member))

    record = reverse("reports:season-record", args=[season.bloc.code, season.cycle.label])
    page = client.get(record).content.decode()

    assert f'href="{at(season)}"' in page
    assert "Sửa chỉ tiêu" not in page


@pytest.mark.parametrize("made_up", ["season", "bloc", "nothing"])
def test_lists_of_a_made_up_season_say_so(client, year, made_up):
    season, (head, *_) = year
    row = revenue(season, head)
    if made_up != "nothing":
        type(season if made_up == "season" else season.bloc).objects.update(is_sample=True)
    settle_in(client, make_editor(head))

    for address in (at(season), row_at(season, row), add_at(season)):
        assert ("DỮ LIỆU MẪU" in client.get(address).content.decode()) is (made_up != "nothing")

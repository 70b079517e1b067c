import pytest

from blocs.models import (
    Registration,
    RegistrationItem,
)
from reports.gather import GATHERERS, gather_covenant, gather_paper, gather_summary
from reports.papers import fingerprint
from scoring.models import ScoreLine
from scoring.services import freeze_ranking
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    assign,
    make_cycle,
    make_season,
    make_sheet,
    make_table,
)
from tests.reports.whole_season import fresh, make_whole_season, rank_by_points

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(GATHERERS))
def test_the_same_facts_give_the_same_fingerprint(kind):
    season = make_whole_season()

    first = gather_paper(fresh(season), kind)
    second = gather_paper(fresh(season), kind)

    assert fingerprint(first) == fingerprint(second)


@pytest.mark.parametrize("kind", sorted(GATHERERS))
def test_the_paper_comes_back_whole_from_its_content(kind):
    paper = gather_paper(fresh(make_whole_season()), kind)

    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize(("members", "rows"), [(1, 1), (3, 3)])
def test_the_report_costs_the_same_for_one_member_and_for_many(
    django_assert_num_queries, members, rows
):
    season = make_whole_season(members, rows=rows)
    rank_by_points(season)
    season = fresh(season)

    # members, offices, statements, movements, ranking and its rows, indicators and baselines,
    # award counts, meetings with purposes, attendances, agencies, guests, duties, conclusions,
    # next tasks, proposals and options, legal documents, sources, names of awards twice
    with django_assert_num_queries(23):
        gather_summary(season)


@pytest.mark.parametrize(("members", "rows"), [(2, 1), (3, 3)])
def test_the_covenant_costs_the_same_for_two_members_and_for_many(
    django_assert_num_queries, members, rows
):
    season = make_whole_season(members, rows=rows)
    following = make_season(bloc=season.bloc, cycle=make_cycle(label="2023"))
    for member in season.memberships.select_related("agency"):
        registration = Registration.objects.create(season=following, agency=member.agency)
        RegistrationItem.objects.create(
            registration=registration, position=1, kind="target", content="Chỉ tiêu"
        )
    season = fresh(season)

    # members, offices, meetings with six kinds of rows, movements, next season, legal documents,
    # directions, tasks, registrations and items
    with django_assert_num_queries(17):
        gather_covenant(season)


def test_fifteen_members_and_180_criteria_cost_no_more(django_assert_num_queries):
    leaves = [(f"I.{number}", CriterionKind.MANUAL, "1") for number in range(1, 181)]
    season = make_whole_season(15)
    assign(season, make_table([("I", CriterionKind.GROUP, "180"), *leaves]))
    for member in season.memberships.select_related("agency"):
        make_sheet(season, member.agency, state=SheetState.APPRAISED)
    ScoreLine.objects.update(self_points=1, appraised_points=1)
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    season = fresh(season)

    with django_assert_num_queries(23):
        paper = gather_summary(season)

    assert len(paper.scores.rows) == 15
    assert paper.scores.rows[0].lines[2].cells == ("180,00",)

from decimal import Decimal

import pytest
from django.http import Http404

from blocs.standing import SYSTEM, standing_of
from blocs.states import Role, Stage
from scoring.access import (
    cross_assignment_for,
    evidence_file_for,
    line_with_evidence_for,
    sector_line_for,
    sector_season_for,
    sheet_for,
)
from scoring.models import LayerScore, ScoreSheet
from scoring.selectors.cross import cross_progress, cross_sheet
from scoring.selectors.given import given_points
from scoring.selectors.sector import sector_criteria, sector_duties, sector_lines
from scoring.services.cross import finish_cross_scoring, save_cross_points
from scoring.services.given import save_sector_points
from scoring.states import GivenLayer, SheetState
from tests.factories import (
    NOON,
    appoint,
    join,
    line_of,
    make_agency,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_officer,
    make_sheet,
    make_user,
)
from tests.scoring.given import cross_year, edit, pair, sector_year

pytestmark = pytest.mark.django_db


def give(line, layer, scorer, points, **fields):
    return LayerScore.objects.create(
        line=line,
        layer=layer.value,
        scorer=scorer,
        points=points,
        min_points=line.min_points,
        max_points=line.max_points,
        given_at=NOON,
        **fields,
    )


@pytest.mark.parametrize("size", [2, 5])
def test_given_points_are_read_with_one_query(size, django_assert_num_queries):
    season, agencies, sheets = cross_year(size)
    done = [pair(season, scorer, agencies[0], finished_at=NOON) for scorer in agencies[1:]]
    line = line_of(sheets[0], "I.1")
    for assignment in done:
        give(line, GivenLayer.CROSS, assignment.scorer, 30)

    with django_assert_num_queries(1):
        found = given_points(season)

    assert found[line.pk].cross == {agency.code: Decimal(30) for agency in agencies[1:]}
    assert found[line.pk].sector == {}


def test_what_a_member_gave_counts_once_it_has_finished():
    season, agencies, sheets = cross_year()
    assignment = pair(season, agencies[2], agencies[3])
    for key, points in (("I.1", "30"), ("I.2", "20"), ("II.1", "40")):
        row = edit(line_of(sheets[3], key), points)
        save_cross_points(assignment_id=assignment.pk, edit=row, actor=None)
    assert given_points(season) == {}

    finish_cross_scoring(assignment_id=assignment.pk, actor=None)

    line = line_of(sheets[3], "I.1")
    assert given_points(season)[line.pk].cross == {agencies[2].code: Decimal(30)}


def test_results_and_points_of_a_sector_are_given_by_its_code():
    season, sheets, sector = sector_year()
    line = line_of(sheets[2], "V.1")
    save_sector_points(edit=edit(line, actual="50"), actor=None)

    given = given_points(season)[line.pk]

    assert (given.sector, given.sector_actual) == (
        {sector.code: Decimal(5)},
        {sector.code: Decimal(50)},
    )


def test_points_of_another_season_are_not_read():
    season, _, _ = sector_year()
    _, sheets, sector = sector_year()
    give(line_of(sheets[2], "V.3"), GivenLayer.SECTOR, sector, 5)

    assert given_points(season) == {}


def test_a_sector_official_sees_the_lines_that_name_the_agency_in_every_bloc():
    sector = make_agency()
    _, first, _ = sector_year(sector=sector)
    _, second, _ = sector_year(2, sector=sector)
    sector_year()
    standing = standing_of(make_editor(sector))

    lines = sector_lines(standing)

    assert {line.sheet for line in lines} == {*first, *second}
    assert {line.criterion.key for line in lines} == {"V.1", "V.2", "V.3"}
    assert sector_line_for(standing, line_of(first[0], "V.1").pk).criterion.key == "V.1"
    assert ScoreSheet.objects.visible_to(standing).count() == 0


def test_a_sector_official_sees_nothing_else_of_those_seasons():
    season, sheets, sector = sector_year()
    other, _, _ = sector_year()
    standing = standing_of(make_editor(sector))
    hidden = line_of(sheets[2], "I.1")

    with pytest.raises(Http404):
        sector_line_for(standing, hidden.pk)
    with pytest.raises(Http404):
        line_with_evidence_for(standing, hidden.pk)
    with pytest.raises(Http404):
        sheet_for(standing, sheets[2].pk)
    with pytest.raises(Http404):
        sector_season_for(standing, other.bloc.code, other.cycle.label)
    assert sector_season_for(standing, season.bloc.code, season.cycle.label) == season


@pytest.mark.parametrize("stage", Stage)
def test_a_sector_official_sees_seasons_from_their_scoring_until_they_are_closed(stage):
    _, _, sector = sector_year(stage=stage)

    seen = sector_lines(standing_of(make_editor(sector))).exists()

    assert seen is (list(Stage).index(stage) >= 5 and stage is not Stage.CLOSED)


def test_nobody_without_a_place_in_the_agency_sees_its_lines():
    season, sheets, _ = sector_year()
    line = line_of(sheets[2], "V.3")
    persons = [make_user(), make_editor(make_agency()), make_officer(season.bloc), make_officer()]
    persons += [make_editor(sheets[0].agency), appoint(make_user(), Role.AUDITOR).user]

    for person in persons:
        with pytest.raises(Http404):
            sector_line_for(standing_of(person), line.pk)
        assert sector_duties(standing_of(person)) == []
    assert not sector_lines(SYSTEM).exists()


def test_a_sector_agency_s_own_lines_are_not_among_those_it_scores():
    season, sheets, sector = sector_year()
    join(season, sector)
    own = make_sheet(season, sector)

    lines = sector_lines(standing_of(make_editor(sector)))

    assert own not in {line.sheet for line in lines}
    assert {line.sheet for line in lines} == set(sheets)


@pytest.mark.parametrize("seasons", [1, 3])
def test_duties_are_counted_with_three_queries(seasons, django_assert_num_queries):
    sector = make_agency()
    years = [sector_year(sector=sector) for _ in range(seasons)]
    save_sector_points(edit=edit(line_of(years[0][1][0], "V.3"), "5"), actor=None)
    standing = standing_of(make_editor(sector))

    with django_assert_num_queries(3):
        duties = sector_duties(standing)

    counted = {duty.season.pk: (duty.lines, duty.given, duty.left) for duty in duties}
    assert counted[years[0][0].pk] == (9, 1, 8)
    assert len(duties) == seasons


@pytest.mark.parametrize("size", [1, 3])
def test_a_sector_s_criteria_are_read_with_three_queries(size, django_assert_num_queries):
    season, sheets, sector = sector_year(size)
    standing = standing_of(make_editor(sector))
    season = sector_season_for(standing, season.bloc.code, season.cycle.label)

    with django_assert_num_queries(3):
        criteria = sector_criteria(standing, season)

    assert [one.node.key for one in criteria] == ["V.1", "V.2", "V.3"]
    assert [row.line.sheet for row in criteria[0].rows] == sheets
    assert all(row.can_score for one in criteria for row in one.rows)


def test_a_cross_scorer_finds_its_own_assignment_and_no_other():
    season, agencies, _ = cross_year()
    mine, theirs = pair(season, agencies[2], agencies[3]), pair(season, agencies[3], agencies[2])
    standing = standing_of(make_editor(agencies[2]))

    assert cross_assignment_for(standing, mine.pk) == mine
    with pytest.raises(Http404):
        cross_assignment_for(standing, theirs.pk)
    with pytest.raises(Http404):
        cross_assignment_for(standing_of(make_officer()), mine.pk)


@pytest.mark.parametrize("state", SheetState)
def test_a_cross_scorer_reads_the_evidence_of_the_sent_sheet_it_was_given(state):
    season, agencies, _ = cross_year()
    sheet = season.sheets.get(agency=agencies[3])
    is_draft = state is SheetState.DRAFT
    season.sheets.update(state=state.value, submitted_at=None if is_draft else NOON)
    line = line_of(sheet, "I.1")
    stored = make_evidence(line, file=make_evidence_file(agencies[3])).document.file
    pair(season, agencies[2], agencies[3])
    scorer, other = (standing_of(make_editor(agency)) for agency in (agencies[2], make_agency()))

    if state in {SheetState.SUBMITTED, SheetState.APPRAISED}:
        assert line_with_evidence_for(scorer, line.pk) == line
        assert evidence_file_for(scorer, stored.uuid) == stored
    else:
        with pytest.raises(Http404):
            line_with_evidence_for(scorer, line.pk)
        with pytest.raises(Http404):
            evidence_file_for(scorer, stored.uuid)
    with pytest.raises(Http404):
        evidence_file_for(other, stored.uuid)


def test_a_cross_scorer_reads_no_evidence_of_the_same_member_in_another_season():
    season, agencies, _ = cross_year()
    later, _, _ = cross_year()
    join(later, agencies[3])
    pair(season, agencies[2], agencies[3])
    hidden = line_of(make_sheet(later, agencies[3], state=SheetState.SUBMITTED), "I.1")

    with pytest.raises(Http404):
        line_with_evidence_for(standing_of(make_editor(agencies[2])), hidden.pk)


def test_a_sector_official_reads_the_evidence_of_its_lines_on_sent_sheets():
    _, sheets, sector = sector_year()
    line = line_of(sheets[2], "V.3")
    stored = make_evidence(line, file=make_evidence_file(sheets[2].agency)).document.file
    other = make_evidence(
        line_of(sheets[2], "I.1"), file=make_evidence_file(sheets[2].agency)
    ).document.file
    standing = standing_of(make_editor(sector))

    assert evidence_file_for(standing, stored.uuid) == stored
    with pytest.raises(Http404):
        evidence_file_for(standing, other.uuid)


def test_the_others_points_show_once_both_have_finished():
    season, agencies, sheets = cross_year(5, scorers=2)
    mine, other = pair(season, agencies[1], agencies[4]), pair(season, agencies[2], agencies[4])
    third = pair(season, agencies[3], agencies[4], finished_at=NOON)
    line = line_of(sheets[4], "I.1")
    for assignment, points in ((mine, 30), (other, 31), (third, 32)):
        give(line, GivenLayer.CROSS, assignment.scorer, points)

    def shown():
        mine.refresh_from_db()
        rows = cross_sheet(mine, sheets[4]).rows
        row = next(one for one in rows if one.row.node.key == "I.1")
        return row.score.points, row.others

    assert shown() == (30, ())
    type(mine).objects.filter(pk=mine.pk).update(finished_at=NOON)
    assert shown() == (30, (32,))
    type(mine).objects.filter(pk=other.pk).update(finished_at=NOON)
    assert set(shown()[1]) == {31, 32}


@pytest.mark.parametrize("size", [3, 6])
def test_the_progress_of_all_is_read_with_three_queries(size, django_assert_num_queries):
    season, agencies, sheets = cross_year(size)
    for place in range(size):
        pair(season, agencies[place - 1], agencies[place])
    give(line_of(sheets[1], "I.1"), GivenLayer.CROSS, agencies[0], 30)

    with django_assert_num_queries(3):
        rows = cross_progress(season)

    assert len(rows) == size
    counted = {row.assignment.scorer_id: row.given for row in rows}
    assert counted[agencies[0].pk] == 1
    assert sum(counted.values()) == 1

import uuid

import pytest
from django.http import Http404

from blocs.standing import SYSTEM, standing_of
from blocs.states import Role, Stage
from scoring.access import evidence_file_for, evidence_for, line_for, sheet_for
from scoring.models import ScoreSheet
from scoring.states import SheetState
from tests.factories import (
    appoint,
    line_of,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_officer,
    make_province,
    make_ranking,
    make_sheet,
    make_user,
)

pytestmark = pytest.mark.django_db


def year(**fields):
    """Return a season of three members, each with a sheet, a line and a file."""
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL, **fields)
    sheets = [make_sheet(season, agency, state=SheetState.SUBMITTED) for agency in agencies]
    for sheet in sheets:
        make_evidence(line_of(sheet, "I.1"), file=make_evidence_file(sheet.agency))
    return season, agencies, sheets


def reviewed(season):
    """Bring the season to its review, every sheet appraised and the ranking frozen."""
    season.sheets.update(state=SheetState.APPRAISED.value)
    move(season, Stage.BLOC_REVIEW)
    return make_ranking(season)


def move(season, stage):
    type(season).objects.filter(pk=season.pk).update(stage=stage.value)


def seen_by(user):
    return set(ScoreSheet.objects.visible_to(standing_of(user)))


def test_each_person_sees_exactly_their_sheets_and_none_of_another_bloc():
    season, (head, deputy, member), sheets = year()
    _, _, theirs = year()

    assert seen_by(make_editor(member)) == {sheets[2]}
    assert seen_by(make_editor(head)) == set(sheets)
    assert seen_by(make_editor(deputy)) == set(sheets)
    assert seen_by(make_officer(season.bloc)) == set(sheets)
    assert seen_by(make_officer()) == {*sheets, *theirs}
    assert seen_by(make_user()) == set()
    assert seen_by(None) == {*sheets, *theirs}


def test_an_officer_of_one_province_sees_that_province_only():
    province = make_province()
    season, _, sheets = year()
    season.bloc.province = province
    season.bloc.save()
    year()

    assert seen_by(make_officer(province=province)) == set(sheets)


def test_the_frozen_ranking_opens_the_sheets_to_the_members_and_to_no_one_else():
    season, (_, _, member), sheets = year()
    stranger = make_editor(year()[1][2])
    ranking = reviewed(season)

    assert seen_by(make_editor(member)) == set(sheets)
    assert seen_by(stranger).isdisjoint(sheets)
    ranking.is_current = False
    ranking.save()
    assert seen_by(make_editor(member)) == {sheets[2]}


def test_a_season_that_is_taken_back_closes_the_sheets_again():
    season, (_, _, member), sheets = year()
    reviewed(season)
    colleague = make_editor(member)

    move(season, Stage.SELF_SCORING)

    assert seen_by(colleague) == {sheets[2]}


def test_a_sheet_that_is_worked_on_again_stays_its_own_agencys():
    season, (_, _, member), sheets = year()
    reviewed(season)
    type(sheets[0]).objects.filter(pk=sheets[0].pk).update(state=SheetState.RETURNED.value)

    assert seen_by(make_editor(member)) == set(sheets[1:])


def test_where_only_the_first_ranks_are_public_the_sheets_stay_closed():
    season, (_, _, member), sheets = year(published_ranks=1)
    reviewed(season)

    assert seen_by(make_editor(member)) == {sheets[2]}


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.AWAITING])
def test_who_runs_the_bloc_sees_no_sheet_before_it_was_sent(state):
    season, (head, deputy, _), sheets = year()
    season.sheets.filter(pk=sheets[2].pk).update(state=state.value, submitted_at=None)

    assert seen_by(make_editor(head)) == set(sheets[:2])
    assert seen_by(make_editor(deputy)) == set(sheets[:2])
    assert seen_by(make_officer(season.bloc)) == set(sheets)


def test_a_right_that_ended_shows_nothing_from_that_day_on():
    _, (_, _, member), sheets = year()
    user = make_editor(member)
    standing = standing_of(user)
    appointment = user.appointments.get()

    appointment.ends_on = appointment.starts_on
    appointment.save()

    assert set(ScoreSheet.objects.visible_to(standing)) == {sheets[2]}
    assert seen_by(user) == set()


def test_what_a_person_may_not_see_does_not_exist_behind_any_door():
    _, (_, _, member), sheets = year()
    stranger = standing_of(make_editor(year()[1][0]))  # even the head of another bloc
    owner = standing_of(make_editor(member))
    line = line_of(sheets[2], "I.1")
    evidence = line.evidence.get()

    doors = [
        (sheet_for, sheets[2].pk, sheets[2]),
        (line_for, line.pk, line),
        (evidence_for, evidence.pk, evidence),
        (evidence_file_for, evidence.document.file.uuid, evidence.document.file),
    ]
    for door, key, record in doors:
        assert door(owner, key) == record
        with pytest.raises(Http404):
            door(stranger, key)


def test_what_was_never_there_is_not_found_either():
    for door in (sheet_for, line_for, evidence_for):
        with pytest.raises(Http404):
            door(SYSTEM, 999_999)
    with pytest.raises(Http404):
        evidence_file_for(SYSTEM, uuid.uuid4())


def test_a_second_office_does_not_double_what_is_seen():
    season, (head, _, member), sheets = year()
    user = make_editor(head)
    appoint(user, Role.APPROVER, agency=head)
    appoint(user, Role.EDITOR, agency=member)
    appoint(user, Role.OFFICER, blocs=[season.bloc])

    found = list(ScoreSheet.objects.visible_to(standing_of(user)))

    assert len(found) == len(sheets)


def test_a_file_is_seen_through_any_line_that_shows_it():
    season, (head, _, _), sheets = year()
    file = line_of(sheets[2], "I.1").evidence.get().document.file
    colleague = standing_of(make_editor(sheets[1].agency))
    season.offices.filter(role="deputy").delete()
    assert evidence_file_for(standing_of(make_editor(head)), file.uuid) == file
    with pytest.raises(Http404):
        evidence_file_for(colleague, file.uuid)

    reviewed(season)

    assert evidence_file_for(colleague, file.uuid) == file


def test_the_doors_bring_the_names_that_pages_print(django_assert_num_queries):
    _, (_, _, member), sheets = year()
    standing = standing_of(make_editor(member))

    with django_assert_num_queries(1):
        sheet = sheet_for(standing, sheets[2].pk)
        assert str(sheet)
        assert sheet.season.bloc.province is None

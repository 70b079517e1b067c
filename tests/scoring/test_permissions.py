from itertools import product

import pytest

from accounts.models import User
from blocs.permissions import Seats, seats_of
from blocs.standing import SYSTEM, standing_of
from blocs.states import Role, Stage
from scoring import permissions
from scoring.rules.workflow import TRANSITIONS
from scoring.states import SheetAction, SheetState
from tests.factories import (
    appoint,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_officer,
    make_season,
    make_sheet,
    make_user,
)

pytestmark = pytest.mark.django_db

S, A = SheetState, SheetAction
OWN_ACTIONS = {A.ASK_APPROVAL: "editor", A.SEND_BACK: "approver", A.SUBMIT: "approver"}


def people(season, agencies):
    """Return somebody of every kind, by what they are to the third member."""
    head, deputy, member, other = agencies
    return {
        "editor": make_editor(member),
        "approver": make_approver(member),
        "head_editor": make_editor(head),
        "head_approver": make_approver(head),
        "deputy_editor": make_editor(deputy),
        "other_editor": make_editor(other),
        "officer": make_officer(season.bloc),
        "leader": appoint(make_user(), Role.BOARD_LEADER, blocs=[season.bloc]).user,
        "council": appoint(make_user(), Role.COUNCIL_MEMBER, blocs=[season.bloc]).user,
        "auditor": appoint(make_user(), Role.AUDITOR, blocs=[season.bloc]).user,
        "stranger": make_approver(make_season(members=1).memberships.get().agency),
        "nobody": make_user(),
        "system": None,
    }


def allowed(people_by_name, verdict_of):
    return {name for name, user in people_by_name.items() if verdict_of(standing_of(user))}


@pytest.mark.parametrize("stage", [Stage.SELF_SCORING, Stage.APPRAISAL])
def test_every_action_in_every_state_is_open_to_its_own_people_only(stage):
    season, agencies = make_bloc_year(4, stage=stage)
    everyone = people(season, agencies)
    seats = seats_of(season)
    sheet = make_sheet(season, agencies[2], state=S.SUBMITTED)  # sent once, so open in both
    for state, action in product(SheetState, SheetAction):
        sheet.state = state.value

        found = allowed(
            everyone,
            lambda standing, action=action: permissions.can_take(standing, sheet, action, seats),
        )

        if (state, action) not in TRANSITIONS:
            expected = set()
        elif action in OWN_ACTIONS:
            expected = {OWN_ACTIONS[action], "system"}
        else:
            expected = {"head_editor", "head_approver", "system"}
        assert found == expected, (state, action)


def test_only_the_agency_s_people_write_its_points_and_only_while_it_is_theirs():
    season, agencies = make_bloc_year(4, stage=Stage.SELF_SCORING)
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[2])
    for state in SheetState:
        sheet.state = state.value

        found = allowed(everyone, lambda standing: permissions.can_edit_sheet(standing, sheet))

        writable = state in {S.DRAFT, S.RETURNED}
        assert found == ({"editor", "approver", "system"} if writable else set()), state


def test_the_head_appraises_members_while_their_sheet_is_sent():
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    everyone = people(season, agencies)
    seats = seats_of(season)
    sheet = make_sheet(season, agencies[2], state=S.SUBMITTED)
    for state in SheetState:
        sheet.state = state.value

        found = allowed(everyone, lambda standing: permissions.can_appraise(standing, sheet, seats))

        sent = state is S.SUBMITTED
        assert found == ({"head_editor", "head_approver", "system"} if sent else set()), state


def test_the_deputy_appraises_the_head_s_own_sheet():
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[0], state=S.SUBMITTED)

    found = allowed(
        everyone, lambda standing: permissions.can_appraise(standing, sheet, seats_of(season))
    )

    assert found == {"deputy_editor", "system"}


def test_the_province_appraises_the_head_s_sheet_when_there_is_no_deputy():
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    season.offices.filter(role="deputy").delete()
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[0], state=S.SUBMITTED)

    found = allowed(
        everyone, lambda standing: permissions.can_appraise(standing, sheet, seats_of(season))
    )

    assert found == {"officer", "leader", "system"}


def test_nobody_appraises_an_agency_they_act_for_even_from_another_chair():
    season, (head, _, member) = make_bloc_year(3, stage=Stage.APPRAISAL)
    season.offices.filter(role="deputy").delete()
    both = make_editor(member)
    appoint(both, Role.EDITOR, agency=head)
    officer_of_the_head = make_officer(season.bloc)
    appoint(officer_of_the_head, Role.EDITOR, agency=head)
    members_sheet = make_sheet(season, member, state=S.SUBMITTED)
    heads_sheet = make_sheet(season, head, state=S.SUBMITTED)
    seats = seats_of(season)

    for user, sheet in ((both, members_sheet), (officer_of_the_head, heads_sheet)):
        standing = standing_of(user)
        assert "đơn vị mình" in permissions.can_appraise(standing, sheet, seats).reason
        assert "đơn vị mình" in permissions.can_appraise_for_province(standing, sheet).reason
        assert not permissions.can_take(standing, sheet, A.APPRAISE, seats)


def test_without_a_confirmed_head_nobody_but_the_operator_appraises():
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[2], state=S.SUBMITTED)
    nobody = Seats(head_id=None, deputy_id=None)

    found = allowed(everyone, lambda standing: permissions.can_appraise(standing, sheet, nobody))

    assert found == {"system"}


EDITABLE_STAGES = {Stage.SELF_SCORING}
PROVINCE_STAGES = {
    Stage.APPRAISAL,
    Stage.BLOC_REVIEW,
    Stage.SUBMITTED,
    Stage.PROVINCIAL_APPRAISAL,
}


@pytest.mark.parametrize("stage", Stage)
def test_each_layer_is_written_in_its_own_stages(stage):
    season, agencies = make_bloc_year(3, stage=stage)
    draft = make_sheet(season, agencies[2])
    returned = make_sheet(season, agencies[1], state=S.RETURNED)
    sent = make_sheet(season, agencies[0], state=S.SUBMITTED)
    seats = seats_of(season)

    scoring_or_appraisal = stage in {Stage.SELF_SCORING, Stage.APPRAISAL}
    assert bool(permissions.can_edit_sheet(SYSTEM, draft)) is (stage in EDITABLE_STAGES)
    assert bool(permissions.can_edit_sheet(SYSTEM, returned)) is scoring_or_appraisal
    assert bool(permissions.can_appraise(SYSTEM, sent, seats)) is scoring_or_appraisal
    assert bool(permissions.can_take(SYSTEM, sent, A.RETURN, seats)) is scoring_or_appraisal
    province = permissions.can_appraise_for_province(SYSTEM, sent)
    assert bool(province) is (stage in PROVINCE_STAGES)


def test_the_province_s_layer_belongs_to_those_who_decide_for_the_province():
    season, agencies = make_bloc_year(4, stage=Stage.PROVINCIAL_APPRAISAL)
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[2], state=S.APPRAISED)

    found = allowed(
        everyone, lambda standing: permissions.can_appraise_for_province(standing, sheet)
    )

    assert found == {"officer", "leader", "system"}


def test_a_draft_has_nothing_that_the_province_could_score():
    season, agencies = make_bloc_year(3, stage=Stage.PROVINCIAL_APPRAISAL)

    for state in (S.DRAFT, S.AWAITING, S.RETURNED):
        sheet = make_sheet(season, agencies[0], state=state)
        assert "chưa gửi phiếu" in permissions.can_appraise_for_province(SYSTEM, sheet).reason
        sheet.delete()


@pytest.mark.parametrize("stage", Stage)
def test_the_ranking_is_frozen_at_the_bloc_s_review_by_head_or_province(stage):
    season, agencies = make_bloc_year(4, stage=stage)
    everyone = people(season, agencies)

    found = allowed(
        everyone,
        lambda standing: permissions.can_freeze_ranking(standing, season, seats_of(season)),
    )

    those = {"head_editor", "head_approver", "officer", "leader", "system"}
    assert found == (those if stage is Stage.BLOC_REVIEW else set())


@pytest.mark.parametrize("is_frozen", [False, True])
def test_points_of_all_members_open_to_the_members_with_the_ranking(is_frozen):
    season, agencies = make_bloc_year(4, stage=Stage.BLOC_REVIEW)
    everyone = people(season, agencies)
    seats = seats_of(season)

    found = allowed(
        everyone,
        lambda standing: permissions.can_see_points(standing, season, seats, is_frozen=is_frozen),
    )

    early = {"head_editor", "head_approver", "deputy_editor", "system"}
    early |= {"officer", "leader", "council", "auditor"}
    assert found == (set(everyone) if is_frozen else early)


def test_sheets_are_opened_by_head_or_province_until_the_appraisal_is_over():
    season, agencies = make_bloc_year(4, stage=Stage.SELF_SCORING)
    everyone = people(season, agencies)
    seats = seats_of(season)

    found = allowed(everyone, lambda standing: permissions.can_open_sheets(standing, season, seats))
    season.stage = Stage.BLOC_REVIEW.value

    assert found == {"head_editor", "head_approver", "officer", "leader", "system"}
    assert not permissions.can_open_sheets(SYSTEM, season, seats)


def test_tables_are_made_by_those_who_decide_for_the_province():
    season, agencies = make_bloc_year(4)
    everyone = people(season, agencies)

    assert allowed(everyone, permissions.can_manage_tables) == {"officer", "leader", "system"}


def test_a_person_whose_account_is_closed_may_do_nothing():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, agencies[2])
    gone = make_editor(agencies[2])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()

    assert not permissions.can_edit_sheet(standing_of(gone), sheet)


def test_every_no_is_a_vietnamese_sentence():
    season, agencies = make_bloc_year(4, stage=Stage.RUNNING)
    everyone = people(season, agencies)
    sheet = make_sheet(season, agencies[2], state=S.SUBMITTED)
    seats = seats_of(season)

    for user in everyone.values():
        standing = standing_of(user)
        answers = [permissions.can_take(standing, sheet, action, seats) for action in A]
        answers += [
            permissions.can_edit_sheet(standing, sheet),
            permissions.can_appraise(standing, sheet, seats),
            permissions.can_appraise_for_province(standing, sheet),
            permissions.can_freeze_ranking(standing, season, seats),
            permissions.can_report_ranking(standing, season, seats),
        ]
        for answer in answers:
            assert not answer
            assert answer.reason.endswith(".")
            assert len(answer.reason.split()) > 5


@pytest.mark.parametrize(("kind", "title"), [("khoi", "Trưởng khối"), ("cum", "Trưởng cụm")])
def test_refusals_call_the_head_after_the_kind_of_the_bloc(kind, title):
    season, (head, _, member) = make_bloc_year(
        3, stage=Stage.BLOC_REVIEW, bloc=make_bloc(kind=kind)
    )
    standing, seats = standing_of(make_editor(member)), seats_of(season)
    sheet = make_sheet(season, head)

    refusals = [
        permissions.can_freeze_ranking(standing, season, seats).reason,
        permissions.appraises(standing, sheet, seats).reason,
        permissions.appraises(standing, sheet, Seats(head.pk, None)).reason,
        permissions.appraises(standing_of(make_user()), make_sheet(season, member), seats).reason,
    ]

    assert [title in refusal for refusal in refusals] == [True] * 4
    assert f"Phó {title}" in refusals[1]

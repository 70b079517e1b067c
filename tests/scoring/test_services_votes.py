from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Role, Stage
from scoring.models import MemberVote, TieDecision
from scoring.rules.settings import TieRule
from scoring.selectors.given import mark_of_places, mark_of_votes, places_of, votes_of
from scoring.services.votes import VoteCount, record_member_votes, record_tie_decision
from scoring.states import TieKind
from tests.factories import (
    appoint,
    assign,
    make_agency,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_ranking,
    make_table,
    make_user,
)
from tests.scoring.given import rules

pytestmark = pytest.mark.django_db


def year(*, ties=(TieKind.DECISION,), stage=Stage.BLOC_REVIEW, size=4):
    season, agencies = make_bloc_year(size, stage=stage)
    assign(season, make_table(rules=rules(ties=tuple(TieRule(kind) for kind in ties))))
    return season, agencies


def vote(season, counts, actor, *, seen=None, reason=""):
    return record_member_votes(
        season_id=season.pk,
        counts=[VoteCount(agency, votes, voters) for agency, votes, voters in counts],
        seen=mark_of_votes(votes_of(season)) if seen is None else seen,
        reason=reason,
        actor=actor,
    )


def decide(season, agencies, actor, *, places=None, seen=None, reason="Ý kiến Trưởng khối"):
    return record_tie_decision(
        season_id=season.pk,
        places=list(zip(agencies, places or range(1, len(agencies) + 1), strict=True)),
        seen=mark_of_places(places_of(season)) if seen is None else seen,
        reason=reason,
        actor=actor,
    )


def test_the_head_records_how_the_bloc_voted_on_the_members():
    season, agencies = year()
    head = make_editor(agencies[0])

    assert vote(season, [(agencies[2], 5, 7), (agencies[3], 7, 7)], head) == 2

    assert votes_of(season) == {agencies[2].code: (5, 7), agencies[3].code: (7, 7)}
    event = AuditEvent.objects.get(action="season.record_votes")
    assert (event.actor, event.before) == (head, {})
    assert event.after == {agencies[2].code: [5, 7], agencies[3].code: [7, 7]}


def test_a_count_changes_with_a_reason_that_the_audit_keeps():
    season, agencies = year()
    head = make_editor(agencies[0])
    vote(season, [(agencies[2], 5, 7)], head)
    with pytest.raises(Invalid, match="lý do sửa") as refusal:
        vote(season, [(agencies[2], 6, 7)], head)
    assert refusal.value.field == "reason"

    vote(season, [(agencies[2], 6, 7)], head, reason="Đếm lại phiếu")

    event = AuditEvent.objects.filter(action="season.record_votes").latest("id")
    assert event.before == {agencies[2].code: [5, 7]}
    assert event.reason == "Đếm lại phiếu"
    assert MemberVote.objects.count() == 1


def test_the_same_counts_again_write_nothing():
    season, agencies = year()
    vote(season, [(agencies[2], 5, 7)], None)

    assert vote(season, [(agencies[2], 5, 7)], None, seen="old") == 0

    assert AuditEvent.objects.filter(action="season.record_votes").count() == 1


def test_counts_that_a_colleague_recorded_first_are_not_overwritten():
    season, agencies = year()
    vote(season, [(agencies[2], 5, 7)], None)

    with pytest.raises(Stale):
        vote(season, [(agencies[2], 6, 7)], None, seen="", reason="Đếm lại")

    assert votes_of(season) == {agencies[2].code: (5, 7)}


@pytest.mark.parametrize(
    ("votes", "voters", "said"),
    [
        (8, 7, "từ 0 đến 7"),
        (-1, 7, "từ 0 đến 7"),
        (0, 0, "phải từ 1"),
        (5, 10_001, "phải từ 1"),
    ],
)
def test_counts_out_of_range_are_refused_and_nothing_is_kept(votes, voters, said):
    season, agencies = year()

    with pytest.raises(Invalid, match=said) as refusal:
        vote(season, [(agencies[2], 1, 7), (agencies[3], votes, voters)], None)

    assert refusal.value.field == agencies[3].code
    assert votes_of(season) == {}


def test_only_members_are_voted_on_each_once():
    season, agencies = year()

    with pytest.raises(Invalid, match="không phải thành viên"):
        vote(season, [(make_agency(), 1, 7)], None)
    with pytest.raises(Invalid, match="hai lần"):
        vote(season, [(agencies[2], 1, 7), (agencies[2], 2, 7)], None)


def test_the_head_s_own_count_is_recorded_by_the_deputy_or_the_province():
    season, agencies = year()
    head, deputy = make_approver(agencies[0]), make_editor(agencies[1])
    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        vote(season, [(agencies[0], 7, 7)], head)
    with pytest.raises(NotAllowed):
        vote(season, [(agencies[2], 7, 7)], deputy)

    vote(season, [(agencies[0], 6, 7)], deputy)
    vote(season, [(agencies[1], 5, 7)], make_officer(season.bloc))

    assert votes_of(season) == {agencies[0].code: (6, 7), agencies[1].code: (5, 7)}


def test_a_form_with_one_s_own_agency_in_it_keeps_nothing():
    season, agencies = year()

    with pytest.raises(NotAllowed):
        vote(season, [(agencies[2], 7, 7), (agencies[0], 7, 7)], make_editor(agencies[0]))

    assert votes_of(season) == {}


def test_nobody_else_records_votes():
    season, agencies = year()
    others = [make_editor(agencies[3]), make_editor(make_agency()), make_user()]
    others += [appoint(make_user(), Role.AUDITOR).user]
    others += [appoint(make_user(), Role.COUNCIL_MEMBER, blocs=[season.bloc]).user]
    others += [make_officer(make_bloc_year(2)[0].bloc)]

    for person in others:
        with pytest.raises(NotAllowed):
            vote(season, [(agencies[2], 7, 7)], person)
    assert votes_of(season) == {}


def test_an_officer_of_the_province_who_acts_for_a_member_records_none_for_it():
    season, agencies = year()
    officer = make_officer(season.bloc)
    appoint(officer, Role.EDITOR, agency=agencies[2])

    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        vote(season, [(agencies[2], 7, 7)], officer)
    vote(season, [(agencies[3], 7, 7)], officer)


def test_who_left_a_member_this_year_records_none_for_it():
    season, agencies = year()
    type(season.cycle).objects.update(starts_on=date(2020, 1, 1), ends_on=date(2099, 12, 31))
    officer = make_officer(season.bloc)
    appoint(officer, Role.EDITOR, agency=agencies[2], ends_on=date(2020, 1, 2))

    with pytest.raises(NotAllowed, match="đã làm việc cho đơn vị này"):
        vote(season, [(agencies[2], 7, 7)], officer)
    with pytest.raises(NotAllowed, match="đã làm việc cho đơn vị này"):
        decide(season, agencies[2:], officer)


@pytest.mark.parametrize("stage", Stage)
def test_votes_and_decisions_belong_to_the_appraisal_and_the_review(stage):
    season, agencies = year(stage=stage)
    if stage in {Stage.APPRAISAL, Stage.BLOC_REVIEW}:
        vote(season, [(agencies[2], 7, 7)], None)
        decide(season, agencies[2:], None)
        return

    with pytest.raises(NotAllowed, match="bước thẩm định và bước bình xét"):
        vote(season, [(agencies[2], 7, 7)], None)
    with pytest.raises(NotAllowed, match="bước thẩm định và bước bình xét"):
        decide(season, agencies[2:], None)


def test_a_frozen_ranking_shuts_votes_and_decisions_until_the_season_is_taken_back():
    season, agencies = year()
    make_ranking(season)
    with pytest.raises(NotAllowed, match="Xếp hạng đã chốt"):
        vote(season, [(agencies[2], 7, 7)], None)
    with pytest.raises(NotAllowed, match="Xếp hạng đã chốt"):
        decide(season, agencies[2:], None)

    type(season).objects.update(stage=Stage.APPRAISAL.value)

    vote(season, [(agencies[2], 7, 7)], None)
    decide(season, agencies[2:], None)


def test_a_decision_parts_equal_members_and_keeps_its_ground():
    season, agencies = year()
    head = make_approver(agencies[0])

    decide(season, agencies[2:], head, places=[2, 1], reason=" Bốc thăm tại hội nghị ")

    assert places_of(season) == {agencies[2].code: 2, agencies[3].code: 1}
    row = TieDecision.objects.first()
    assert (row.reason, row.decided_by) == ("Bốc thăm tại hội nghị", head)
    event = AuditEvent.objects.get(action="season.decide_tie")
    assert event.after == {agencies[2].code: 2, agencies[3].code: 1}


def test_the_head_decides_no_tie_that_its_own_agency_is_part_of():
    season, agencies = year()
    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        decide(season, [agencies[0], agencies[2]], make_approver(agencies[0]))
    assert places_of(season) == {}

    decide(season, [agencies[0], agencies[2]], make_officer(season.bloc))

    assert places_of(season) == {agencies[0].code: 1, agencies[2].code: 2}


def test_nobody_else_decides_a_tie():
    season, agencies = year()

    for person in (make_approver(agencies[1]), make_editor(make_agency()), make_user()):
        with pytest.raises(NotAllowed, match="phân định đồng hạng"):
            decide(season, agencies[2:], person)
    assert places_of(season) == {}


def test_a_table_without_decisions_refuses_one():
    season, agencies = year(ties=(TieKind.MORE_VOTES,))

    with pytest.raises(Refused, match="không quy định phân định"):
        decide(season, agencies[2:], None)


@pytest.mark.parametrize(
    ("places", "reason", "said"),
    [
        ([1, 1], "x", "thứ tự riêng"),
        ([0, 1], "x", "bắt đầu từ 1"),
        ([1, 2], "  ", "căn cứ"),
    ],
)
def test_a_decision_gives_each_member_its_place_and_says_why(places, reason, said):
    season, agencies = year()

    with pytest.raises(Invalid, match=said):
        decide(season, agencies[2:], None, places=places, reason=reason)

    assert places_of(season) == {}


def test_a_decision_is_between_two_members_of_the_season():
    season, agencies = year()

    with pytest.raises(Invalid, match="ít nhất hai"):
        decide(season, agencies[3:], make_officer(season.bloc))
    with pytest.raises(Invalid, match="ít nhất hai"):
        decide(season, [], None)
    with pytest.raises(Invalid, match="không phải thành viên"):
        decide(season, [agencies[3], make_agency()], None)
    with pytest.raises(Invalid, match="hai lần"):
        decide(season, [agencies[3], agencies[3]], None)


def test_the_operator_brings_back_what_is_left_of_a_decision():
    season, agencies = year()

    decide(season, agencies[3:], None, places=[2])

    assert places_of(season) == {agencies[3].code: 2}


def test_a_decision_on_top_of_a_colleague_s_is_refused():
    season, agencies = year()
    decide(season, agencies[2:], None)

    with pytest.raises(Stale):
        decide(season, agencies[2:], None, places=[2, 1], seen="")

    assert places_of(season) == {agencies[2].code: 1, agencies[3].code: 2}

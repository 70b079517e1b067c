from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord, AwardType, Proposal
from awards.states import ProposalAction, ProposalState
from blocs.models import Season
from blocs.states import Stage
from tests.factories import (
    make_approver,
    make_award_type,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
)

pytestmark = pytest.mark.django_db
DECISION = services.Decision(number="15/QĐ-UBND", decided_on=date(2023, 3, 5))


def review() -> tuple[Season, list]:
    return make_bloc_year(3, stage=Stage.BLOC_REVIEW)


def move(season: Season, stage: Stage) -> None:
    Season.objects.filter(pk=season.pk).update(stage=stage.value)


def test_the_secretariat_proposes_a_member_for_an_award():
    season, (head, _, member) = review()
    flag = AwardType.objects.get(code="co-tinh")

    proposal = services.propose_award(
        season_id=season.pk,
        agency_id=member.pk,
        award_type_id=flag.pk,
        local_label=" cờ dẫn đầu ",
        actor=make_approver(head),
    )

    assert (proposal.state, proposal.local_label) == ("draft", "cờ dẫn đầu")
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_id) == ("proposal.add", str(proposal.pk))


def test_the_award_may_be_undecided_with_options_and_settled_later():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag, certificate = make_award_type(), make_award_type()

    proposal = services.propose_award(
        season_id=season.pk,
        agency_id=member.pk,
        award_type_id=None,
        option_ids=[flag.pk, certificate.pk],
        actor=secretary,
    )
    settled = services.choose_award(
        proposal_id=proposal.pk, award_type_id=flag.pk, seen_version=1, actor=secretary
    )

    assert set(proposal.options.all()) == {flag, certificate}
    assert (settled.award_type_id, settled.version) == (flag.pk, 2)


def test_an_undecided_proposal_without_options_is_refused():
    season, (head, _, member) = review()

    with pytest.raises(Invalid) as refusal:
        services.propose_award(
            season_id=season.pk, agency_id=member.pk, award_type_id=None, actor=make_editor(head)
        )

    assert refusal.value.field == "award_type"
    assert (Proposal.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_an_agency_that_is_no_member_is_refused():
    season, (head, *_) = review()
    _, (stranger, *_) = review()

    with pytest.raises(Invalid, match="không phải thành viên"):
        services.propose_award(
            season_id=season.pk,
            agency_id=stranger.pk,
            award_type_id=make_award_type().pk,
            actor=make_editor(head),
        )


def test_one_agency_may_hold_two_proposals_but_not_two_for_the_same_award():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag, certificate = make_award_type(), make_award_type()
    wanted = {"season_id": season.pk, "agency_id": member.pk, "actor": secretary}
    services.propose_award(award_type_id=flag.pk, **wanted)
    services.propose_award(award_type_id=certificate.pk, **wanted)

    with pytest.raises(Invalid, match="đã được đề nghị"):
        services.propose_award(award_type_id=flag.pk, **wanted)

    assert Proposal.objects.count() == 2


def test_a_withdrawn_proposal_may_be_made_again():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag = make_award_type()
    first = make_proposal(season, member, award_type=flag)
    services.take(
        ProposalAction.WITHDRAW,
        proposal_id=first.pk,
        seen_version=1,
        actor=secretary,
        reason="Ghi nhầm",
    )

    services.propose_award(
        season_id=season.pk, agency_id=member.pk, award_type_id=flag.pk, actor=secretary
    )

    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "withdrawn"]


@pytest.mark.parametrize("who", ["member", "deputy", "stranger"])
def test_nobody_but_the_secretariat_and_the_province_proposes(who):
    season, (_, deputy, member) = review()
    _, (stranger, *_) = review()
    actor = make_approver({"member": member, "deputy": deputy, "stranger": stranger}[who])

    with pytest.raises(NotAllowed, match="Trưởng khối"):
        services.propose_award(
            season_id=season.pk,
            agency_id=member.pk,
            award_type_id=make_award_type().pk,
            actor=actor,
        )


def test_a_proposal_walks_from_the_bloc_to_the_decision_and_into_the_history():
    season, (head, _, member) = review()
    secretary, officer = make_approver(head), make_officer(season.bloc)
    proposal = make_proposal(season, member, award_type=make_award_type())
    for version, action in enumerate((ProposalAction.AGREE, ProposalAction.SEND), start=1):
        services.take(action, proposal_id=proposal.pk, seen_version=version, actor=secretary)
    move(season, Stage.SUBMITTED)

    done = services.take(
        ProposalAction.GRANT,
        proposal_id=proposal.pk,
        seen_version=3,
        actor=officer,
        decision=DECISION,
    )

    assert (done.state, done.decision_number) == (ProposalState.GRANTED, "15/QĐ-UBND")
    record = AwardRecord.objects.get()
    assert (record.agency, record.cycle, record.decided_on) == (
        member,
        season.cycle,
        date(2023, 3, 5),
    )
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions == ["proposal.agree", "proposal.send", "proposal.grant"]


def test_an_undecided_proposal_cannot_be_granted():
    season, (*_, member) = review()
    move(season, Stage.SUBMITTED)
    proposal = make_proposal(season, member, state=ProposalState.SENT.value)

    with pytest.raises(NotAllowed, match="xác định hình thức"):
        services.take(
            ProposalAction.GRANT,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=make_officer(season.bloc),
            decision=DECISION,
        )


def test_a_grant_without_its_decision_is_refused_and_changes_nothing():
    season, (*_, member) = review()
    move(season, Stage.SUBMITTED)
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state=ProposalState.SENT.value
    )

    with pytest.raises(Refused, match="số và ngày"):
        services.take(
            ProposalAction.GRANT,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=make_officer(season.bloc),
        )

    proposal.refresh_from_db()
    assert (proposal.state, AwardRecord.objects.count(), AuditEvent.objects.count()) == (
        "sent",
        0,
        0,
    )


@pytest.mark.parametrize("action", [ProposalAction.RETURN, ProposalAction.REFUSE])
def test_the_province_says_why_it_returns_or_refuses(action):
    season, (*_, member) = review()
    move(season, Stage.PROVINCIAL_APPRAISAL)
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state=ProposalState.SENT.value
    )
    officer = make_officer(season.bloc)

    with pytest.raises(Refused, match="lý do"):
        services.take(action, proposal_id=proposal.pk, seen_version=1, actor=officer, reason=" ")
    answered = services.take(
        action, proposal_id=proposal.pk, seen_version=1, actor=officer, reason="Vượt chỉ tiêu"
    )

    assert answered.answer == "Vượt chỉ tiêu"


def test_the_bloc_cannot_answer_its_own_proposal():
    season, (head, _, member) = review()
    move(season, Stage.SUBMITTED)
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state=ProposalState.SENT.value
    )

    with pytest.raises(NotAllowed, match="cơ quan thi đua, khen thưởng tỉnh"):
        services.take(
            ProposalAction.GRANT,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=make_approver(head),
            decision=DECISION,
        )


def test_a_page_opened_before_a_change_is_stale():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    proposal = make_proposal(season, member, award_type=make_award_type())
    services.take(ProposalAction.AGREE, proposal_id=proposal.pk, seen_version=1, actor=secretary)

    with pytest.raises(Stale):
        services.take(
            ProposalAction.WITHDRAW,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=secretary,
            reason="Nhầm",
        )


@pytest.mark.parametrize(
    "wrong", [{"award_type_id": 0}, {"option_ids": [0]}, {"local_label": "x" * 201}]
)
def test_a_proposal_with_an_unknown_award_or_too_long_a_name_is_refused(wrong):
    season, (head, _, member) = review()
    award = None if "option_ids" in wrong else make_award_type().pk
    given = {"award_type_id": award, "agency_id": member.pk, "season_id": season.pk} | wrong

    with pytest.raises(Invalid):
        services.propose_award(**given, actor=make_editor(head))

    assert Proposal.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_grant_one_award():
    season, (*_, member) = review()
    move(season, Stage.SUBMITTED)
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state=ProposalState.SENT.value
    )
    officer = make_officer(season.bloc)

    def click(_: int) -> str:
        try:
            services.take(
                ProposalAction.GRANT,
                proposal_id=proposal.pk,
                seen_version=1,
                actor=officer,
                decision=DECISION,
            )
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(click, range(6)))

    assert outcomes == ["Stale"] * 5 + ["done"]
    assert (AwardRecord.objects.count(), AuditEvent.objects.count()) == (1, 1)

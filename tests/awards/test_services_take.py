from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord
from awards.states import ProposalAction, ProposalState
from blocs.models import Season
from blocs.states import Stage
from tests.awards.deciding import past_year
from tests.factories import (
    make_approver,
    make_award_type,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
)

pytestmark = pytest.mark.django_db
DECISION = services.DecisionNote(number="15/QĐ-UBND", decided_on=date(2023, 3, 5))


def review() -> tuple[Season, list]:
    return make_bloc_year(3, stage=Stage.BLOC_REVIEW, cycle=past_year())


def move(season: Season, stage: Stage) -> None:
    Season.objects.filter(pk=season.pk).update(stage=stage.value)


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


@pytest.mark.parametrize("state", ["sent", "appraised", "passed"])
def test_what_was_sent_is_withdrawn_with_a_reason_until_it_is_decided(state):
    season, (head, _, member) = review()
    move(season, Stage.PROVINCIAL_APPRAISAL)
    proposal = make_proposal(season, member, award_type=make_award_type(), state=state)
    taken = {"proposal_id": proposal.pk, "seen_version": 1, "actor": make_editor(head)}

    with pytest.raises(Refused, match="nêu rõ lý do"):
        services.take(ProposalAction.WITHDRAW, **taken)
    with pytest.raises(NotAllowed):
        services.take(
            ProposalAction.WITHDRAW, reason="Rút", **taken | {"actor": make_editor(member)}
        )
    done = services.take(ProposalAction.WITHDRAW, reason="Hồ sơ chưa đúng", **taken)

    assert (done.state, done.answer) == ("withdrawn", "Hồ sơ chưa đúng")
    assert AuditEvent.objects.get().reason == "Hồ sơ chưa đúng"


def test_what_is_granted_is_not_withdrawn():
    season, (head, _, member) = review()
    decided = {"decision_number": "1", "decided_on": date(2023, 3, 5)}
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state="granted", **decided
    )

    with pytest.raises(NotAllowed, match="“được khen thưởng”"):
        services.take(
            ProposalAction.WITHDRAW,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=make_editor(head),
            reason="Rút",
        )
    assert not AuditEvent.objects.exists()


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


@pytest.mark.parametrize("day", [date(1985, 1, 1), date(2021, 12, 31), date(2099, 1, 1)])
def test_a_decision_that_is_noted_lies_between_its_year_and_today(day):
    season, (*_, member) = review()
    move(season, Stage.SUBMITTED)
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state=ProposalState.SENT.value
    )

    with pytest.raises(Invalid, match="Ngày quyết định không được"):
        services.take(
            ProposalAction.GRANT,
            proposal_id=proposal.pk,
            seen_version=1,
            actor=make_officer(season.bloc),
            decision=services.DecisionNote("15/QĐ-UBND", day),
        )
    assert not AwardRecord.objects.exists()

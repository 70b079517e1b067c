"""What stands in the way of agreeing on a proposal and sending it."""

from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, ConditionCheck
from awards.states import EligibilityKind, ProposalAction
from blocs.models import Membership
from blocs.states import Stage
from tests.awards.deciding import BARS, fill_dossier, make_waiting_year, with_fact
from tests.factories import (
    NOON,
    make_award_type,
    make_bloc_year,
    make_condition,
    make_editor,
    make_proposal,
    make_province,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """Return a season in review, a member, and the secretariat's editor."""
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    return season, members[2], make_editor(members[0])


def with_condition(award, *, verified=True):
    """Ask of an award what no member is from here on: one that flags are given to."""
    Membership.objects.update(flag_eligible=False)
    condition = make_condition(EligibilityKind.FLAG_ELIGIBLE, award_type=award)
    ConditionCheck.objects.create(
        condition=condition, verified=verified, note="Đã xem", checked_at=NOON
    )


def take(action, proposal, actor, version=1):
    return services.take(action, proposal_id=proposal.pk, seen_version=version, actor=actor)


@pytest.mark.parametrize("action", [ProposalAction.AGREE, ProposalAction.SEND])
def test_a_verified_condition_that_is_not_met_refuses_the_step_and_says_so(review, action):
    season, member, secretary = review
    award = make_award_type()
    with_condition(award)
    state = "draft" if action is ProposalAction.AGREE else "agreed"
    proposal = make_proposal(season, member, award_type=award, state=state)

    with pytest.raises(NotAllowed) as refusal:
        take(action, proposal, secretary)

    proposal.refresh_from_db()
    assert str(refusal.value)
    assert (proposal.state, proposal.version, AuditEvent.objects.count()) == (state, 1, 0)


def test_an_unverified_condition_warns_and_is_kept_with_what_was_sent(review, time_machine):
    season, member, secretary = review
    award = make_award_type()
    with_condition(award, verified=False)
    proposal = make_proposal(season, member, award_type=award, state="agreed")
    time_machine.move_to(date(2026, 1, 6))

    sent = take(ProposalAction.SEND, proposal, secretary)

    assert sent.sent_on == date(2026, 1, 6)
    assert (sent.eligibility["answer"], sent.eligibility["blocks"]) == ("not_met", "")


def test_what_is_sent_again_keeps_the_day_it_was_sent_first(review, time_machine):
    season, member, secretary = review
    proposal = make_proposal(
        season, member, award_type=make_award_type(), state="agreed", sent_on=date(2026, 1, 6)
    )
    time_machine.move_to(date(2026, 2, 1))

    assert take(ProposalAction.SEND, proposal, secretary).sent_on == date(2026, 1, 6)


def test_what_a_file_reports_is_not_judged_and_has_no_day(review):
    season, member, _ = review
    award = make_award_type()
    with_condition(award)
    proposal = make_proposal(season, member, award_type=award)
    take(ProposalAction.AGREE, proposal, None)

    sent = take(ProposalAction.SEND, proposal, None, version=2)
    assert (sent.state, sent.sent_on, sent.eligibility) == ("sent", None, None)


@pytest.mark.parametrize(
    ("effect", "code", "bars"),
    [
        ("bar_all", "danh-hieu-khac", True),
        ("bar_all", None, True),
        ("bar_flag", "danh-hieu-khac", False),
        ("bar_flag", "co-tinh", True),
        ("bar_flag", None, False),
    ],
)
def test_a_confirmed_fact_bars_by_itself(review, effect, code, bars):
    season, member, secretary = review
    with_fact(season, member, effect)
    award = AwardType.objects.filter(code=code).first() if code == "co-tinh" else None
    if code == "danh-hieu-khac":
        award = make_award_type(code=code)
    proposal = make_proposal(season, member, award_type=award)

    if not bars:
        assert take(ProposalAction.AGREE, proposal, secretary).state == "agreed"
        return
    with pytest.raises(NotAllowed, match=BARS[effect][0]):
        take(ProposalAction.AGREE, proposal, secretary)


def test_a_provinces_own_flag_is_a_flag(review):
    season, member, secretary = review
    with_fact(season, member, "bar_flag")
    flag = AwardType.objects.get(code="co-tinh")
    own = make_award_type(counts_as=flag, province=make_province())
    with pytest.raises(NotAllowed, match="Nợ báo cáo"):
        take(ProposalAction.AGREE, make_proposal(season, member, award_type=own), secretary)


@pytest.mark.parametrize("state", ["declared", "dismissed"])
def test_a_fact_that_nobody_confirmed_bars_nothing(review, state):
    season, member, secretary = review
    with_fact(season, member, "bar_all", state=state)
    proposal = make_proposal(season, member, award_type=make_award_type())

    assert take(ProposalAction.AGREE, proposal, secretary).state == "agreed"


def test_an_award_settled_late_is_judged_then(review):
    season, member, secretary = review
    award = make_award_type()
    with_condition(award)
    draft = make_proposal(season, member)
    agreed = make_proposal(season, season.memberships.all()[1].agency, state="agreed")

    def choose(proposal):
        return services.choose_award(
            proposal_id=proposal.pk, award_type_id=award.pk, seen_version=1, actor=secretary
        )

    assert choose(draft).award_type == award  # only warned until the bloc agrees
    with pytest.raises(NotAllowed):
        choose(agreed)


def test_a_refused_agency_is_put_forward_for_the_award_named_instead():
    _, proposals, officer = make_waiting_year(3)
    refused, other = proposals[2], make_award_type()
    type(refused).objects.filter(pk=refused.pk).update(fallback_award=other)
    fill_dossier(refused)
    services.take(
        ProposalAction.REFUSE,
        proposal_id=refused.pk,
        seen_version=1,
        actor=officer,
        reason="Vượt số lượng",
    )

    made = services.propose_fallback(proposal_id=refused.pk, seen_version=2, actor=officer)

    assert (made.state, made.award_type, made.agency) == ("sent", other, refused.agency)
    assert made.dossier.filter(state="present").count() == 8
    refused.refresh_from_db()
    assert refused.state == "refused"
    with pytest.raises(NotAllowed, match="đã được đề nghị"):
        services.propose_fallback(proposal_id=refused.pk, seen_version=2, actor=officer)


def test_without_an_award_named_instead_nothing_is_put_forward():
    _, proposals, officer = make_waiting_year(1)
    type(proposals[0]).objects.update(state="refused", answer="Vượt số lượng")

    with pytest.raises(NotAllowed, match="hình thức thay thế"):
        services.propose_fallback(proposal_id=proposals[0].pk, seen_version=1, actor=officer)


def test_an_award_is_not_its_own_fallback(review):
    season, member, secretary = review
    award = make_award_type()

    with pytest.raises(Invalid, match="khác hình thức"):
        services.propose_award(
            season_id=season.pk,
            agency_id=member.pk,
            award_type_id=award.pk,
            fallback_award_id=award.pk,
            actor=secretary,
        )

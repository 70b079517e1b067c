"""Every write to award proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import AwardType, Proposal
from awards.permissions import can_choose_award, can_propose, can_take
from awards.rules.workflow import ACTIONS
from awards.selectors.eligibility import judged
from awards.selectors.gates import award_gate, gate
from awards.selectors.rule_days import rule_day
from awards.services.keeping import Ground, check_dates
from awards.services.moving import (
    add_record,
    check_not_yet_proposed,
    locked_proposal,
    move,
    snapshot,
)
from awards.services.quota_gate import over_quota
from awards.services.titles import hold_seasons_that_count, recount_titles
from awards.states import ProposalAction, ProposalState, RecordOrigin
from blocs.models import Membership, Season
from blocs.permissions import seats_of
from blocs.services.rows import checked, locked_season
from blocs.standing import standing_of


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """The decision that answered a proposal before: its number and day."""

    number: str
    decided_on: date
    issuer: str = ""


@transaction.atomic
def propose_award(
    *,
    season_id: int,
    agency_id: int,
    award_type_id: int | None,
    actor: User | None,
    option_ids: Sequence[int] = (),
    local_label: str = "",
    achievement: str = "",
    fallback_award_id: int | None = None,
    nominee_id: int | None = None,
    sent_on: date | None = None,
) -> Proposal:
    """Put a member forward for an award; the award may be left undecided.

    Nothing is judged here: what stands in the way is a warning until the bloc agrees.

    Args:
        option_ids: the awards under discussion, when none is decided yet.
        local_label: what the province calls the award.
        fallback_award_id: what the member is put forward for where this award is refused.
        nominee_id: whose result in a closed ballot the proposal follows.
        sent_on: when it was sent first, where a source reports it.

    Raises:
        NotAllowed: not in this stage, or not by this person.
        Invalid: the agency is no member, nothing was chosen, it is proposed already, or the
            fallback is the award itself.
        Refused: over a strict limit.
    """
    season = locked_season(season_id)
    can_propose(standing_of(actor), season, seats_of(season)).demand()
    _check_member(season, agency_id)
    _check_says_what(award_type_id, option_ids)
    _check_catalogue(season, {*option_ids, award_type_id, fallback_award_id}, actor)
    _check_fallback(award_type_id, fallback_award_id)
    check_not_yet_proposed(season, agency_id, award_type_id)
    proposal = Proposal(
        season=season,
        agency_id=agency_id,
        award_type_id=award_type_id,
        local_label=local_label.strip(),
        achievement=achievement.strip(),
        fallback_award_id=fallback_award_id,
        nominee_id=nominee_id,
        sent_on=sent_on,
    )
    proposal.over_quota = over_quota(proposal, actor, adding=1)
    checked(proposal).save(force_insert=True)
    if award_type_id is None:
        proposal.options.set(option_ids)
    audit.record(
        actor=actor,
        action="proposal.add",
        subject=proposal,
        before={},
        after=snapshot(proposal) | {"options": sorted(option_ids)},
    )
    return proposal


@transaction.atomic
def choose_award(
    *, proposal_id: int, award_type_id: int, seen_version: int, actor: User | None
) -> Proposal:
    """Settle which award an undecided proposal is for.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: it is decided already, not by this person, or past the draft something shuts
            the member out of that award.
        Invalid: the same agency is proposed for that award already, or it is its own fallback.
        Refused: over a strict limit.
    """
    proposal = locked_proposal(proposal_id, seen_version)
    can_choose_award(standing_of(actor), proposal, seats_of(proposal.season)).demand()
    _check_catalogue(proposal.season, {award_type_id}, actor)
    _check_fallback(award_type_id, proposal.fallback_award_id)
    check_not_yet_proposed(proposal.season, proposal.agency_id, award_type_id)
    before = snapshot(proposal)
    proposal.award_type = AwardType.objects.select_related("counts_as").get(pk=award_type_id)
    proposal.over_quota = over_quota(proposal, actor, adding=1)
    _judge_choice(proposal, actor)
    proposal.version += 1
    proposal.save(update_fields=["award_type", "version", "eligibility", "over_quota"])
    audit.record(
        actor=actor,
        action="proposal.choose_award",
        subject=proposal,
        before=before,
        after=snapshot(proposal),
    )
    return proposal


@transaction.atomic
def take(
    action: ProposalAction,
    *,
    proposal_id: int,
    seen_version: int,
    actor: User | None,
    reason: str = "",
    decision: DecisionNote | None = None,
) -> Proposal:
    """Move a proposal one step; a granted one becomes an award record, and counts as one.

    What the operator's command loads happened before and is not judged again, nor is the day
    of the loading the day it was sent.

    Args:
        reason: why it goes back, is refused or is withdrawn; kept as the answer.
        decision: the decision that was issued before and is noted now (back-filling).

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: not from this state or stage, not by this person, or something shuts the
            member out or is missing in the dossier.
        Refused: a reason or the decision is missing, or a strict limit is passed.
        Invalid: the day of the decision lies before its year or after today.
    """
    if action is ProposalAction.GRANT:
        _hold_seasons(proposal_id)
    proposal = locked_proposal(proposal_id, seen_version)
    can_take(standing_of(actor), proposal, action, seats_of(proposal.season)).demand()
    today = timezone.localdate()
    if actor is not None:
        gate(proposal, action, today=today).demand()
    reason = reason.strip()
    if ACTIONS[action].needs_reason and not reason:
        raise Refused("Quý vị cần nêu rõ lý do để đơn vị được biết và lưu hồ sơ.")
    if action is ProposalAction.GRANT:
        _grant(proposal, decision, actor)
    elif action in {ProposalAction.AGREE, ProposalAction.SEND}:
        move(proposal, action, actor=actor, **_put_forward(proposal, action, actor, today))
    else:
        move(proposal, action, actor=actor, reason=reason)
    return proposal


def _put_forward(
    proposal: Proposal, action: ProposalAction, actor: User | None, today: date
) -> dict[str, Any]:
    """Return what agreeing and sending write beside the state; a strict limit refuses a person.

    Why it is over a limit that only warns is kept on the proposal, and so in the audit.
    """
    warned = over_quota(proposal, actor, adding=0)
    written: dict[str, Any] = {"over_quota": warned}
    if action is ProposalAction.SEND and actor is not None:
        written["sent_on"] = proposal.sent_on or today
        written["eligibility"] = judgement_now(proposal, today)
    return written


def judgement_now(proposal: Proposal, today: date) -> dict[str, object] | None:
    """Return what the conditions say of the proposal today, to be kept; None while undecided."""
    if proposal.award_type_id is None:
        return None
    found = judged(proposal.season, proposal.agency_id, proposal.award_type_id, today=today)
    return found.as_content()


def _judge_choice(proposal: Proposal, actor: User | None) -> None:
    """Ask of an award that is settled late what agreeing and sending would have asked."""
    if actor is None or proposal.state == ProposalState.DRAFT:
        return
    today = timezone.localdate()
    award_gate(proposal.season, proposal.agency_id, proposal.award_type, today=today).demand()
    if proposal.state == ProposalState.SENT:
        proposal.eligibility = judgement_now(proposal, today)


def _hold_seasons(proposal_id: int) -> None:
    """Hold every season that a grant touches: the proposal's own, and those that count it."""
    season_id, agency_id = Proposal.objects.values_list("season", "agency").get(pk=proposal_id)
    hold_seasons_that_count(agency_id, season_id)


def _grant(proposal: Proposal, decision: DecisionNote | None, actor: User | None) -> None:
    """Note a decision that was issued before on the proposal and in the agency's history."""
    if decision is None or not decision.number.strip():
        raise Refused("Quý vị cần ghi số và ngày của quyết định khen thưởng.")
    if proposal.award_type is None:
        raise Refused("Cần xác định hình thức khen thưởng trước khi ghi nhận quyết định.")
    check_dates(Ground(decision.number, decision.decided_on), proposal.season.cycle)
    move(
        proposal,
        ProposalAction.GRANT,
        actor=actor,
        decision_number=decision.number.strip(),
        decided_on=decision.decided_on,
    )
    issuer = decision.issuer.strip() or proposal.award_type.decided_by
    add_record(proposal, issuer, RecordOrigin.ENTERED)
    recount_titles(agency_id=proposal.agency_id, actor=actor)


def _check_catalogue(season: Season, named: set[int | None], actor: User | None) -> None:
    """Refuse what is another province's, and to a person what is not given any more."""
    ids = {pk for pk in named if pk is not None}
    found = AwardType.objects.of_province(season.bloc.province).filter(pk__in=ids)
    if actor is not None:
        found = found.given_on(rule_day(season, timezone.localdate()).day)
    if found.count() != len(ids):
        raise Invalid(
            "Hình thức khen thưởng này không có trong danh mục của tỉnh vào ngày xét.",
            field="award_type",
        )


def _check_says_what(award_type_id: int | None, option_ids: Sequence[int]) -> None:
    if award_type_id is None and not option_ids:
        raise Invalid(
            "Quý vị cần chọn hình thức khen thưởng hoặc các hình thức đang cân nhắc.",
            field="award_type",
        )


def _check_member(season: Season, agency_id: int) -> None:
    if not Membership.objects.filter(season=season, agency_id=agency_id).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")


def _check_fallback(award_type_id: int | None, fallback_award_id: int | None) -> None:
    if fallback_award_id is not None and fallback_award_id == award_type_id:
        raise Invalid(
            "Hình thức thay thế phải khác hình thức được đề nghị.", field="fallback_award"
        )

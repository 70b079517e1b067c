"""Every write to award proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import AwardRecord, AwardType, Proposal
from awards.permissions import can_choose_award, can_propose, can_take
from awards.rules.workflow import ACTIONS, TRANSITIONS
from awards.services.titles import hold_seasons_that_count, recount_titles
from awards.states import ProposalAction, ProposalState
from blocs.models import Membership, Season
from blocs.permissions import seats_of
from blocs.services.rows import checked, locked_season
from blocs.standing import standing_of


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that answers a proposal: its number and day."""

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
) -> Proposal:
    """Put a member forward for an award; the award may be left undecided.

    Args:
        option_ids: the awards under discussion, when none is decided yet.
        local_label: what the province calls the award.

    Raises:
        NotAllowed: not in this stage, or not by this person.
        Invalid: the agency is no member, nothing was chosen, or it is proposed already.
    """
    season = locked_season(season_id)
    can_propose(standing_of(actor), season, seats_of(season)).demand()
    _check_member(season, agency_id)
    if award_type_id is None and not option_ids:
        raise Invalid(
            "Quý vị cần chọn hình thức khen thưởng hoặc các hình thức đang cân nhắc.",
            field="award_type",
        )
    _check_catalogue({*option_ids} if award_type_id is None else {award_type_id, *option_ids})
    _check_not_yet_proposed(season, agency_id, award_type_id)
    proposal = checked(
        Proposal(
            season=season,
            agency_id=agency_id,
            award_type_id=award_type_id,
            local_label=local_label.strip(),
            achievement=achievement.strip(),
        )
    )
    proposal.save(force_insert=True)
    if award_type_id is None:
        proposal.options.set(option_ids)
    audit.record(
        actor=actor,
        action="proposal.add",
        subject=proposal,
        before={},
        after=_snapshot(proposal) | {"options": sorted(option_ids)},
    )
    return proposal


@transaction.atomic
def choose_award(
    *, proposal_id: int, award_type_id: int, seen_version: int, actor: User | None
) -> Proposal:
    """Settle which award an undecided proposal is for.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: it is decided already, or not by this person.
        Invalid: the same agency is proposed for that award already.
    """
    proposal = _locked(proposal_id, seen_version)
    can_choose_award(standing_of(actor), proposal, seats_of(proposal.season)).demand()
    _check_catalogue({award_type_id})
    _check_not_yet_proposed(proposal.season, proposal.agency_id, award_type_id)
    before = _snapshot(proposal)
    proposal.award_type_id = award_type_id
    proposal.version += 1
    proposal.save(update_fields=["award_type", "version"])
    audit.record(
        actor=actor,
        action="proposal.choose_award",
        subject=proposal,
        before=before,
        after=_snapshot(proposal),
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
    decision: Decision | None = None,
) -> Proposal:
    """Move a proposal one step; a granted one becomes an award record, and counts as one.

    Args:
        reason: why it goes back, is refused or is withdrawn; kept as the answer.
        decision: the decision that grants the award.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: not from this state or stage, or not by this person.
        Refused: a reason or the decision is missing.
    """
    if action is ProposalAction.GRANT:
        _hold_seasons(proposal_id)
    proposal = _locked(proposal_id, seen_version)
    can_take(standing_of(actor), proposal, action, seats_of(proposal.season)).demand()
    reason = reason.strip()
    if ACTIONS[action].needs_reason and not reason:
        raise Refused("Quý vị cần nêu rõ lý do để đơn vị được biết và lưu hồ sơ.")
    before = _snapshot(proposal)
    proposal.state = TRANSITIONS[ProposalState(proposal.state), action].value
    proposal.version += 1
    proposal.answer = reason
    if action is ProposalAction.GRANT:
        _write_decision(proposal, decision)
    checked(proposal)
    proposal.save(update_fields=["state", "version", "answer", "decision_number", "decided_on"])
    audit.record(
        actor=actor,
        action=f"proposal.{action}",
        subject=proposal,
        before=before,
        after=_snapshot(proposal),
        reason=reason,
    )
    if action is ProposalAction.GRANT:
        recount_titles(agency_id=proposal.agency_id, actor=actor)
    return proposal


def _hold_seasons(proposal_id: int) -> None:
    """Hold every season that a grant touches: the proposal's own, and those that count it."""
    season_id, agency_id = Proposal.objects.values_list("season", "agency").get(pk=proposal_id)
    hold_seasons_that_count(agency_id, season_id)


def _write_decision(proposal: Proposal, decision: Decision | None) -> None:
    """Put the decision on the proposal and into the agency's history."""
    if decision is None or not decision.number.strip():
        raise Refused("Quý vị cần ghi số và ngày của quyết định khen thưởng.")
    if proposal.award_type is None:
        raise Refused("Cần xác định hình thức khen thưởng trước khi ghi nhận quyết định.")
    proposal.decision_number = decision.number.strip()
    proposal.decided_on = decision.decided_on
    AwardRecord.objects.create(
        agency_id=proposal.agency_id,
        award_type=proposal.award_type,
        cycle=proposal.season.cycle,
        decision_number=proposal.decision_number,
        decided_on=decision.decided_on,
        issuer=decision.issuer.strip() or proposal.award_type.decided_by,
    )


def _locked(proposal_id: int, seen_version: int) -> Proposal:
    """Return the proposal, held until the transaction ends: season first, then itself."""
    season_id = Proposal.objects.values_list("season_id", flat=True).get(pk=proposal_id)
    season = locked_season(season_id)
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    proposal = rows.get(pk=proposal_id)
    if proposal.version != seen_version:
        raise Stale("Đề nghị này vừa được người khác thay đổi. Đề nghị xem lại trước khi làm tiếp.")
    proposal.season = season
    return proposal


def _check_catalogue(ids: set[int]) -> None:
    if AwardType.objects.filter(pk__in=ids).count() != len(ids):
        raise Invalid("Hình thức khen thưởng này không có trong danh mục.", field="award_type")


def _check_member(season: Season, agency_id: int) -> None:
    if not Membership.objects.filter(season=season, agency_id=agency_id).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")


def _check_not_yet_proposed(season: Season, agency_id: int, award_type_id: int | None) -> None:
    living = Proposal.objects.filter(season=season, agency_id=agency_id)
    living = living.exclude(state=ProposalState.WITHDRAWN.value)
    if living.filter(award_type_id=award_type_id).exists():
        raise Invalid("Đơn vị này đã được đề nghị hình thức khen thưởng đó.", field="agency")


def _snapshot(proposal: Proposal) -> dict[str, object]:
    return {
        "agency": proposal.agency_id,
        "award_type": proposal.award_type_id,
        "state": proposal.state,
        "local_label": proposal.local_label,
        "achievement": proposal.achievement,
        "answer": proposal.answer,
        "decision_number": proposal.decision_number,
        "decided_on": proposal.decided_on,
    }

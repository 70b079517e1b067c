"""What the steps of a proposal share: the held row, the move itself and its audit line."""

from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import User
from awards.models import AwardRecord, Proposal
from awards.rules.workflow import TRANSITIONS
from awards.selectors.gates import gate
from awards.states import ProposalAction, ProposalState, RecordOrigin
from blocs.models import Season
from blocs.services.rows import checked, locked_season

CHANGED = "Đề nghị này vừa được người khác thay đổi. Đề nghị xem lại trước khi làm tiếp."


def locked_proposal(proposal_id: int, seen_version: int) -> Proposal:
    """Return the proposal, held until the transaction ends: season first, then itself.

    Raises:
        Stale: the proposal changed after the page was opened.
    """
    season_id = Proposal.objects.values_list("season_id", flat=True).get(pk=proposal_id)
    season = locked_season(season_id)
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    proposal = rows.get(pk=proposal_id)
    if proposal.version != seen_version:
        raise Stale(CHANGED)
    proposal.season = season
    return proposal


def move(
    proposal: Proposal,
    action: ProposalAction,
    *,
    actor: User | None,
    reason: str = "",
    **fields: object,
) -> None:
    """Take a held proposal one step, and note it.

    Args:
        reason: why, kept as the answer.
        fields: what else the step writes on the proposal.
    """
    before = snapshot(proposal)
    proposal.state = TRANSITIONS[ProposalState(proposal.state), action].value
    proposal.version += 1
    proposal.answer = reason
    for name, value in fields.items():
        setattr(proposal, name, value)
    checked(proposal)
    proposal.save(update_fields=["state", "version", "answer", *fields])
    audit.record(
        actor=actor,
        action=f"proposal.{action}",
        subject=proposal,
        before=before,
        after=snapshot(proposal),
        reason=reason,
    )


def demand_not_shut_out(proposal: Proposal, actor: User | None) -> None:
    """Refuse a person to adopt or grant what today's records shut out; it may have changed.

    Raises:
        NotAllowed: a verified condition is not met, or a confirmed fact bars the agency.
    """
    if actor is None:
        return
    found = gate(proposal, ProposalAction.ADOPT, today=timezone.localdate())
    if not found:
        raise NotAllowed(f"{proposal.agency.short_name}: {found.reason}")


def touch(proposal: Proposal) -> None:
    """Make every page that shows the proposal, or what belongs to it, an old one."""
    proposal.version += 1
    proposal.save(update_fields=["version"])


def add_record(proposal: Proposal, issuer: str, origin: RecordOrigin) -> AwardRecord:
    """Put a granted proposal into the agency's history.

    Raises:
        Refused: nobody has settled which award it is for.
        Invalid: the same award of the year is on record with this decision already.
    """
    award = proposal.award_type
    if award is None:
        raise Refused("Cần xác định hình thức khen thưởng trước khi ghi nhận quyết định.")
    record = AwardRecord(
        agency_id=proposal.agency_id,
        award_type=award,
        cycle=proposal.season.cycle,
        decision_number=proposal.decision_number,
        decided_on=proposal.decided_on,
        issuer=issuer,
        origin=origin.value,
    )
    twice = AwardRecord.objects.filter(
        agency=record.agency_id,
        award_type=award,
        cycle=record.cycle,
        basis=record.basis,
        decision_number=record.decision_number,
        revoked_on__isnull=True,
    )
    if twice.exists():
        raise Invalid(
            f"{proposal.agency.name} đã có thành tích này với cùng số quyết định trong lịch sử "
            "khen thưởng."
        )
    record.save(force_insert=True)
    return record


def check_not_yet_proposed(season: Season, agency_id: int, award_type_id: int | None) -> None:
    """Refuse a second living proposal of a member for the same award.

    Raises:
        Invalid: there is one already.
    """
    living = Proposal.objects.filter(season=season, agency_id=agency_id)
    living = living.exclude(state=ProposalState.WITHDRAWN.value)
    if not living.filter(award_type_id=award_type_id).exists():
        return
    if award_type_id is None:
        raise Invalid("Đơn vị này đã có một đề nghị chưa xác định hình thức.", field="agency")
    raise Invalid("Đơn vị này đã được đề nghị hình thức khen thưởng đó.", field="agency")


def snapshot(proposal: Proposal) -> dict[str, object]:
    """Return a proposal as the audit keeps it."""
    return {
        "agency": proposal.agency_id,
        "award_type": proposal.award_type_id,
        "fallback_award": proposal.fallback_award_id,
        "state": proposal.state,
        "local_label": proposal.local_label,
        "achievement": proposal.achievement,
        "answer": proposal.answer,
        "decision_number": proposal.decision_number,
        "decided_on": proposal.decided_on,
        "sent_on": proposal.sent_on,
        "nominee": proposal.nominee_id,
        "over_quota": proposal.over_quota,
    }

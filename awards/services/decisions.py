"""Decisions that grant awards: drafted, filled with what the council adopted, published."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import Decision, DecisionLine, Proposal
from awards.permissions import can_change_decision, can_decide_for, can_stand_in
from awards.rules.records import early_fault
from awards.services.moving import add_record, demand_not_shut_out, move
from awards.services.reasons import demand_reason
from awards.services.titles import recount_titles, seasons_that_count
from awards.states import DecisionState, ProposalAction, RecordOrigin
from blocs.models import Cycle, Province
from blocs.services.rows import GONE, checked, locked_season
from blocs.standing import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSpec:
    """A decision as a person writes it.

    Args:
        issuer: who decides ("Chủ tịch Ủy ban nhân dân tỉnh").
        signer_office: in what office it is signed; no name.
    """

    number: str
    issued_on: date
    issuer: str
    signer_office: str = ""
    note: str = ""


@transaction.atomic
def draft_decision(
    *, province: Province, cycle: Cycle, spec: DecisionSpec, actor: User | None
) -> Decision:
    """Begin a decision; nothing follows from it before it is published.

    Raises:
        NotAllowed: not by this person.
        Invalid: the number is taken, something is missing, or it is dated before its year.
    """
    can_decide_for(standing_of(actor), province.pk).demand()
    decision = Decision(province=province, cycle=cycle)
    _write(decision, spec)
    decision.save(force_insert=True)
    audit.record(
        actor=actor, action="decision.draft", subject=decision, before={}, after=described(decision)
    )
    return decision


@transaction.atomic
def amend_decision(
    *, decision_id: int, seen_version: int, spec: DecisionSpec, actor: User | None
) -> Decision:
    """Correct a draft.

    Raises:
        Stale: the draft changed after the page was opened.
        NotAllowed: it is published, or not by this person.
        Invalid: the number is taken, something is missing, or it is dated before its year.
    """
    decision = _held(decision_id, seen_version, actor)
    before = described(decision)
    _write(decision, spec)
    _save(decision)
    audit.record(
        actor=actor,
        action="decision.amend",
        subject=decision,
        before=before,
        after=described(decision),
    )
    return decision


@transaction.atomic
def set_lines(
    *, decision_id: int, seen_version: int, proposal_ids: Collection[int], actor: User | None
) -> Decision:
    """Say which adopted proposals a draft grants, in place of those it named before.

    Raises:
        Stale: the draft changed after the page was opened.
        NotAllowed: it is published, not by this person, or a proposal may not stand in it.
    """
    decision = _held(decision_id, seen_version, actor)
    before = sorted(decision.lines.values_list("proposal_id", flat=True))
    rows = Proposal.objects.select_related("agency", "season__bloc", "season__cycle")
    wanted = list(rows.filter(pk__in=proposal_ids).order_by("pk"))
    taken = set(
        DecisionLine.objects.exclude(decision=decision).values_list("proposal_id", flat=True)
    )
    for proposal in wanted:
        can_stand_in(proposal, decision, taken).demand()
    decision.lines.exclude(proposal__in=wanted).delete()
    new = [row for row in wanted if row.pk not in before]
    DecisionLine.objects.bulk_create(DecisionLine(decision=decision, proposal=row) for row in new)
    _save(decision)
    audit.record(
        actor=actor,
        action="decision.set_lines",
        subject=decision,
        before={"proposals": before},
        after={"proposals": sorted(row.pk for row in wanted)},
    )
    return decision


@transaction.atomic
def withdraw_draft(*, decision_id: int, seen_version: int, reason: str, actor: User | None) -> None:
    """Delete a draft; its proposals wait for another decision.

    Args:
        reason: why, kept in the audit beside what the draft said.

    Raises:
        Stale: the draft changed after the page was opened.
        NotAllowed: it is published, or not by this person.
        Invalid: without a reason.
        Refused: there is no such draft any more.
    """
    decision = _held(decision_id, seen_version, actor)
    said = demand_reason(reason, missing="Quý vị cần nêu lý do hủy dự thảo.")
    proposals = sorted(decision.lines.values_list("proposal_id", flat=True))
    Decision.objects.filter(pk=decision.pk).delete()
    audit.record(
        actor=actor,
        action="decision.withdraw_draft",
        subject=decision,
        before=described(decision) | {"proposals": proposals},
        after={},
        reason=said,
    )


@transaction.atomic
def publish_decision(*, decision_id: int, seen_version: int, actor: User | None) -> Decision:
    """Publish a decision: its proposals are granted, for good, and enter the history.

    In order: every season it touches is held, by number; each proposal is granted with the
    number and day; its record is made; the decision is closed, by the database too; bonuses
    that count the new records follow.

    Raises:
        Stale: the draft changed after the page was opened.
        NotAllowed: it is published, not by this person, a proposal left the council's list, or
            something shuts its member out by now.
        Refused: it grants nothing, or is dated after today or before its year.
        Invalid: an award is on record already.
    """
    _hold_seasons(decision_id)
    decision = _held(decision_id, seen_version, actor)
    if decision.issued_on > timezone.localdate():
        raise Refused("Ngày của quyết định sau ngày hôm nay nên chưa công bố được.")
    early = _early(decision)
    if early:
        raise Refused(early)
    proposals = _held_proposals(decision)
    if not proposals:
        raise Refused("Quyết định chưa có đề nghị nào nên chưa công bố được.")
    for proposal in proposals:
        _grant(proposal, decision, actor)
    before = described(decision)
    decision.state, decision.version = DecisionState.PUBLISHED.value, decision.version + 1
    decision.published_at, decision.published_by = timezone.now(), actor
    decision.save(update_fields=["state", "version", "published_at", "published_by"])
    audit.record(
        actor=actor,
        action="decision.publish",
        subject=decision,
        before=before,
        after=described(decision) | {"proposals": [row.pk for row in proposals]},
    )
    for agency_id in sorted({row.agency_id for row in proposals}):
        recount_titles(agency_id=agency_id, actor=actor)
    return decision


def described(decision: Decision) -> dict[str, object]:
    """Return a decision as the audit keeps it."""
    names = ("number", "issued_on", "issuer", "signer_office", "note", "state")
    return {name: getattr(decision, name) for name in names}


def _grant(proposal: Proposal, decision: Decision, actor: User | None) -> None:
    can_stand_in(proposal, decision, ()).demand()
    demand_not_shut_out(proposal, actor)
    move(
        proposal,
        ProposalAction.GRANT,
        actor=actor,
        decision_number=decision.number,
        decided_on=decision.issued_on,
    )
    add_record(proposal, decision.issuer, RecordOrigin.DECIDED)


def _hold_seasons(decision_id: int) -> None:
    """Hold the proposals' own seasons and all that count an award of theirs, in one order."""
    rows = Proposal.objects.filter(decision_line__decision=decision_id)
    own: set[int] = set(rows.values_list("season_id", flat=True))
    agencies: Iterable[int] = set(rows.values_list("agency_id", flat=True))
    for season_id in sorted(own.union(*map(seasons_that_count, agencies))):
        locked_season(season_id)


def _held_proposals(decision: Decision) -> list[Proposal]:
    rows = Proposal.objects.select_related("agency", "season__bloc", "season__cycle")
    rows = rows.filter(decision_line__decision=decision).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _held(decision_id: int, seen_version: int, actor: User | None) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",), no_key=True)
    decision = rows.filter(pk=decision_id).first()
    if decision is None:  # somebody withdrew the draft while we waited
        raise Refused(GONE)
    if decision.version != seen_version:
        raise Stale("Quyết định này vừa được người khác thay đổi. Đề nghị xem lại.")
    can_change_decision(standing_of(actor), decision).demand()
    return decision


def _early(decision: Decision) -> str:
    starts_on = decision.cycle.starts_on
    return early_fault(decided_on=decision.issued_on, cycle_starts_on=starts_on)


def _write(decision: Decision, spec: DecisionSpec) -> None:
    for name, value in asdict(spec).items():
        setattr(decision, name, " ".join(value.split()) if isinstance(value, str) else value)
    decision.year = spec.issued_on.year
    if not decision.number or not decision.issuer:
        raise Invalid("Quý vị cần ghi số quyết định và người quyết định.", field="number")
    early = _early(decision)
    if early:
        raise Invalid(early, field="issued_on")
    same = Decision.objects.filter(
        province=decision.province,
        issuer=decision.issuer,
        number=decision.number,
        year=decision.year,
    )
    if same.exclude(pk=decision.pk).exists():
        raise Invalid("Cơ quan này đã có quyết định cùng số trong năm.", field="number")
    checked(decision)


def _save(decision: Decision) -> None:
    decision.version += 1
    decision.save()

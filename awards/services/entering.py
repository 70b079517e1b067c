"""What a page or a file enters: the year stands by its label, and may be new."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from awards.models import AwardRecord, AwardType, CompletionRating
from awards.permissions import can_keep_history
from awards.services.keeping import Ground
from awards.services.ratings import rate_agency
from awards.services.records import amend_award, record_award
from awards.states import AwardBasis, CompletionLevel, RecordOrigin
from blocs.models import Agency, Cycle
from blocs.services import open_cycle
from blocs.standing import standing_of

Made = TypeVar("Made")


@transaction.atomic
def enter_award(
    *,
    agency: Agency,
    award_type: AwardType,
    cycle: str,
    basis: AwardBasis,
    ground: Ground,
    origin: RecordOrigin = RecordOrigin.ENTERED,
    actor: User | None,
) -> AwardRecord:
    """Enter an award for a year that may not be on record yet.

    Raises:
        NotAllowed, Invalid: as for ``record_award``; the label names no year.
    """
    return _in_year(
        agency,
        cycle,
        actor,
        lambda year: record_award(
            agency=agency,
            award_type=award_type,
            cycle=year,
            basis=basis,
            ground=ground,
            origin=origin,
            actor=actor,
        ),
    )


@transaction.atomic
def enter_rating(
    *,
    agency: Agency,
    cycle: str,
    level: CompletionLevel,
    ground: Ground,
    origin: RecordOrigin = RecordOrigin.ENTERED,
    actor: User | None,
) -> CompletionRating:
    """Enter a rating for a year that may not be on record yet.

    Raises:
        NotAllowed, Invalid: as for ``rate_agency``; the label names no year.
    """
    return _in_year(
        agency,
        cycle,
        actor,
        lambda year: rate_agency(
            agency=agency, cycle=year, level=level, ground=ground, origin=origin, actor=actor
        ),
    )


@transaction.atomic
def correct_award(
    *,
    record: AwardRecord,
    award_type: AwardType,
    cycle: str,
    basis: AwardBasis,
    ground: Ground,
    seen_version: int,
    reason: str,
    actor: User | None,
) -> AwardRecord:
    """Correct an award, perhaps to a year that is not on record yet.

    Raises:
        Stale, NotAllowed, Refused, Invalid: as for ``amend_award``; the label names no year.
    """
    return _in_year(
        record.agency,
        cycle,
        actor,
        lambda year: amend_award(
            record_id=record.pk,
            award_type=award_type,
            cycle=year,
            basis=basis,
            ground=ground,
            seen_version=seen_version,
            reason=reason,
            actor=actor,
        ),
    )


def _in_year(
    agency: Agency, label: str, actor: User | None, write: Callable[[Cycle], Made]
) -> Made:
    """Write what belongs to a year; who may not keep the history opens none."""
    can_keep_history(standing_of(actor), agency).demand()
    return write(open_cycle(label=label, actor=actor))

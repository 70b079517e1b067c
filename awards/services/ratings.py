"""Every write to how well agencies completed their tasks: entered, corrected, annulled."""

from datetime import date

from django.db import transaction

from accounts.models import User
from awards.models import CompletionRating
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
from awards.states import CompletionLevel, RecordOrigin
from blocs.models import Agency, Cycle
from blocs.standing import standing_of

RATED_TWICE = "Đơn vị đã có mức xếp loại của năm này; sửa hoặc hủy bỏ mức đã ghi trước."


@transaction.atomic
def rate_agency(
    *,
    agency: Agency,
    cycle: Cycle,
    level: CompletionLevel,
    ground: Ground,
    origin: RecordOrigin = RecordOrigin.ENTERED,
    actor: User | None,
) -> CompletionRating:
    """Enter how well an agency completed the tasks of a year.

    Raises:
        NotAllowed: not by this person.
        Invalid: the number or day does not hold, or the year is rated already.
    """
    can_keep_history(standing_of(actor), agency).demand()
    check_dates(ground, cycle)
    rating = CompletionRating(
        agency=agency, cycle=cycle, level=level.value, origin=origin.value, **tidied(ground)
    )
    insert_record(rating, RATED_TWICE)
    note_change(rating, "rating.record", {}, actor)
    return rating


@transaction.atomic
def amend_rating(
    *,
    rating_id: int,
    level: CompletionLevel,
    ground: Ground,
    seen_version: int,
    reason: str,
    actor: User | None,
) -> CompletionRating:
    """Correct a rating that was entered wrongly; the agency and year stay.

    Raises:
        Stale, NotAllowed, Refused, Invalid: as for ``amend_award``.
    """
    rating = held(CompletionRating, rating_id, seen_version, actor)
    said = demand_reason(reason)
    check_dates(ground, rating.cycle)
    before = described(rating)
    rating.level = level.value
    save_change(rating, ground, ["level"], RATED_TWICE)
    note_change(rating, "rating.amend", before, actor, said)
    return rating


@transaction.atomic
def revoke_rating(
    *, rating_id: int, revoked_on: date, reason: str, seen_version: int, actor: User | None
) -> CompletionRating:
    """Note that a rating was annulled; the year may then be rated anew.

    Raises:
        Stale, NotAllowed, Refused, Invalid: as for ``revoke_award``.
    """
    rating = held(CompletionRating, rating_id, seen_version, actor)
    before = described(rating)
    said = mark_revoked(rating, revoked_on, reason)
    note_change(rating, "rating.revoke", before, actor, said)
    return rating

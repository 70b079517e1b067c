"""What people settle about a member's eligibility, and the day whose rules judge a season."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import User
from awards.models import ConditionConfirmation, SeasonRuleDay
from awards.permissions import can_confirm_condition, can_set_rule_day
from awards.rules.eligibility.judging import Line
from awards.rules.in_force import rule_day_fault
from awards.selectors.eligibility import line_about
from awards.services.reasons import demand_reason
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.services.rows import checked, locked_season
from blocs.standing import standing_of
from scoring.rules.text import tidy_line


@transaction.atomic
def confirm_condition(
    *,
    season_id: int,
    agency_id: int,
    condition_id: int,
    award_type_id: int,
    met: bool,
    note: str,
    document: str,
    seen_confirmations: int,
    today: date,
    actor: User | None,
) -> ConditionConfirmation:
    """Settle on record what the data leaves open about a member; the latest one counts.

    Args:
        award_type_id: the award for which the condition was looked at.
        note: what the person looked at.
        document: number, date and issuer of what proves it; may be empty.
        seen_confirmations: how many there were when the page was opened.
        today: the local date.

    Raises:
        NotAllowed: not by this person, a party, or the data speaks for itself.
        Stale: somebody confirmed it after the page was opened.
        Invalid: without a note.
        Refused: no member, no such award, or a condition that does not apply.
    """
    season = locked_season(season_id)
    can_confirm_condition(standing_of(actor), season, agency_id, seats_of(season)).demand()
    line = line_about(season, agency_id, award_type_id, condition_id, today=today)
    _demand_open(line)
    earlier = ConditionConfirmation.objects.filter(
        season=season, agency=agency_id, condition=condition_id
    )
    if earlier.count() != seen_confirmations:
        raise Stale("Điều kiện này vừa được người khác xác nhận. Đề nghị xem lại.")
    last = earlier.last()
    row = ConditionConfirmation(
        season=season,
        agency_id=agency_id,
        condition_id=condition_id,
        met=met,
        note=_told(note),
        document=tidy_line(document),
        confirmed_by=actor,
        confirmed_at=timezone.now(),
    )
    checked(row).save(force_insert=True)
    audit.record(
        actor=actor,
        action="condition.confirm",
        subject=row,
        before=_described(last) if last else {},
        after=_described(row),
    )
    return row


@transaction.atomic
def set_rule_day(
    *,
    season_id: int,
    day: date | None,
    reason: str,
    seen_day: date | None,
    actor: User | None,
) -> SeasonRuleDay | None:
    """Set by the rules of which day the season is judged, or leave it to the usual order.

    Args:
        day: None to take the setting back.
        seen_day: the day that was set when the page was opened, None for none.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: somebody set another day after the page was opened.
        Invalid: without a reason, or a person names a day outside the season's year and the
            year after it.
        Refused: nothing would change.
    """
    season = locked_season(season_id)
    can_set_rule_day(standing_of(actor), season).demand()
    held = SeasonRuleDay.objects.filter(season=season).first()
    before = None if held is None else held.day
    if before != seen_day:
        raise Stale("Ngày áp dụng vừa được người khác thay đổi. Đề nghị xem lại.")
    said = demand_reason(reason)
    if day == before:
        raise Refused("Ngày áp dụng không thay đổi.")
    if actor is not None and day is not None:
        _demand_near(day, season)
    setting = _written(season, held, day, said, actor)
    audit.record(
        actor=actor,
        action="season.rule_day",
        subject=season,
        before={"day": before},
        after={"day": day},
        reason=said,
    )
    return setting


def _demand_near(day: date, season: Season) -> None:
    if fault := rule_day_fault(day, season.cycle.starts_on, season.cycle.ends_on):
        raise Invalid(fault, field="day")


def _written(
    season: Season, held: SeasonRuleDay | None, day: date | None, reason: str, actor: User | None
) -> SeasonRuleDay | None:
    if day is None:
        if held is not None:
            held.delete()
        return None
    setting = held or SeasonRuleDay(season=season)
    setting.day, setting.reason = day, reason
    setting.set_by, setting.set_at = actor, timezone.now()
    checked(setting).save()
    return setting


def _told(note: str) -> str:
    said = tidy_line(note)
    if not said:
        raise Invalid("Quý vị cần ghi đã xem xét những gì.", field="note")
    return said


def _demand_open(line: Line) -> None:
    if not line.asks_people:
        raise NotAllowed(
            "Hồ sơ đã đủ để kết luận, hoặc việc này do một bước khác của năm thi đua kết luận, "
            "nên không xác nhận tay."
        )


def _described(row: ConditionConfirmation) -> dict[str, object]:
    return {
        "agency": row.agency_id,
        "condition": row.condition_id,
        "met": row.met,
        "note": row.note,
        "document": row.document,
    }

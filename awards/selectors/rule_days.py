"""By the rules of which day a season is judged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from awards.models import Proposal, SeasonRuleDay
from blocs.models import MeetingPurpose, Season
from blocs.rules.stages import has_reached
from blocs.rules.writing import date_text
from blocs.states import MeetingKind, Stage, Term

_REVIEWS = (MeetingKind.PEER_REVIEW, MeetingKind.SUMMARY)


@dataclass(frozen=True, slots=True)
class RuleDay:
    """The day, why it is this one, and the province's own setting where there is one."""

    day: date
    why: str
    setting: SeasonRuleDay | None = None


def rule_day(season: Season, today: date) -> RuleDay:
    """Return the day whose rules judge the season. At most three queries.

    In this order: the day the province has set; the day the first proposal was sent; the day
    the season was reviewed; for a season whose proposals are at the province its last day; for
    a season under way today.

    Args:
        season: with its cycle loaded.
    """
    setting = SeasonRuleDay.objects.select_related("set_by").filter(season=season).first()
    if setting is not None:
        return RuleDay(setting.day, f"do tỉnh ấn định: {setting.reason}", setting)
    sent = first_sent_on(season)
    if sent is not None:
        return RuleDay(sent, "ngày gửi đề nghị khen thưởng đầu tiên lên tỉnh")
    review = _review(season, today)
    if review is not None and review.meeting.held_on is not None:
        return RuleDay(review.meeting.held_on, f"ngày họp: {review.meeting.name}")
    if not has_reached(Stage(season.stage), Stage.SUBMITTED):
        return RuleDay(today, "hôm nay, vì năm thi đua chưa họp bình xét và chưa gửi đề nghị")
    return RuleDay(season.cycle.ends_on, f"ngày cuối của năm thi đua {season.cycle.label}")


def first_sent_on(season: Season) -> date | None:
    """Return the day on which the first proposal was sent to the province. One query."""
    return Proposal.objects.filter(season=season).aggregate(first=Min("sent_on"))["first"]


def _review(season: Season, today: date) -> MeetingPurpose | None:
    """Return the review held by today, or the summary without one: the first that has a day."""
    held = MeetingPurpose.objects.select_related("meeting").filter(
        meeting__season=season,
        meeting__held_on__lte=today,
        term=Term.CURRENT.value,
        kind__in=[kind.value for kind in _REVIEWS],
    )
    order = {kind.value: place for place, kind in enumerate(_REVIEWS)}
    return min(
        held.order_by("meeting__held_on", "pk"), key=lambda one: order[one.kind], default=None
    )


def day_words(found: RuleDay) -> str:
    """Write the day with the reason for it."""
    return f"{date_text(found.day)} ({found.why})"

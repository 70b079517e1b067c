"""By the rules of which day a season is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from awards.models import AwardType, Proposal, SeasonRuleDay
from awards.selectors.words import award_name, labels_of
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
    return rule_days([season], today)[season.pk]


def rule_days(seasons: Sequence[Season], today: date) -> dict[int, RuleDay]:
    """Return the day of each season, by its number, as ``rule_day`` does. At most three queries.

    Args:
        seasons: with their cycles loaded.
    """
    found: dict[int, RuleDay] = {}
    settings = SeasonRuleDay.objects.select_related("set_by").filter(season__in=seasons)
    for setting in settings:
        why = f"do tỉnh ấn định: {setting.reason}"
        found[setting.season_id] = RuleDay(setting.day, why, setting)
    for season_id, sent in _first_sent([one for one in seasons if one.pk not in found]).items():
        found[season_id] = RuleDay(sent, "ngày gửi đề nghị khen thưởng đầu tiên lên tỉnh")
    others = [one for one in seasons if one.pk not in found]
    reviews = _reviews(others, today)
    return found | {one.pk: _day_of(one, reviews.get(one.pk), today) for one in others}


def why_not_given(season: Season, award: AwardType | None, today: date) -> str:
    """Say why a form is not voted on, and what can be done; empty where it is given.

    At most four queries.

    Args:
        season: with its bloc and cycle loaded.
        award: None for a vote on an office.
    """
    if award is None:
        return ""
    found = rule_day(season, today)
    if award.is_given_on(found.day):
        return ""
    name = award_name(award, labels_of(season.bloc.province_id))
    return (
        f"Hình thức khen thưởng “{name}” không có trong danh mục của tỉnh vào ngày xét "
        f"{day_words(found)} nên không bỏ phiếu. Nếu năm thi đua được xét theo một ngày khác thì "
        "đề nghị cơ quan thi đua, khen thưởng tỉnh ấn định ngày xét; nếu không thì quý vị hủy cuộc "
        "bỏ phiếu chưa mở, và kết quả đã công bố là kết quả cuối."
    )


def _first_sent(seasons: Sequence[Season]) -> dict[int, date]:
    if not seasons:
        return {}
    rows = Proposal.objects.filter(season__in=seasons, sent_on__isnull=False)
    return dict(rows.order_by().values_list("season").annotate(first=Min("sent_on")))


def _day_of(season: Season, review: MeetingPurpose | None, today: date) -> RuleDay:
    """Return the day of a season of which nothing was set or sent."""
    if review is not None and review.meeting.held_on is not None:
        return RuleDay(review.meeting.held_on, f"ngày họp: {review.meeting.name}")
    if not has_reached(Stage(season.stage), Stage.SUBMITTED):
        return RuleDay(today, "hôm nay, vì năm thi đua chưa họp bình xét và chưa gửi đề nghị")
    return RuleDay(season.cycle.ends_on, f"ngày cuối của năm thi đua {season.cycle.label}")


def _reviews(seasons: Sequence[Season], today: date) -> dict[int, MeetingPurpose]:
    """Return the review of each held by today, or the summary without one: the first of them."""
    if not seasons:
        return {}
    held = MeetingPurpose.objects.select_related("meeting").filter(
        meeting__season__in=seasons,
        meeting__held_on__lte=today,
        meeting__cancelled_because="",
        term=Term.CURRENT.value,
        kind__in=[kind.value for kind in _REVIEWS],
    )
    order = {kind.value: place for place, kind in enumerate(_REVIEWS)}
    found: dict[int, MeetingPurpose] = {}
    for one in held.order_by("meeting__held_on", "pk"):
        kept = found.setdefault(one.meeting.season_id, one)
        if order[one.kind] < order[kept.kind]:
            found[one.meeting.season_id] = one
    return found


def day_words(found: RuleDay) -> str:
    """Write the day with the reason for it."""
    return f"{date_text(found.day)} ({found.why})"

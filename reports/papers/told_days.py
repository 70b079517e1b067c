"""The day that a paper tells in its own words, so that nobody types it a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from reports.papers.content import Paper
from reports.papers.imprint import letterhead_in
from reports.rules.days import day_in
from reports.states import DocumentKind

_AT_THE_TOP: Mapping[str, str] = MappingProxyType(
    {
        DocumentKind.COVENANT: "ngày ký kết ghi trong giao ước",
        DocumentKind.ENROLMENT: "ngày đăng ký ghi trong bản đăng ký",
    }
)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """The day of a paper; ``source`` says inside a sentence where the paper tells it."""

    day: date
    source: str


def told_day(paper: Paper) -> ToldDay | None:
    """Return the day on which the paper says that it was made; None where it tells none.

    Days that it only speaks of, such as that of a meeting to which it invites, are not meant. What
    its top says of the day is read alone, also where that tells no single day.
    """
    letterhead = letterhead_in(paper)
    top = letterhead.date if letterhead else ""
    if top.strip():
        return _told((top, _AT_THE_TOP.get(paper.kind, "ngày đã ghi trong văn bản")))
    occasion = getattr(paper, "occasion", None)  # ballot slips have one in plain words
    return _told(
        (getattr(paper, "held_on", ""), "ngày bàn giao ghi trong biên bản"),
        (getattr(occasion, "time_text", ""), "ngày họp ghi trong biên bản"),
    )


def _told(*phrases: tuple[str, str]) -> ToldDay | None:
    found = (ToldDay(day, source) for text, source in phrases if (day := day_in(text)))
    return next(found, None)

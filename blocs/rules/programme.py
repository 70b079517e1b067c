"""What a conference of a bloc goes through, in its usual order."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from blocs.rules.text import tidy_line
from blocs.states import MeetingKind

_REVIEWS = frozenset({MeetingKind.MID_REVIEW, MeetingKind.SUMMARY})
_HOUR = re.compile(r"([01]?\d|2[0-3])\s*(?::|h|giờ)\s*([0-5]\d)?")
_LIKE_AN_HOUR = re.compile(r"\d{1,2}\s*(?::|h|giờ)(?:\s*\d|\s|$)")  # not "2 hội nghị"
_MOST_TEXT, _MOST_PERFORMER = 500, 300
_ORGANISERS = "Ban Tổ chức"
_MEMBERS = "Đại diện các đơn vị thành viên"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One point of the programme, who performs it, and when, where the hour is set."""

    text: str
    performer: str = ""
    starts_at: time | None = None


class ProgrammeError(ValueError):
    """A line of a typed programme does not hold; the message says which and why."""


def usual_programme(
    kinds: Collection[MeetingKind], *, head: str, deputy: str, guests: str
) -> tuple[ProgrammeLine, ...]:
    """Return the usual points of a conference; hours are left to its organisers.

    Args:
        kinds: what the conference is for.
        head, deputy: what the offices of the bloc are called, such as ``Trưởng khối``.
        guests: who speaks for the province.

    Source: the order of the conference of 24/02/2023 (docs/sources.md#papers).
    """
    leading = f"Đơn vị {head}"
    points = [
        (True, "Đón tiếp đại biểu, ổn định tổ chức", _ORGANISERS),
        (True, "Chào cờ, tuyên bố lý do, giới thiệu đại biểu", _ORGANISERS),
        (True, "Phát biểu khai mạc", leading),
        (MeetingKind.MID_REVIEW in kinds, "Báo cáo sơ kết công tác thi đua", leading),
        (MeetingKind.SUMMARY in kinds, "Báo cáo tổng kết công tác thi đua", leading),
        (bool(_REVIEWS & set(kinds)), "Tham luận, thảo luận", _MEMBERS),
        (MeetingKind.REGULAR in kinds, "Trao đổi các nội dung sinh hoạt", _MEMBERS),
        (True, "Phát biểu chỉ đạo", guests),
        (MeetingKind.PEER_REVIEW in kinds, "Bình xét, công bố kết quả bình xét", _ORGANISERS),
        (MeetingKind.ELECTION in kinds, f"Bầu, suy tôn {head}, {deputy}", _MEMBERS),
        (MeetingKind.HANDOVER in kinds, f"Bàn giao nhiệm vụ {head}", leading),
        (MeetingKind.LAUNCH in kinds, "Phát động phong trào thi đua", leading),
        (MeetingKind.COVENANT_SIGNING in kinds, "Ký kết giao ước thi đua", _MEMBERS),
        (True, "Kết luận, bế mạc hội nghị", leading),
    ]
    return tuple(ProgrammeLine(text, who) for fits, text, who in points if fits)


def written(lines: Iterable[ProgrammeLine]) -> str:
    """Write a programme as people edit it: one point a line, ``07:30 | Khai mạc | Đơn vị …``."""
    return "\n".join(_typed(one) for one in lines)


def _typed(line: ProgrammeLine) -> str:
    hour = line.starts_at.strftime("%H:%M") if line.starts_at else ""
    return " | ".join((hour, line.text, line.performer)).strip()


def read_programme(text: str) -> tuple[ProgrammeLine, ...]:
    """Read a typed programme; empty lines are left out, an hour may be left open.

    Raises:
        ProgrammeError: a line has more than three parts, says nothing, is too long, or begins
            with what is no hour.
    """
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[ProgrammeLine]:
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [tidy_line(part) for part in line.split("|")]
        if not any(parts):
            continue
        if len(parts) > 3:  # noqa: PLR2004 -- hour, matter, performer
            raise ProgrammeError(
                f"Dòng {number}: chỉ ghi ba phần giờ | nội dung | người thực hiện."
            )
        hour, matter, performer = _parted(parts)
        if not matter:
            raise ProgrammeError(f"Dòng {number}: chưa ghi nội dung.")
        if len(matter) > _MOST_TEXT or len(performer) > _MOST_PERFORMER:
            raise ProgrammeError(
                f"Dòng {number}: nội dung tối đa {_MOST_TEXT} ký tự, người thực hiện tối đa "
                f"{_MOST_PERFORMER} ký tự."
            )
        yield ProgrammeLine(matter, performer, _hour(hour, number))


def _parted(parts: list[str]) -> tuple[str, str, str]:
    """Tell the parts of a line; one that begins with no hour begins with the matter."""
    if len(parts) == 1:
        return "", parts[0], ""
    if len(parts) == 2 and parts[0] and not _LIKE_AN_HOUR.match(parts[0]):  # noqa: PLR2004
        return "", parts[0], parts[1]
    return parts[0], parts[1], "".join(parts[2:])


def _hour(text: str, number: int) -> time | None:
    if not text:
        return None
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ProgrammeError(f"Dòng {number}: giờ ghi theo dạng 07:30, hoặc để trống.")
    return time(int(found[1]), int(found[2] or 0))

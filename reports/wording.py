"""Small phrases that papers are put together from. Pure text: rows and labels come in as values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from blocs.rules.writing import date_text, percent_text, quantity_text
from blocs.states import (
    AttendanceRole,
    BlocKind,
    CycleKind,
    DayPart,
    GuestRole,
    Launcher,
    MovementKind,
    OfficeRole,
    OfficeState,
    SelectionMethod,
)

UNKNOWN_PLACE = "…………………"  # to be filled in by hand
COUNCIL = "Hội đồng Thi đua - Khen thưởng tỉnh"
PROVINCE_OFFICE = "Cơ quan thi đua, khen thưởng tỉnh"
UNCHANGED = "không thay đổi"
_MOST_NAMES = 5

SELECTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        SelectionMethod.ELECTED: "được bầu",
        SelectionMethod.HONOURED: "được suy tôn",
        SelectionMethod.ROTATION: "luân phiên",
        SelectionMethod.SUCCESSION: "cấp phó kế nhiệm",
        SelectionMethod.APPOINTED: "được chỉ định",
        SelectionMethod.AGREED: "hội nghị thống nhất",
        SelectionMethod.UNKNOWN: "",
    }
)
STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        OfficeState.PROPOSED: "đề xuất",
        OfficeState.CONFIRMED: "",  # goes without saying
        OfficeState.HANDED_OVER: "đã bàn giao",
    }
)
ATTENDANCE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        AttendanceRole.CHAIR: "chủ trì",
        AttendanceRole.CO_CHAIR: "đồng chủ trì",
        AttendanceRole.ORGANISER: "đơn vị tổ chức",
        AttendanceRole.PARTICIPANT: "",
    }
)
GUEST_WORDS: Mapping[str, str] = MappingProxyType(
    {
        GuestRole.DIRECTS: "phát biểu chỉ đạo",
        GuestRole.CONCLUDES: "phát biểu kết luận",
        GuestRole.WITNESSES: "chứng kiến",
        GuestRole.ATTENDS: "",
    }
)
MOVEMENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        MovementKind.REGULAR: "",  # the usual kind is not worth a word
        MovementKind.THEMATIC: "thi đua theo chuyên đề",
        MovementKind.SPECIAL: "thi đua đặc biệt",
    }
)
LAUNCHER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Launcher.PRIME_MINISTER: "Thủ tướng Chính phủ",
        Launcher.MINISTRY: "bộ, ngành Trung ương",
        Launcher.PROVINCE: "tỉnh",
        Launcher.BLOC: "Khối, cụm",
        Launcher.AGENCY: "đơn vị thành viên",
        Launcher.UNKNOWN: "",
    }
)
_DAY_PARTS: Mapping[str, str] = MappingProxyType(
    {DayPart.UNKNOWN: "", DayPart.MORNING: "sáng ", DayPart.AFTERNOON: "chiều "}
)


@dataclass(frozen=True, slots=True)
class BlocWords:
    """How a bloc (khối) or a cluster (cụm) is spoken of."""

    short: str
    code: str

    @property
    def head(self) -> str:
        return f"Trưởng {self.short}"

    @property
    def deputy(self) -> str:
        return f"Phó Trưởng {self.short}"

    def office(self, role: str) -> str:
        """Return the name of an office of the bloc."""
        return self.head if role == OfficeRole.HEAD else self.deputy

    def narrowed(self, label: str) -> str:
        """Return a label that speaks of both kinds as one that speaks of this kind."""
        return label.replace("khối, cụm", self.short)


_BLOC_WORDS: Mapping[str, BlocWords] = MappingProxyType(
    {BlocKind.KHOI: BlocWords("khối", "KTĐ"), BlocKind.CUM: BlocWords("cụm", "CTĐ")}
)


def bloc_words(kind: str) -> BlocWords:
    """Return the words for a khối or a cụm."""
    return _BLOC_WORDS[kind]


def following_label(label: str) -> str:
    """Return the label of the cycle after: ``2022`` → ``2023``, ``2025-2026`` → ``2026-2027``."""
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), label)


def year_label(label: str, kind: str) -> str:
    """Return what a paper prints behind the word "năm"."""
    return f"học {label}" if kind == CycleKind.SCHOOL_YEAR else label


def first_names(names: Sequence[str], others: str = "đơn vị khác") -> str:
    """List the first names; more than five end with how many ``others`` there are."""
    more = len(names) - _MOST_NAMES
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} và {more} {others}" if more > 0 else shown


def joined(parts: Iterable[str], separator: str = "; ") -> str:
    """Join the parts that say something."""
    return separator.join(part for part in parts if part)


def with_remark(text: str, remark: str) -> str:
    """Put a remark in brackets behind the text, if there is one."""
    return f"{text} ({remark})" if remark else text


def day_text(day: date | None, part: str) -> str:
    """Write when something took place, as far as it is known: ``chiều ngày 24/02/2023``."""
    if day is None:
        return _DAY_PARTS[part].strip()
    return f"{_DAY_PARTS[part]}ngày {date_text(day)}"


def baseline_figure(
    value: Decimal | None, unit: str, qualifier: str, own_word: str, *, has_percent: bool
) -> str:
    """Write a plan's own figure. Where there is a percentage, the qualifier belongs to that."""
    if value is None:
        return ""
    if has_percent:
        return quantity_text(value, unit)
    return quantity_text(value, unit, qualifier, qualifier_text=own_word)


def change_text(change: Decimal, against: str, qualifier: str, own_word: str) -> str:
    """Write a change over a baseline: ``tăng 2% so với cùng kỳ năm trước``."""
    return f"{percent_change(change, qualifier, own_word)} so với {against}"


def percent_change(change: Decimal, qualifier: str = "exact", own_word: str = "") -> str:
    """Write a change in per cent: ``tăng 2%``."""
    word = "giảm" if change < 0 else "tăng"
    return f"{word} {percent_text(abs(change), qualifier, qualifier_text=own_word)}"

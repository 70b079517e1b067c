"""How Vietnamese administrative papers write numbers, points, dates and quantities.

Pure text: values come in as ``Decimal``, ``int`` or ``date``, display-ready text goes out.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

MINUS = "−"

QUALIFIER_WORDS = MappingProxyType(
    {"exact": "", "estimate": "ước", "about": "khoảng", "more_than": "trên", "less_than": "gần"}
)

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_CENT = Decimal("0.01")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = MappingProxyType({5: "lăm"})
_AFTER_TENS = MappingProxyType({1: "mốt", 4: "tư", 5: "lăm"})
_SCALES = ("", "nghìn", "triệu")
_BILLION = 10**9
_WORDS_LIMIT = 10**18


def lower_first(text: str) -> str:
    """Return the text for use inside a sentence; an abbreviation keeps its capitals."""
    if text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def points_text(points: Decimal | None, *, blank: str = "") -> str:
    """Write points with two places and a decimal comma: ``87,25``.

    Args:
        points: points, rounded half up to two places; None is an empty score, not a zero.
        blank: what to write for an empty score.
    """
    if points is None:
        return blank
    rounded = _finite(points).quantize(_CENT, rounding=ROUND_HALF_UP)
    return _with_comma(f"{rounded + 0:,.2f}")  # "+ 0" turns a negative zero into a zero


def number_text(value: Decimal) -> str:
    """Write a number with dots between thousands and a decimal comma: ``5.591,8``.

    Args:
        value: any finite number; its trailing zeros after the comma are dropped.
    """
    text = f"{_finite(value) + 0:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _with_comma("0" if text == "-0" else text)


def true_minus(text: str) -> str:
    """Write a number that is below zero with a true minus sign: ``−5,00``."""
    return text.replace("-", MINUS)


def quantity_text(
    value: Decimal, unit: str, qualifier: str = "exact", *, qualifier_text: str = ""
) -> str:
    """Write a quantity with its unit and how firmly it is known: ``ước 8.841 tỷ đồng``.

    Args:
        value: the number, in ``unit``.
        unit: as printed, such as ``tỷ đồng``; may be empty.
        qualifier: a word of ``QUALIFIER_WORDS``.
        qualifier_text: the source's own word ("hơn"), printed instead of ours.

    Raises:
        ValueError: the qualifier is unknown.
    """
    if unit == "%":
        return percent_text(value, qualifier, qualifier_text=qualifier_text)
    words = (_qualifier_word(qualifier, qualifier_text), number_text(value), unit)
    return " ".join(word for word in words if word)


def percent_text(value: Decimal, qualifier: str = "exact", *, qualifier_text: str = "") -> str:
    """Write a percentage, the sign next to the number: ``gần 130%``.

    Args:
        value: per cent (158 means 158 %).
        qualifier: a word of ``QUALIFIER_WORDS``.
        qualifier_text: the source's own word, printed instead of ours.

    Raises:
        ValueError: the qualifier is unknown.
    """
    return f"{_qualifier_word(qualifier, qualifier_text)} {number_text(value)}%".lstrip()


def date_text(day: date) -> str:
    """Write a date with strokes: ``24/02/2023``, ``05/3/2020``.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4: a nought before days under 10 and before
    months 1 and 2.
    """
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def moment_text(moment: datetime) -> str:
    """Write a moment with its day: ``17:00 ngày 24/02/2023``.

    Args:
        moment: in the local time of the reader.
    """
    return f"{moment:%H:%M} ngày {date_text(moment.date())}"


def date_long(day: date) -> str:
    """Write a date in words: ``ngày 24 tháng 02 năm 2023``.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4.
    """
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def hour_text(at: time | None) -> str:
    """Write a time of day in words: ``07 giờ 30``; nothing where it is open."""
    return "" if at is None else f"{at:%H} giờ {at:%M}"


def weekday_text(day: date) -> str:
    """Write the day of the week inside a sentence: ``thứ Sáu``, ``Chủ nhật``."""
    return _WEEKDAYS[day.weekday()]


def count_text(count: int) -> str:
    """Write a small count the way papers do, with two digits: ``02``.

    Raises:
        ValueError: the count is negative.
    """
    if count < 0:
        raise ValueError(f"a count cannot be negative: {count}")
    return number_text(Decimal(count)).zfill(2)


def integer_in_words(value: int) -> str:
    """Read a whole number aloud: 20045 is ``hai mươi nghìn không trăm bốn mươi lăm``.

    Raises:
        ValueError: the number has more than 18 digits.
    """
    if abs(value) >= _WORDS_LIMIT:
        raise ValueError(f"too large to be read in words: {value}")
    if value < 0:
        return f"âm {integer_in_words(-value)}"
    return _read(value) or _DIGITS[0]


def points_in_words(points: Decimal) -> str:
    """Read points aloud: 87.25 is ``tám mươi bảy phẩy hai mươi lăm điểm``.

    Args:
        points: points, rounded half up to two places.
    """
    rounded = _finite(points).quantize(_CENT, rounding=ROUND_HALF_UP)
    whole, cents = divmod(int(abs(rounded) * 100), 100)
    sign = "âm " if rounded < 0 else ""
    return f"{sign}{integer_in_words(whole)}{_decimals_in_words(cents)} điểm"


def _decimals_in_words(cents: int) -> str:
    """Read the two places after the comma: 5 is "phẩy không năm", 50 is "phẩy năm"."""
    if cents == 0:
        return ""
    tenths, hundredths = divmod(cents, 10)
    if not tenths:
        return f" phẩy {_DIGITS[0]} {_DIGITS[hundredths]}"
    return f" phẩy {_read_tens(cents) if hundredths else _DIGITS[tenths]}"


def _read(value: int) -> str:
    """Read a positive number; nothing for zero."""
    billions, rest = divmod(value, _BILLION)
    if not billions:
        return _read_below_billion(rest, led=False)
    tail = _read_below_billion(rest, led=True)
    return f"{_read(billions)} tỷ {tail}".rstrip()


def _read_below_billion(value: int, *, led: bool) -> str:
    """Read up to nine digits; ``led`` says that larger groups were read before them."""
    words: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            words.append(f"{_read_group(group, full=led or bool(words))} {_SCALES[power]}".rstrip())
    return " ".join(words)


def _read_group(group: int, *, full: bool) -> str:
    """Read three digits; ``full`` says the hundreds aloud even when they are nought."""
    hundreds, rest = divmod(group, 100)
    if not hundreds and not full:
        return _read_tens(rest)
    head = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} {_read_tens(rest)}" if rest // 10 else f"{head} linh {_DIGITS[rest]}"


def _read_tens(value: int) -> str:
    """Read 0 to 99, with mốt, tư and lăm where they belong."""
    tens, units = divmod(value, 10)
    if not tens:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not units:
        return head
    changed = _AFTER_TEN if tens == 1 else _AFTER_TENS
    return f"{head} {changed.get(units, _DIGITS[units])}"


def _qualifier_word(qualifier: str, own_word: str) -> str:
    if qualifier not in QUALIFIER_WORDS:
        raise ValueError(f"unknown qualifier: {qualifier!r}")
    return own_word.strip() or QUALIFIER_WORDS[qualifier]


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month in {1, 2} else str(day.month)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError(f"not a number that can be printed: {value}")
    return value


def _with_comma(text: str) -> str:
    """Turn the English separators of ``format`` into the Vietnamese ones."""
    return text.translate(str.maketrans(",.", ".,"))

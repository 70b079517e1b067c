"""Numbers between the written form of a cell ("1,5", "120 %") and that of the rules ("1.5")."""

from decimal import Decimal

from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import HUNDRED, parse_number
from scoring.spreadsheets.faults import CellError

_MOST_PLACES = 6  # what the rules keep behind the point


def plain_text(value: Decimal) -> str:
    """Write a number for a program: a point, no trailing zeros, no exponent."""
    return format(value.normalize() + 0, "f")


def written(value: Decimal) -> str:
    """Write a number for an official: a decimal comma, nothing between thousands."""
    return plain_text(value).replace(".", ",")


def written_percent(share: Decimal) -> str:
    """Write a share of 1 as per cent: 1.2 is ``120 %``."""
    return f"{written(share * HUNDRED)} %"


def read_number_text(text: str) -> str:
    """Return a written number in the form of the rules.

    Raises:
        CellError: no number.
    """
    return plain_text(parse_number(text))


def without_word(text: str, word: str) -> str:
    """Return the text without the word that may stand behind a number: ``1,5 điểm``."""
    line = tidy_line(text)
    return line[: -len(word)].rstrip() if line.casefold().endswith(f" {word}") else line


def read_percent_text(text: str) -> str:
    """Return a written percentage as a share in the form of the rules; the sign must stand.

    Raises:
        CellError: no number, no sign, or finer than the rules keep.
    """
    line = tidy_line(text)
    number = parse_number(line.removesuffix("%"))
    if not line.endswith("%"):
        raise CellError(f"“{line[:60]}” cần ghi dấu %, ví dụ 120 %.")
    share = (number / HUNDRED).normalize()
    if -int(share.as_tuple().exponent) > _MOST_PLACES:
        raise CellError(f"“{line[:60]}” chỉ ghi tối đa bốn chữ số sau dấu phẩy.")
    return plain_text(share)


def cell_text(value: object) -> str:
    """Return what a cell shows; nothing for a blank one."""
    if isinstance(value, Decimal):
        return written(value)
    return "" if value is None else str(value)

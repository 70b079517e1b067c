"""Read one cell as what it should hold; a refusal says how to write it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from scoring.rules.text import tidy, tidy_line
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.opening import Cell

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
PERCENT_PLACES = 4
MOST_POINTS = Decimal(10) ** 7  # what the columns of the database hold
YES, NO = "có", "không"
_YES_NO = {YES: True, "x": True, "đúng": True, NO: False, "sai": False}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,6})?", re.ASCII)
_UNCLEAR = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}", re.ASCII)


def read_text(cell: Cell) -> str:
    """Return the text in its stored form, lines kept; nothing for a blank cell."""
    return tidy(_written(cell))


def read_line(cell: Cell) -> str:
    """Return the text on one line; nothing for a blank cell."""
    return tidy_line(_written(cell))


def read_number(cell: Cell) -> Decimal | None:
    """Return the number of a number cell or of a text such as ``87,25``; None for a blank."""
    value = _plain(cell)
    if isinstance(value, bool):
        raise CellError("cần ghi một số.")
    if isinstance(value, Decimal):
        return _finite(value) * (HUNDRED if cell.is_percent else 1)
    return parse_number(value) if tidy_line(value) else None


def parse_number(text: str) -> Decimal:
    """Return the number that people write as ``87,25`` or ``87.25``.

    Raises:
        CellError: no number; or a dot with three digits behind it, which may mean thousands.
    """
    written = tidy_line(text).replace("−", "-")
    if _UNCLEAR.fullmatch(written):
        plain = written.replace(".", "")
        raise CellError(f"“{written}” không rõ nghĩa; đề nghị ghi {plain} hoặc dùng dấu phẩy.")
    if not _NUMBER.fullmatch(written):
        raise CellError(f"“{written[:60]}” không phải là số; ví dụ đúng: 87,25.")
    return Decimal(written.replace(",", "."))


def read_points(cell: Cell) -> Decimal | None:
    """Return points as the database holds them: at most two places after the comma."""
    number = read_number(cell)
    if number is None:
        return None
    if abs(number) >= MOST_POINTS or number != number.quantize(CENT):
        raise CellError("điểm có tối đa hai chữ số sau dấu phẩy và nhỏ hơn 10.000.000.")
    return number


def read_amount(cell: Cell) -> Decimal | None:
    """Return points above nought."""
    points = read_points(cell)
    if points is not None and points <= 0:
        raise CellError("số điểm phải lớn hơn 0.")
    return points


def read_some_points(cell: Cell) -> Decimal | None:
    """Return points of nought or more."""
    points = read_points(cell)
    if points is not None and points < 0:
        raise CellError("số điểm phải từ 0 trở lên.")
    return points


def limited(most: int) -> Callable[[Cell], str]:
    """Return a reader of one line of at most so many characters."""

    def read(cell: Cell) -> str:
        line = read_line(cell)
        if len(line) > most:
            raise CellError(f"dài hơn {most} ký tự; đề nghị viết gọn lại.")
        return line

    return read


def read_whole(cell: Cell) -> int | None:
    """Return a whole number from 0; None for a blank."""
    number = read_number(cell)
    if number is None:
        return None
    if number != number.to_integral_value() or not 0 <= number <= 9999:  # noqa: PLR2004
        raise CellError("cần ghi một số nguyên, không âm.")
    return int(number)


def read_share(cell: Cell) -> Decimal | None:
    """Return a share of 1 from a number of per cent, or from a cell that Excel shows with %."""
    if isinstance(cell.value, str):
        written = cell.value.strip().removesuffix("%")
        number = read_number(Cell(cell.place, written, cell.is_formula, cell.is_error))
    else:
        number = read_number(cell)
    if number is None:
        return None
    return share_of(number)


def share_of(percent: Decimal) -> Decimal:
    """Return a number of per cent as a share of 1.

    Raises:
        CellError: below 0, above 100, or finer than the rules keep.
    """
    if not 0 <= percent <= HUNDRED:
        raise CellError("cần ghi một số phần trăm từ 0 đến 100.")
    if percent != round(percent, PERCENT_PLACES):
        raise CellError(
            f"số phần trăm chỉ ghi tối đa {PERCENT_PLACES} chữ số sau dấu phẩy; mức tính bằng điểm "
            "thì ghi ở cột (điểm) nếu bảng có cột ấy."
        )
    return percent / HUNDRED


def read_yes_no(cell: Cell) -> bool | None:
    """Return the answer of ``có`` or ``không``; None for a blank."""
    value = _plain(cell)
    if isinstance(value, bool):
        return value
    written = tidy_line(str(value)).casefold()
    if not written:
        return None
    if written not in _YES_NO:
        raise CellError(f"chỉ ghi “{YES}” hoặc “{NO}”.")
    return _YES_NO[written]


def read_choice(cell: Cell, words: Mapping[str, str]) -> str | None:
    """Return the word of the program for a Vietnamese label; None for a blank.

    Args:
        words: the labels by word, as the drop-down shows them.
    """
    written = read_line(cell)
    if not written:
        return None
    found = {label.casefold(): word for word, label in words.items()}.get(written.casefold())
    if found is None:
        listed = "; ".join(words.values())
        raise CellError(f"không có lựa chọn “{written[:60]}”; chỉ chọn một trong: {listed}.")
    return found


def _written(cell: Cell) -> str:
    """Return what a text cell says; a number as it was typed."""
    value = _plain(cell)
    if isinstance(value, bool):
        raise CellError("cần ghi chữ, không phải giá trị TRUE hoặc FALSE.")
    if isinstance(value, Decimal):
        return format(_finite(value).normalize() + 0, "f").replace(".", ",")
    return value


def _plain(cell: Cell) -> str | Decimal | bool:
    if cell.is_formula:
        raise CellError("là công thức; đề nghị chép rồi dán lại chỉ giá trị (Paste Values).")
    if cell.is_error:
        raise CellError(f"đang báo lỗi {cell.value}; đề nghị ghi lại giá trị.")
    if isinstance(cell.value, date | time | timedelta):
        raise CellError(
            "bị Excel đổi thành ngày tháng; đề nghị đặt định dạng ô là Văn bản (Text) rồi ghi lại."
        )
    return "" if cell.value is None else cell.value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise CellError("không phải là số.")
    return value

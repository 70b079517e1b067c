"""Numbers as people type them into a box: ``95,5``, ``5.591,8``, ``−2``."""

import re
from decimal import Decimal

from blocs.rules.writing import number_text

# SQLite keeps no more digits of a number; PostgreSQL would, but one site must not say less.
MOST_DIGITS = 15
IF_TOO_LONG = "đề nghị quý vị làm tròn hoặc ghi theo đơn vị tính lớn hơn"
# Longer than any number of the papers, so that it is ``has_room`` that says what is too long.
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:,[0-9]{1,4}|\.[0-9]{1,2}|\.[0-9]{4})?")
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:\.[0-9]{3}){1,12},[0-9]{1,4}|-?[0-9]{1,3}(?:\.[0-9]{3}){2,12}"
)

# A space between thousands may be a hard one, as Word writes it; any other space is a slip.
_THOUSANDS_SPACE = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_SIGN = re.compile(r"^([-−–+])\s?(?=[0-9])")  # Word makes a dash of a hyphen


class NumberError(ValueError):
    """What was typed is no number, or may mean two."""


def read_number(text: str) -> Decimal | None:
    """Read a number with a decimal comma, dots between thousands or none; nothing is no number.

    Dashes of any kind are a minus; ``+2`` is 2, as a growth is often written.

    Raises:
        NumberError: not a number, or more than four places after the comma. A single dot with
            three digits behind it is refused: it may mean thousands.
    """
    written = _THOUSANDS_SPACE.sub("", text.strip())
    written = _SIGN.sub(lambda sign: "" if sign[1] == "+" else "-", written)
    if not written:
        return None
    if _GROUPED.fullmatch(written):
        written = written.replace(".", "")
    elif not _PLAIN.fullmatch(written):
        raise NumberError(text)
    return Decimal(written.replace(",", "."))


def typed_number(value: Decimal | None) -> str:
    """Write a number as it stands in a box: ``5591,8``, without dots between thousands."""
    return "" if value is None else number_text(value).replace(".", "")


def has_room(value: Decimal, *, whole: int, places: int) -> bool:
    """Say whether a number has at most so many digits before and after its comma, and is exact.

    Exact is what every database keeps to the last digit.
    """
    # The size comes first: a number cell of Excel may hold 1e300, which cannot be rounded.
    if not value.is_finite() or abs(value) >= Decimal(10) ** whole:
        return False
    return value == round(value, places) and is_exact(value)


def is_exact(value: Decimal) -> bool:
    """Say whether every database keeps all digits of a number; zeros at its ends do not count."""
    digits = "".join(str(digit) for digit in value.as_tuple().digits)
    return len(digits.strip("0")) <= MOST_DIGITS

"""Numbers that a page put into the names or values of a form, and anybody may change."""

import re

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def posted_number(text: str) -> int | None:
    """Return a record's number, or None for what is none; never more than a column holds."""
    return int(text) if _NUMBER.fullmatch(text) else None

"""The lines of a list as papers set them: numbers before them, signs behind them."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\A\d{1,3}\. ")
# A dash, a plus, a letter or a number in two parts: a line below the one before it.
_BELOW = re.compile(r"[-+•] |[a-zđ]\) |\d{1,2}(?:\.\d{1,2})+\. ")
_SIGNS = " \n\t;./"
BOLD = "**"  # around what is set in bold
END = "/."  # behind the full stop of a paper's last sentence
_FULL = (".", "!", "?", "…")


def has_number(text: str) -> bool:
    """Say whether a text begins with the number of a list."""
    return _NUMBER.match(text) is not None


def without_number(text: str) -> str:
    """Return a text without the number of its list."""
    return _NUMBER.sub("", text, count=1)


def numbered(lines: Iterable[str], *, least: int = 2) -> tuple[str, ...]:
    """Number the lines of a list that has several; people's own numbers give way.

    A line below another one keeps the mark that people gave it.

    Args:
        least: how many lines, those below others not counted, make a list that is numbered.
    """
    bare = [line if _BELOW.match(line) else without_number(line) for line in lines]
    main = [at for at, line in enumerate(bare) if not _BELOW.match(line)]
    for number, at in enumerate(main if len(main) >= least else (), start=1):
        bare[at] = f"{number}. {bare[at]}"
    return tuple(bare)


def unclosed(line: str) -> str:
    """Return a line without the signs that close it, also where it ends in bold."""
    found = line.rstrip(_SIGNS)
    if found.endswith(BOLD):
        found = found.removesuffix(BOLD).rstrip(_SIGNS) + BOLD
    return found


def closed(lines: Iterable[str]) -> tuple[str, ...]:
    """End every line with a semicolon and the last one with a full stop; colons stay."""
    bare = [line for line in map(unclosed, lines) if line.strip("*")]
    last = len(bare) - 1
    return tuple(
        line if line.endswith((":", ":**")) and at < last else f"{line}{';.'[at == last]}"
        for at, line in enumerate(bare)
    )


def ended(lines: Iterable[str]) -> tuple[str, ...]:
    """End the last line with the sign that ends a paper, and no other line with it."""
    *others, last = [line.removesuffix(END) for line in lines]
    last = last.rstrip(" ;")
    stop = "" if last.rstrip("*").endswith(_FULL) else "."
    return (*others, f"{last}{stop}{END}")

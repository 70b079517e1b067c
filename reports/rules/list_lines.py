"""The lines of a list as papers set them: numbers before them, signs behind them."""

import re
from collections.abc import Iterable

BOLD = "**"  # around what is set in bold
END = "/."  # behind the full stop of a paper's last sentence
_PRINTED_NUMBER = re.compile(r"\A\d{1,3}\. ")
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
# Before a number a number may be part of it, before a capital with a dot a letter is an initial.
_OWN_NUMBER = re.compile(
    rf"\A(?P<bold>\*\*)?(?:(?P<dotted>\d{{1,3}}\.)|(?P<roman>{_ROMAN}[.)])|\(?\d{{1,3}}\))"
    r"(?P<shut>(?(bold)\*\*|(?!)))? "
    r"(?(dotted)(?!(?:\*\*)?\\?\{?\d))(?(roman)(?![A-ZĐ]\. ))"
)
# A dash, a plus, a letter or a number in two parts: a line below the one before it.
_BELOW = re.compile(r"[-+•] |[a-zđ]\) |\d{1,2}(?:\.\d{1,2})+\. ")
_LAST_IN_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*\Z")
_ADDRESS = re.compile(r"://|\bwww\.|\w\.[a-z]{2,}")  # a "/" behind it ends no paper
_GAPS = " \n\t;"
_SIGNS = " \n\t;./*+-•"
_FULL = (".", "!", "?", "…")
_DOTS = "..."  # left out, or to be filled in by hand
_AND_SO_ON = "v.v"


def has_number(text: str) -> bool:
    """Say whether a printed text begins with the number of a list."""
    return _PRINTED_NUMBER.match(text) is not None


def without_printed_number(text: str) -> str:
    """Return a printed text without the number that the paper gave it."""
    return _PRINTED_NUMBER.sub("", text, count=1)


def without_number(text: str) -> str:
    """Return a text without the number that people gave it, also where it is in bold.

    What may be a number of the sentence itself stays: ``30. 4 là ngày``, ``100. 000 tấn``.
    """
    found = _OWN_NUMBER.match(text)
    if found is None or not says_something(text[found.end() :]):
        return text
    return text[found.end() :] if found["shut"] else (found["bold"] or "") + text[found.end() :]


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


def says_something(line: str) -> bool:
    """Say whether a line holds more than signs; dots to write on by hand are something."""
    return bool(line.strip(_SIGNS)) or _DOTS in line


def unclosed(line: str) -> str:
    """Return a line without the signs that close it, also where it ends in bold."""
    found = _without_signs(line)
    if found.endswith(BOLD) and (last := _LAST_IN_BOLD.search(found)):
        bold = _without_signs(last[1])
        return f"{found[: last.start()]}{BOLD}{bold}{BOLD}" if bold else ""
    return found


def _without_signs(text: str) -> str:
    found = text.rstrip(_GAPS)
    while found.endswith(".") and not found.endswith(_DOTS):
        found = (_without_end(found) or found[:-1]).rstrip(_GAPS)
    return found


def _without_end(text: str) -> str:
    """Return a text without the sign that ends a paper; empty where it has none."""
    bare = text.removesuffix(END)
    is_ended = bare != text and not (bare[-1:].isalnum() and _ADDRESS.search(bare.split()[-1]))
    return bare if is_ended else ""


def closed(lines: Iterable[str]) -> tuple[str, ...]:
    """End every line with a semicolon and the last one with a full stop; colons stay."""
    bare = [_with_its_dot(line) for line in map(unclosed, lines) if says_something(line)]
    last = len(bare) - 1
    return tuple(
        line if _leads_on(line) else f"{line}{_stop(line) if at == last else ';'}"
        for at, line in enumerate(bare)
    )


def _with_its_dot(line: str) -> str:
    """Give ``v.v`` back the dot that is its own."""
    bare = line.removesuffix(BOLD)
    return f"{bare}.{line[len(bare) :]}" if bare.endswith(_AND_SO_ON) else line


def _leads_on(line: str) -> bool:
    return line.removesuffix(BOLD).endswith(":")


def _stop(line: str) -> str:
    """Return the full stop that a line needs."""
    return "" if line.rstrip("*").endswith(_FULL) else "."


def ended(lines: Iterable[str]) -> tuple[str, ...]:
    """End the last line with the sign that ends a paper, and no other line with it."""
    found = [unended(line) for line in lines if says_something(line)]
    if not found:
        return ()
    *others, last = found
    bare = last.rstrip(" ;").removesuffix(BOLD)
    bold = BOLD if last.rstrip(" ;").endswith(BOLD) else ""
    last = bare.rstrip(" ;") + bold
    return (*others, f"{last}{_stop(last)}{END}")


def unended(line: str) -> str:
    """Return a line without the sign that ends a paper, also where it ends in bold."""
    bare = line.rstrip(_GAPS)
    bold = BOLD if bare.endswith(BOLD) else ""
    found = _without_end(bare.removesuffix(bold).rstrip())
    return f"{found.rstrip()}{bold}" if found else line

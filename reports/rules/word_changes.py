"""A paper's paragraph that was edited in Word: its words may be taken, its numbers never."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from blocs.rules.figures import Figure, escaped, parse

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph and how the returned file reads it; ``after`` is None where it is gone."""

    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A number that was typed over, in the paragraph that it stood in; it is never taken."""

    paragraph: str
    before: str
    after: str


def numbers_of(text: str) -> list[str]:
    """Return the numbers of a text as they are printed, in their order."""
    return _NUMBER.findall(text)


def edits_between(original: Mapping[str, str], returned: Mapping[str, str]) -> Iterator[Edit]:
    """Pair the paragraphs of two files by their marks, the unchanged ones too.

    Args:
        original: text by mark, in the order of the paper.
    """
    for mark, before in original.items():
        yield Edit(before, returned.get(mark))


def changed_numbers(before: str, after: str) -> list[ChangedNumber]:
    """Return the numbers that differ; those that came or went have nothing on the other side."""
    old, new = numbers_of(before), numbers_of(after)
    if old == new:
        return []
    if len(old) == len(new):
        pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    else:
        pairs = [(", ".join(old), ", ".join(new))]
    return [ChangedNumber(before, a, b) for a, b in pairs]


def with_old_numbers(before: str, after: str) -> str | None:
    """Return the edited words with the numbers as they were; None where they cannot be placed."""
    old = numbers_of(before)
    if len(old) != len(numbers_of(after)):
        return None
    kept = iter(old)
    return _NUMBER.sub(lambda _: next(kept), after)


def with_references(source: str, after: str) -> str | None:
    """Return the edited words as they are stored, with the references of their figures.

    Args:
        source: the line as it is stored.
        after: the line as it was edited, its numbers as they were.

    Returns:
        None where a value that the data gives is no longer there word for word.
    """
    stored, place = "", 0
    for figure in (piece for piece in parse(source) if isinstance(piece, Figure)):
        found = after.find(figure.shown.strip(), place)
        if found < 0:
            return None
        stored += escaped(after[place:found]) + figure.source
        place = found + len(figure.shown.strip())
    return stored + escaped(after[place:])

"""A paper's paragraph that was edited in Word: its words may be taken, its numbers never."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocs.rules.figures import Figure, Piece, escaped, parse

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_WHOLE = r"(?<!\w)(?<!\d[.,]){}(?!\w)(?![.,]\d)"  # "5 tỷ" does not stand in "15 tỷ" or "2,5 tỷ"


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A number that was typed over, in the paragraph that it stood in; it is never taken."""

    paragraph: str
    before: str
    after: str


def numbers_of(text: str) -> list[str]:
    """Return the numbers of a text as they are printed, in their order."""
    return _NUMBER.findall(text)


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


def typed_over(figure: Figure, changed: Sequence[ChangedNumber]) -> bool:
    """Say whether one of the changed numbers stands in the value of a figure."""
    gone = {number for one in changed for number in numbers_of(one.before)}
    return not gone.isdisjoint(numbers_of(figure.shown))


def with_old_numbers(before: str, after: str) -> str | None:
    """Return the edited words with the numbers as they were; None where they cannot be placed.

    Numbers that changed places are not placed: each would come to stand for another thing.
    """
    old, new = numbers_of(before), numbers_of(after)
    if len(old) != len(new):
        return None
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if {a for a, _ in changed} & {b for _, b in changed}:
        return None
    kept = iter(old)
    return _NUMBER.sub(lambda _: next(kept), after)


def with_references(source: str, after: str) -> str | None:
    """Return the edited words as they are stored, with the references of their figures.

    Args:
        source: the line as it is stored.
        after: the line as it was edited, its numbers as they were.

    Returns:
        None where a value that the data gives is no longer there word for word, or where it
        cannot be told which of several like words it is.
    """
    parts = cut_references(source, [after])
    return parts[0] if parts else None


def cut_references(source: str, parts: Sequence[str]) -> list[str] | None:
    """Return a stored line cut into the parts that it was edited into; None as above."""
    whole = "\n".join(parts)  # no value reaches over a line's end
    stored, place, seen = "", 0, ""
    pieces = parse(source)
    printed = "".join(piece.printed for piece in pieces)
    for piece in pieces:
        if isinstance(piece, Figure):
            found = _same_place(piece, seen, printed, whole)
            if found is None or found < place:
                return None
            stored += escaped(whole[place:found]) + piece.source
            place = found + len(piece.shown.strip())
        seen += piece.printed
    return (stored + escaped(whole[place:])).split("\n")


def _same_place(figure: Piece, seen: str, printed: str, whole: str) -> int | None:
    """Return where the value stands now: the first, second … of its like, as it was."""
    like = re.compile(_WHOLE.format(re.escape(figure.printed.strip())))
    before = [found.start() for found in like.finditer(printed)]
    now = [found.start() for found in like.finditer(whole)]
    if len(before) != len(now):
        return None
    rank = sum(start < len(seen) for start in before)
    return now[rank] if rank < len(now) else None


def lost_figures(before: Sequence[str], after: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures that stand in the stored texts before and no longer after."""
    left = [piece.key for text in after for piece in parse(text) if isinstance(piece, Figure)]
    for text in before:
        for piece in parse(text):
            if not isinstance(piece, Figure):
                continue
            if piece.key in left:
                left.remove(piece.key)
            else:
                yield piece

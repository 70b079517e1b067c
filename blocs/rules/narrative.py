"""A section of a report in words: its paragraphs, the mark of its state, how states differ."""

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from blocs.rules.figures import printed

MOST_SIGNS = 5000  # of one paragraph as it is printed: keys change with names
MOST_PARAGRAPHS = 100  # of one section
_MARK_SIGNS = 16
_MOST_PAIRS = 400  # of paragraphs that are compared to find the like ones
_ALIKE = 0.4  # share of words that two texts have in common
_TOKEN = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is stored; ``agency`` is the code of whom it speaks of, or empty."""

    text: str
    agency: str = ""


class Difference(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, came or went."""

    kind: Difference
    text: str


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """One paragraph of a comparison; ``kind`` is kept also where words in it changed.

    Args:
        agency: of whom the paragraph speaks, as it is now, or was before it went.
        was_agency: of whom it spoke before, where that changed.
    """

    kind: Difference
    stretches: tuple[Stretch, ...]
    agency: str = ""
    was_agency: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything about the paragraph differs."""
        said = any(one.kind is not Difference.KEPT for one in self.stretches)
        return said or self.was_agency is not None


def mark_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return a short sign that changes with any change of the section."""
    told = json.dumps([[one.agency, one.text] for one in paragraphs], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:_MARK_SIGNS]


def signs_of(text: str) -> int:
    """Count the signs of a stored text that papers print."""
    return len(printed(text))


def word_changes(old: str, new: str) -> tuple[Stretch, ...]:
    """Compare two texts word by word. The words kept and removed make up the old text."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    # In a long text the commonest words anchor nothing: comparing them all would take minutes.
    matcher = difflib.SequenceMatcher(None, before, after)
    found: list[Stretch] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Difference.KEPT, "".join(before[start:end])))
            continue
        found.append(Stretch(Difference.REMOVED, "".join(before[start:end])))
        found.append(Stretch(Difference.ADDED, "".join(after[new_start:new_end])))
    return tuple(one for one in found if one.text)


def section_changes(
    old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> tuple[ChangedParagraph, ...]:
    """Compare two states of a section: paragraphs first, then the words of those that changed."""
    matcher = difflib.SequenceMatcher(
        None, [one.text for one in old], [one.text for one in new], autojunk=False
    )
    found: list[ChangedParagraph] = []
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        found.extend(_block(old[start:end], new[new_start:new_end]))
    return tuple(found)


def _block(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[ChangedParagraph]:
    """Pair the paragraphs of a stretch in their order; what has no like came or went."""
    was = now = 0
    for place, other in _pairs(old, new):
        yield from _apart(old[was:place], new[now:other])
        before, after = old[place], new[other]
        yield ChangedParagraph(
            Difference.KEPT,
            word_changes(before.text, after.text),
            after.agency,
            before.agency if before.agency != after.agency else None,
        )
        was, now = place + 1, other + 1
    yield from _apart(old[was:], new[now:])


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return as many places of like paragraphs as can be paired in their order.

    Of long stretches only those at the same place are compared.
    """
    if len(old) * len(new) > _MOST_PAIRS:
        return [
            (place, place)
            for place, (before, after) in enumerate(zip(old, new, strict=False))
            if _alike(before.text, after.text)
        ]
    best: list[list[tuple[tuple[int, int], ...]]] = [[()] * (len(new) + 1)]
    for place, before in enumerate(old):
        row: list[tuple[tuple[int, int], ...]] = [()]
        for other, after in enumerate(new):
            found = max(best[-1][other + 1], row[other], key=len)
            if len(best[-1][other]) == len(found) and _alike(before.text, after.text):
                found = (*best[-1][other], (place, other))
            row.append(found)
        best.append(row)
    return list(best[-1][-1])


def _apart(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[ChangedParagraph]:
    """Yield paragraphs of which none is like another: in turn what went and what came."""
    for before, after in zip(old, new, strict=False):
        yield _whole(Difference.REMOVED, before)
        yield _whole(Difference.ADDED, after)
    pairs = min(len(old), len(new))
    for gone in old[pairs:]:
        yield _whole(Difference.REMOVED, gone)
    for come in new[pairs:]:
        yield _whole(Difference.ADDED, come)


def _alike(old: str, new: str) -> bool:
    """Say whether the texts share enough words to be one paragraph that was changed."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return difflib.SequenceMatcher(None, before, after).quick_ratio() >= _ALIKE


def _whole(kind: Difference, one: Paragraph) -> ChangedParagraph:
    return ChangedParagraph(kind, (Stretch(kind, one.text),), one.agency)

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
    for before, after in zip(old, new, strict=False):
        if not _alike(before.text, after.text):
            yield _whole(Difference.REMOVED, before)
            yield _whole(Difference.ADDED, after)
            continue
        yield ChangedParagraph(
            Difference.KEPT,
            word_changes(before.text, after.text),
            after.agency,
            before.agency if before.agency != after.agency else None,
        )
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

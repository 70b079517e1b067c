"""Which page of a bound pack each paper begins and ends on, and the pack's code."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from reports.rules.codes import ALPHABET, grouped

CODE_SIGNS = 8  # 36 bits: to tell packs of one bloc apart, not to keep anything secret


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of one paper in the pack, counted from 1."""

    first: int
    last: int

    @property
    def text(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Where everything lies.

    Args:
        contents: pages of the contents, which begin the pack.
        papers: the pages of each paper, in order.
        blanks: pages left empty so that the next paper begins on the front of a sheet.
        total: pages of the whole pack.
    """

    contents: int
    papers: tuple[Span, ...]
    blanks: frozenset[int]
    total: int


def plan_pages(contents: int, papers: Sequence[int], *, odd_starts: bool) -> PagePlan:
    """Lay the papers one after another behind the contents.

    Args:
        contents: pages of the contents.
        papers: pages of each paper.
        odd_starts: whether every paper begins on an odd page, for print on both sides.

    Raises:
        ValueError: the contents or a paper has no page.
    """
    if contents < 1 or any(count < 1 for count in papers):
        raise ValueError("the contents and every paper have a page at least")
    spans: list[Span] = []
    blanks: set[int] = set()
    last = contents
    for count in papers:
        if odd_starts and last % 2:
            last += 1
            blanks.add(last)
        spans.append(Span(last + 1, last + count))
        last += count
    return PagePlan(contents, tuple(spans), frozenset(blanks), last)


def digest_of(facts: object) -> str:
    """Return the sha256 of JSON-ready facts, in hex: the same facts, the same digest."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def pack_code(fingerprint: str) -> str:
    """Return the short form of a pack's fingerprint, as it stands on every page."""
    number = int(fingerprint, 16)
    signs = []
    for _ in range(CODE_SIGNS):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return grouped("".join(signs))

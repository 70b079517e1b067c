"""The paragraphs of a Word file that came back: the known ones by their marks, and new ones."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice

_ALIKE = 0.6  # of two texts, one of which was made from the other
_LONG = 300  # signs
# A file may bring sixty thousand paragraphs: what is beyond this many pairs is taken for new, and
# the person sees it before it is.
MOST_PAIRS = 8000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a Word file.

    Args:
        marks: the known paragraphs in it: several where they were joined, none where it is new.
        apart: whether it stands in a table or a drawn box.
        printed: the text of the paper's form that it was edited from; empty where it was not.
        place: where in a table it stands, in words; empty outside.
    """

    text: str
    marks: tuple[str, ...] = ()
    apart: bool = False
    printed: str = ""
    place: str = ""


def with_lost_marks(original: Mapping[str, str], blocks: Sequence[Block]) -> list[Block]:
    """Give the marks that a program lost or left behind back to where their exact words stand.

    Pasting may lose a mark; a new line typed before the first word of a paragraph takes it away.

    Args:
        original: text by mark, in the order of the paper.
    """
    found = list(blocks)
    places = {mark: at for at, block in enumerate(blocks) for mark in block.marks}
    homeless: dict[str, list[str]] = {}
    for mark, text in reversed(list(original.items())):
        if text and _may_lose(mark, text, blocks, places.get(mark)):
            homeless.setdefault(text, []).append(mark)
    for at, block in enumerate(blocks):
        if block.marks or block.apart or not homeless.get(block.text):
            continue
        mark = homeless[block.text].pop()
        if mark in places:
            found[places[mark]] = replace(found[places[mark]], marks=())
        found[at] = replace(block, marks=(mark,))
    return found


def _may_lose(mark: str, text: str, blocks: Sequence[Block], place: int | None) -> bool:
    """Say whether a mark is on other words than its own, or nowhere."""
    if place is None:
        return True
    block = blocks[place]
    return block.marks == (mark,) and block.text != text and not block.apart


def without_printed(original: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Leave out the paragraphs without a mark that the paper prints too: nobody typed them.

    A province's own form prints its letterhead and title so, each as often as it stands there.
    One that is no longer there, while a new paragraph is much like it, was edited: that paragraph
    says in ``printed`` what it was.
    """
    printed = Counter(block.text for block in original if not block.marks and block.text)
    found = []
    for block in blocks:
        if not block.marks and printed[block.text]:
            printed[block.text] -= 1
        else:
            found.append(block)
    for at, text in _edited(list(printed.elements()), found):
        found[at] = replace(found[at], printed=text)
    return found


def _edited(missing: Sequence[str], blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the places of new paragraphs, each with the missing text that it is most like."""
    pairs = (
        (like, at, place)
        for at, block in enumerate(blocks)
        if block.text and not block.marks
        for place, like in enumerate(_likenesses(missing, block.text))
    )
    compared = [pair for pair in islice(pairs, MOST_PAIRS) if pair[0] >= _ALIKE]
    taken: set[int] = set()
    used: set[int] = set()
    for _, at, place in sorted(compared, key=lambda pair: (-pair[0], *pair[1:])):
        if at not in taken and place not in used:
            taken.add(at)
            used.add(place)
            yield at, missing[place]


def _likenesses(texts: Sequence[str], after: str) -> Iterator[float]:
    """Yield how much of each text is in another one, from 0 to 1; less than ``_ALIKE`` may be 0.

    Signs are compared, of long texts words.
    """
    # A matcher learns its second text once and tries every first one on it.
    by_signs = SequenceMatcher(None, "", after, autojunk=False)
    by_words: SequenceMatcher[str] = SequenceMatcher(None, [], after.split(), autojunk=False)
    for text in texts:
        is_long = max(len(text), len(after)) > _LONG
        matcher = by_words if is_long else by_signs
        matcher.set_seq1(text.split() if is_long else text)
        is_far = matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE
        yield 0 if is_far else matcher.ratio()


def moved_marks(original: Mapping[str, str], blocks: Sequence[Block]) -> frozenset[str]:
    """Return the marks that stand out of their order; as few as explain the order.

    A joined paragraph counts by its first mark.
    """
    places = {mark: place for place, mark in enumerate(original)}
    order = [block.marks[0] for block in blocks if block.marks and block.marks[0] in places]
    return frozenset(order) - frozenset(_longest_run(order, places))


def _longest_run(order: Sequence[str], places: Mapping[str, int]) -> Iterator[str]:
    """Yield the longest run of marks whose places grow, from its end."""
    tails: list[int] = []  # the lowest place on which a run of that length can end
    ends: list[int] = []  # where in the order that is
    before: list[int] = []
    for at, mark in enumerate(order):
        length = bisect_left(tails, places[mark])
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [places[mark]]
        ends[length : length + 1] = [at]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield order[at]
        at = before[at]


def torn_into(before: str, block: Block, following: Sequence[Block]) -> tuple[str, ...]:
    """Return the parts that a paragraph was cut into, itself first; empty if it was not.

    Args:
        following: the new paragraphs behind it.
    """
    parts, length = [block.text], len(block.text)
    for one in following:
        parts.append(one.text)
        length += len(one.text) + 1
        if length >= len(before):
            break
    return tuple(parts) if len(parts) > 1 and " ".join(parts) == before else ()

"""Which known state of a paper a file goes on from, told by fingerprints of its beginnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """What a file is to the known states of one paper."""

    SAME = "same"
    CONTINUES = "continues"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class KnownState:
    """The issued file (number 0) or a signed copy; size in bytes."""

    number: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What people call it."""
        return f"bản ký lần {self.number}" if self.number else "bản ban hành, chưa có chữ ký"


def related(
    digests: Mapping[int, str], size: int, known: Sequence[KnownState]
) -> tuple[Relation, KnownState | None]:
    """Say what a file is to the known states, and to which of them.

    Args:
        digests: SHA-256 of the file's first so many bytes, for each known size that it reaches.
        size: of the file, in bytes.
        known: from the issued file to the latest signed copy; the longest one that fits counts.
    """
    for state in sorted(known, key=lambda one: one.size, reverse=True):
        if digests.get(state.size) == state.sha256:
            return (Relation.SAME if state.size == size else Relation.CONTINUES), state
    return Relation.FOREIGN, None

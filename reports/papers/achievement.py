"""What an agency achieved that is put forward for an award (báo cáo thành tích)."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from reports.papers.base import Letterhead, SignatureBlock
from reports.papers.content import Paper, Part, packed
from reports.papers.minutes import FactLine
from reports.states import DocumentKind

_SCHEMA_WITHOUT_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAward(Part):
    """An award that the agency holds: the year, its name, and the decision as far as known."""

    year: str
    award: str
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement(Paper):
    """The report of one agency on one award, display-ready.

    What the system does not know is left as lines to write on.

    Args:
        award: what it is put forward for.
        identity: seat, founding day and the like; an empty text is written in by hand.
        profile, duties, means, conduct: own words of its situation, of its duties, of how it got
            there and of how it keeps to law and policy; lines to write on where there are none.
        results: what was achieved, one text each.
        review: the place that the bloc's review gave it; empty where it gave none.
        ratings: how well it completed its tasks, one year each.
        movements: the emulation movements it took part in.
        party: what is known of its Party and unions, one text each.
        classes: how these were rated; an empty text is written in by hand.
        titles, commendations: what it already holds, the earliest first.
        head: of the agency, signs on the right; to the left of it ``superior`` confirms, and
            left of both ``submitter``, the level that puts the award forward.

    Source: NĐ 98/2023/NĐ-CP, Phụ lục I, mẫu số 02.
    """

    kind: ClassVar[str] = DocumentKind.ACHIEVEMENT.value
    schema: ClassVar[int] = 3
    later: ClassVar[frozenset[str]] = frozenset({"profile", "duties", "means", "conduct"})
    template: ClassVar[str] = "reports/papers/achievement.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    agency: str
    award: str
    identity: tuple[FactLine, ...] = ()
    results: tuple[str, ...] = ()
    review: str = ""
    ratings: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    classes: tuple[FactLine, ...] = ()
    titles: tuple[HeldAward, ...] = ()
    commendations: tuple[HeldAward, ...] = ()
    superior: SignatureBlock = field(default_factory=SignatureBlock)
    head: SignatureBlock = field(default_factory=SignatureBlock)
    submitter: SignatureBlock = field(default_factory=SignatureBlock)
    profile: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()

    @property
    def content_schema(self) -> int:
        return self.schema if self._has_words else _SCHEMA_WITHOUT_WORDS

    def as_content(self) -> dict[str, Any]:
        """Return the report as data, without own words where it has none.

        So it was stored before there were such words: the same facts stay the same document.
        """
        content = packed(self)
        if self._has_words:
            return content
        return {name: held for name, held in content.items() if name not in self.later}

    def former_content(self) -> dict[str, Any] | None:
        """Return none: without words it is stored as before, and with words it says other facts."""
        return None

    @property
    def _has_words(self) -> bool:
        return any(getattr(self, name) for name in self.later)

    @property
    def document_title(self) -> str:
        return f"Báo cáo thành tích đề nghị tặng {self.award} - {self.agency}"

    @property
    def signing_order(self) -> tuple[SignatureBlock, ...]:
        """Who signs beside each other, from left to right."""
        return (self.submitter, self.superior, self.head)

    @property
    def table_rows(self) -> int:
        return len(self.titles) + len(self.commendations)

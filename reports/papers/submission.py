"""The letter that puts members forward for awards (tờ trình đề nghị khen thưởng), with its list."""

from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import count_text, lower_first
from reports.papers.base import LegalBasis, Letterhead, Recipients, SignatureBlock, roman
from reports.papers.content import Paper, Part
from reports.papers.results import AwardCount
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PutForward(Part):
    """One member put forward; rank and points are empty where they are not public.

    Args:
        votes: such as ``7/9 = 77,78% ≥ 2/3 của 9 thành viên``; empty without a ballot.
        note: the short achievement, or what else is to be known.
    """

    agency: str
    award: str
    rank: str = ""
    points: str = ""
    votes: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AwardGroup:
    """The members put forward for one award, under its numeral."""

    numeral: str
    award: str
    lines: tuple[PutForward, ...]

    @property
    def title(self) -> str:
        """The award and how many are put forward for it."""
        return f"{self.award} ({count_text(len(self.lines))} đơn vị)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitText(Part):
    """One limit beside what is put forward under it, with the arithmetic and its source."""

    award: str
    used: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Paper):
    """The letter of one bloc to the province, display-ready.

    Args:
        subject: without the words "Tờ trình".
        process: what led to the proposals, one paragraph each.
        counts: how many members are put forward for which award.
        lines: the annexed list, in the order of the awards.
    """

    kind: ClassVar[str] = DocumentKind.SUBMISSION.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/submission.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    subject: str
    addressees: tuple[str, ...] = ()
    basis: LegalBasis = field(default_factory=LegalBasis)
    process: tuple[str, ...] = ()
    counts: tuple[AwardCount, ...] = ()
    limits: tuple[LimitText, ...] = ()
    commitment: str = ""
    recipients: Recipients = field(default_factory=Recipients)
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    lines: tuple[PutForward, ...] = ()

    @property
    def document_title(self) -> str:
        return f"Tờ trình {lower_first(self.subject)} - {self.bloc}"

    @property
    def groups(self) -> tuple[AwardGroup, ...]:
        """The annexed list by award, each award once, in the order of the lines."""
        by_award: dict[str, list[PutForward]] = {}
        for line in self.lines:
            by_award.setdefault(line.award, []).append(line)
        return tuple(
            AwardGroup(roman(place), award, tuple(lines))
            for place, (award, lines) in enumerate(by_award.items(), start=1)
        )

    @property
    def columns_beside(self) -> int:
        """How many columns of the annexed list stand beside the place in it."""
        return 3 + self.has_votes + self.has_notes

    @property
    def has_votes(self) -> bool:
        """Whether the column of votes is worth printing."""
        return any(line.votes for line in self.lines)

    @property
    def has_notes(self) -> bool:
        """Whether the column of notes is worth printing."""
        return any(line.note for line in self.lines)

    @property
    def table_rows(self) -> int:
        return len(self.lines) + len(self.groups) + len(self.limits)

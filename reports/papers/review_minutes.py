"""The minutes of the meeting that reviews the members of a bloc (biên bản bình xét)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from reports.papers.base import Letterhead, Recipients, SignatureBlock, numerals
from reports.papers.content import Paper, Part
from reports.papers.minutes import Occasion
from reports.papers.results import Guest
from reports.papers.summary import Review
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRow(Part):
    """How one ballot spoke of one member.

    Args:
        matter: what was voted on.
        arithmetic: such as ``7/9 = 77,78% ≥ 2/3 của 9 thành viên``.
    """

    matter: str
    agency: str
    arithmetic: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMinutes(Paper):
    """The minutes of one review, display-ready.

    Args:
        chair: who led the meeting; empty to be written in by hand.
        attendance: how many of the members were there; ``absent`` who was not, and why.
        ballots: by which rule each vote was held, and the numbers of its slips, one text each.
        conclusions: what was concluded, in the words of the meeting.
        writer: signs on the left, the head on the right.
    """

    kind: ClassVar[str] = DocumentKind.REVIEW_MINUTES.value
    schema: ClassVar[int] = 3
    template: ClassVar[str] = "reports/papers/review_minutes.html"
    later: ClassVar[frozenset[str]] = frozenset({"recipients"})

    letterhead: Letterhead
    bloc: str
    cycle: str
    next_cycle: str
    occasion: Occasion = field(default_factory=Occasion)
    chair: str = ""
    attendance: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    review: Review = field(default_factory=Review)
    ballots: tuple[str, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    conclusions: tuple[str, ...] = ()
    copies: str = ""
    writer: SignatureBlock = field(default_factory=SignatureBlock)
    head: SignatureBlock = field(default_factory=SignatureBlock)
    recipients: Recipients = field(default_factory=Recipients)

    @property
    def document_title(self) -> str:
        return f"Biên bản bình xét thi đua năm {self.cycle} - {self.bloc}"

    @property
    def numbers(self) -> Mapping[str, str]:
        """The Roman numeral of each part that has something to say."""
        return numerals(
            {
                "people": True,
                "reports": True,
                "review": self.review,
                "discussion": True,
                "votes": self.votes,
                "conclusions": self.conclusions,
            }
        )

    @property
    def signers(self) -> tuple[SignatureBlock, ...]:
        """Who signs beside each other."""
        return (self.writer, self.head)

    @property
    def table_rows(self) -> int:
        return len(self.review.ranking.rows) + len(self.review.proposals) + len(self.votes)

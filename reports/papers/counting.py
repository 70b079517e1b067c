"""The minutes of counting a ballot (biên bản kiểm phiếu), with the arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from reports.papers.base import Letterhead, Recipients, SignatureBlock, numerals
from reports.papers.content import Paper, Part
from reports.papers.minutes import FactLine, Occasion
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeVotes(Part):
    """What was counted for one nominee.

    Args:
        arithmetic: such as ``7/9 = 77,78% ≥ 2/3 của 9 thành viên``.
        result: such as ``Được bầu``.
    """

    name: str
    votes: str
    arithmetic: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingMinutes(Paper):
    """The minutes of one closed ballot.

    Args:
        title: of the ballot; ``matter`` what was voted on.
        began, ended: when the counting began and when the result was announced.
        tellers: who counted, one text each; ``how_counted`` says who did where nobody had to.
        rule: what the ballot was held to.
        quorum: such as ``có mặt 7/9 thành viên, đủ 2/3``.
        slips: issued, returned, valid, invalid and blank.
        sums: how the slips add up, one sentence each.
        conclusions: what follows from the count.
        signers: who signs beside each other, from left to right.
    """

    kind: ClassVar[str] = DocumentKind.COUNTING_MINUTES.value
    schema: ClassVar[int] = 2
    template: ClassVar[str] = "reports/papers/counting.html"
    later: ClassVar[frozenset[str]] = frozenset({"recipients"})

    letterhead: Letterhead
    bloc: str
    cycle: str
    title: str
    matter: str
    occasion: Occasion = field(default_factory=Occasion)
    began: str = ""
    ended: str = ""
    tellers: tuple[str, ...] = ()
    how_counted: str = ""
    rule: tuple[FactLine, ...] = ()
    quorum: str = ""
    slips: tuple[FactLine, ...] = ()
    sums: tuple[str, ...] = ()
    rows: tuple[NomineeVotes, ...] = ()
    conclusions: tuple[str, ...] = ()
    copies: str = ""
    signers: tuple[SignatureBlock, ...] = ()
    recipients: Recipients = field(default_factory=Recipients)

    @property
    def document_title(self) -> str:
        return f"Biên bản kiểm phiếu: {self.title} - {self.bloc}"

    @property
    def numbers(self) -> Mapping[str, str]:
        """The Roman numeral of each part that has something to say."""
        return numerals(
            {
                "tellers": self.tellers or self.how_counted,
                "rule": self.rule,
                "slips": self.quorum or self.slips or self.sums,
                "rows": self.rows,
                "conclusions": self.conclusions,
            }
        )

    @property
    def table_rows(self) -> int:
        return len(self.slips) + len(self.rows)

"""Why an agency's points differ from the appraisal, round by round (phiếu giải trình)."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.papers.base import Letterhead, SignatureBlock
from reports.papers.content import Paper, Part
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine(Part):
    """One criterion in one round.

    Args:
        own, appraised: points as they stood in the round; empty where there were none.
        difference: with its sign.
        asked: why it went back or was appraised differently.
        answer: what the agency says; empty to be written in by hand.
    """

    code: str
    label: str
    max_text: str = ""
    own: str = ""
    appraised: str = ""
    difference: str = ""
    asked: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRound(Part):
    """One round: ``Trả lại lần 1, ngày 12/12/2022``, why, and its lines in reading order."""

    title: str
    reason: str = ""
    lines: tuple[ExplainedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Paper):
    """The explanation of one agency, display-ready.

    Args:
        writer: signs on the left, the head of the agency on the right.
    """

    kind: ClassVar[str] = DocumentKind.EXPLANATION.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/explanation.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    agency: str
    addressees: tuple[str, ...] = ()
    rounds: tuple[ExplainedRound, ...] = ()
    writer: SignatureBlock = field(default_factory=SignatureBlock)
    head: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def document_title(self) -> str:
        return f"Phiếu giải trình chênh lệch điểm năm {self.cycle} - {self.agency}"

    @property
    def signers(self) -> tuple[SignatureBlock, ...]:
        """Who signs beside each other."""
        return (self.writer, self.head)

    @property
    def table_rows(self) -> int:
        return sum(1 + len(one.lines) for one in self.rounds)

"""The score sheet of one agency as a paper (phiếu tự chấm điểm), landscape, with its evidence."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from reports.papers.base import Letterhead, SignatureBlock
from reports.papers.content import Paper, Part
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine(Part):
    """One row: a group with its sums, or a criterion with what the agency gave itself.

    Args:
        target, result: of a calculated criterion, with the unit.
        difference: with its sign; empty where the appraisal is the same.
        evidence: the places of its documents in the annexed list.
        notes: explanation, arithmetic and reasons, one text each.
    """

    code: str
    label: str
    max_text: str = ""
    target: str = ""
    result: str = ""
    own: str = ""
    appraised: str = ""
    difference: str = ""
    evidence: str = ""
    notes: tuple[str, ...] = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceText(Part):
    """One document put forward, with the criterion it proves."""

    place: str
    code: str
    title: str
    number: str = ""
    date: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfScores(Paper):
    """One agency's sheet of one cycle.

    Args:
        appraised: whether the appraisal is finished, so that its columns are printed.
        sent: such as ``Gửi lúc 17:00 ngày 15/12/2026``.
        total: in figures; ``total_words`` the same read aloud; ``total_appraised`` and
            ``total_difference`` with the appraisal.
        head: of the agency, signs on the right; left of it ``writer``.
        confirmer: confirms on the left where the table's issuer asks for it; else no position.
    """

    kind: ClassVar[str] = DocumentKind.SELF_SCORES.value
    schema: ClassVar[int] = 3
    template: ClassVar[str] = "reports/papers/self_scores.html"
    later: ClassVar[frozenset[str]] = frozenset({"total_difference"})

    letterhead: Letterhead
    bloc: str
    cycle: str
    agency: str
    table: str
    appraised: bool = False
    sent: str = ""
    lines: tuple[SheetLine, ...] = ()
    max_total: str = ""
    total: str = ""
    total_appraised: str = ""
    total_difference: str = ""
    total_words: str = ""
    evidence: tuple[EvidenceText, ...] = ()
    writer: SignatureBlock = field(default_factory=SignatureBlock)
    head: SignatureBlock = field(default_factory=SignatureBlock)
    confirmer: SignatureBlock = field(default_factory=SignatureBlock)

    def former_content(self) -> dict[str, Any] | None:
        """Return the facts as the schema before wrote them: no differences of whole groups."""
        former = Paper.former_content(self)  # the class that slots make is not what super() knows
        if former is not None:
            for line in former["lines"]:
                line["difference"] = "" if line["is_group"] else line["difference"]
        return former

    @property
    def document_title(self) -> str:
        return f"Phiếu tự chấm điểm thi đua năm {self.cycle} - {self.agency}"

    @property
    def has_results(self) -> bool:
        """Whether the columns of targets and results are worth printing."""
        return any(line.target or line.result for line in self.lines)

    @property
    def signing_order(self) -> tuple[SignatureBlock, ...]:
        """Who signs beside each other, from left to right."""
        confirmers = (self.confirmer,) if self.confirmer.position else ()
        return (*confirmers, self.writer, self.head)

    @property
    def table_rows(self) -> int:
        return len(self.lines) + len(self.evidence)

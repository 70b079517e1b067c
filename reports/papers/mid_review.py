"""The mid-year report of a bloc (báo cáo sơ kết): what is reached by now and what is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import lower_first
from reports.papers.base import Letterhead, Recipients, SignatureBlock, numerals, unit_word
from reports.papers.content import Paper, Part
from reports.papers.summary import Results, Shortcomings, Situation
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Part):
    """How far one member is with what it registered; an empty result is written in by hand."""

    agency: str
    targets: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MidReview(Paper):
    """The mid-year report of one bloc, display-ready.

    Args:
        subject: what the report is about, without the words "Báo cáo".
        half, rest: the part of the year that is over, and the one that is left, such as
            ``6 tháng đầu năm 2022`` and ``6 tháng cuối năm 2022``.
        left: what is still to be done this year, one text each.
    """

    kind: ClassVar[str] = DocumentKind.MID_REVIEW.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/mid_review.html"

    letterhead: Letterhead
    bloc: str
    half: str
    rest: str
    subject: str
    addressees: tuple[str, ...] = ()
    situation: Situation = field(default_factory=Situation)
    results: Results = field(default_factory=Results)
    progress: tuple[Progress, ...] = ()
    shortcomings: Shortcomings = field(default_factory=Shortcomings)
    left: tuple[str, ...] = ()
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    recipients: Recipients = field(default_factory=Recipients)

    @property
    def document_title(self) -> str:
        return f"Báo cáo {lower_first(self.subject)} - {self.bloc}"

    @property
    def unit(self) -> str:
        """What the members together are called: "Khối" or "Cụm"."""
        return unit_word(self.bloc)

    @property
    def closing(self) -> str:
        """The sentence that ends the report."""
        return f"Trên đây là Báo cáo {lower_first(self.subject)} của {self.bloc}./."

    @property
    def numbers(self) -> Mapping[str, str]:
        """The Roman numeral of each part that has something to say."""
        return numerals(
            {
                "situation": self.situation,
                "results": self.results,
                "progress": self.progress,
                "shortcomings": self.shortcomings,
                "left": self.left,
            }
        )

    @property
    def table_rows(self) -> int:
        return len(self.progress)

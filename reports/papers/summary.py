"""The year-end summary report of a bloc (báo cáo tổng kết), on the form of NĐ 30/2020/NĐ-CP."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from blocs.rules.writing import lower_first
from reports.papers.annexes import ReferenceLists, ScoreTable
from reports.papers.base import (
    Letterhead,
    MovementText,
    Recipients,
    SignatureBlock,
    counted,
    numerals,
    unit_word,
)
from reports.papers.content import Paper, Part
from reports.papers.results import (
    AwardCount,
    IndicatorText,
    Meeting,
    Member,
    OfficeChoice,
    Proposal,
    Ranking,
    tells,
)
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Part):
    """I. Who the members are and under what conditions they worked."""

    intro: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    member_count: str = ""
    advantages: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()

    @property
    def tells_count(self) -> bool:
        """Whether the words already say how many members there are."""
        return tells(self.intro, f"{self.member_count} đơn vị thành viên")

    @property
    def officers(self) -> tuple[Member, ...]:
        """The members that hold an office of the bloc, the head before the deputies."""
        holders = [member for member in self.members if member.office]
        return tuple(sorted(holders, key=lambda member: member.office.startswith("Phó")))


@dataclass(frozen=True, slots=True)
class Highlight(Part):
    """What one agency achieved, in words; without an agency it speaks of the whole bloc."""

    text: str
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results(Part):
    """II. What the year brought."""

    political_intro: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    indicators: tuple[IndicatorText, ...] = ()
    party_government: tuple[str, ...] = ()
    movements_intro: tuple[str, ...] = ()
    movements: tuple[MovementText, ...] = ()
    awards_intro: tuple[str, ...] = ()
    awards: tuple[AwardCount, ...] = ()
    activity: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def untold_indicators(self) -> tuple[IndicatorText, ...]:
        """The indicators whose figures the words do not give; the annex has them all."""
        return tuple(
            one for one in self.indicators if not tells(self._words_on(one.agency), *one.figures)
        )

    def _words_on(self, agency: str) -> Iterator[str]:
        """Yield what may tell of an agency: all but the words on another one."""
        yield from self.political_intro
        yield from (one.text for one in self.highlights if one.agency in {"", agency})

    @property
    def untold_awards(self) -> tuple[AwardCount, ...]:
        """The counted awards that the words do not give."""
        return tuple(one for one in self.awards if not tells(self.awards_intro, *one.figures))

    @property
    def numbers(self) -> Mapping[str, int]:
        """The Arabic number of each subsection that has something to say."""
        return counted(
            {
                "political": self.political_intro or self.highlights or self.indicators,
                "party_government": self.party_government,
                "movements": self.movements_intro or self.movements,
                "awards": self.awards_intro or self.awards,
                "activity": self.activity or self.meetings,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcomings(Part):
    """III. What was not done well, and why."""

    shortcomings: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear(Part):
    """IV. Where the bloc goes next year: numbered tasks and named movements."""

    intro: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    movements: tuple[MovementText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Part):
    """V. Scores, ranking, proposals and the offices of next year."""

    process: tuple[str, ...] = ()
    ranking: Ranking = field(default_factory=Ranking)
    proposals_intro: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    offices_intro: tuple[str, ...] = ()
    offices: tuple[OfficeChoice, ...] = ()

    @property
    def numbers(self) -> Mapping[str, int]:
        """The Arabic number of each subsection that has something to say."""
        return counted(
            {
                "scores": self.process or self.ranking,
                "proposals": self.proposals_intro or self.proposals,
                "offices": self.offices_intro or self.offices,
            }
        )

    @property
    def offices_heading(self) -> str:
        """The offices that the part names, as its heading lists them."""
        return ", ".join(dict.fromkeys(office.role for office in self.offices)) or "Chức danh"

    @property
    def proposals_have_remarks(self) -> bool:
        """Whether the column of remarks is worth printing."""
        return any(proposal.remarks for proposal in self.proposals)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReport(Paper):
    """The year-end summary report of one bloc, display-ready.

    Args:
        bloc: the bloc's full name, such as ``Khối thi đua Tổng hợp``.
        cycle: the cycle summed up, as it stands after the word "năm": ``2022``, or
            ``học 2025-2026``.
        next_cycle: the cycle that follows, written the same way.
        subject: what the report is about, without the words "Báo cáo".
        opening: paragraphs before part I.
        petitions: part VI, what the bloc asks of the province.
    """

    kind: ClassVar[str] = DocumentKind.SUMMARY_REPORT.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/summary.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    next_cycle: str
    subject: str
    addressees: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    situation: Situation = field(default_factory=Situation)
    results: Results = field(default_factory=Results)
    shortcomings: Shortcomings = field(default_factory=Shortcomings)
    next_year: NextYear = field(default_factory=NextYear)
    review: Review = field(default_factory=Review)
    petitions: tuple[str, ...] = ()
    signature: SignatureBlock
    recipients: Recipients = field(default_factory=Recipients)
    scores: ScoreTable = field(default_factory=ScoreTable)
    references: ReferenceLists = field(default_factory=ReferenceLists)

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
                "shortcomings": self.shortcomings,
                "next_year": self.next_year,
                "review": self.review,
                "petitions": self.petitions,
            }
        )

    @property
    def annexes(self) -> Mapping[str, str]:
        """The heading of each annex: "Phụ lục" alone, or with a numeral when there are more."""
        present = numerals(
            {
                "scores": self.scores,
                "indicators": self.results.indicators,
                "references": self.references,
            }
        )
        if len(present) == 1:
            return dict.fromkeys(present, "Phụ lục")
        return {name: f"Phụ lục {numeral}" for name, numeral in present.items()}

    @property
    def table_rows(self) -> int:
        indicator_rows = sum(indicator.table_rows for indicator in self.results.indicators)
        lists = (self.review.ranking.rows, self.review.proposals)
        own_rows = sum(len(rows) for rows in lists)
        return own_rows + indicator_rows + self.scores.table_rows + self.references.table_rows

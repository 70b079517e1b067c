"""Pieces of the summary report: members, results in numbers, meetings, ranking, proposals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from blocs.rules.writing import lower_first
from reports.papers.content import Part

_WHOLE = r"(?<!\d)(?<!\d[.,]){}(?![.,]?\d)"  # "5%" is not told by "15%" or "2,5%"


def tells(lines: Iterable[str], *figures: str) -> bool:
    """Say whether one of the lines gives all the figures, so that no list need repeat them."""
    wanted = [re.compile(_WHOLE.format(re.escape(one))) for one in figures]
    bare = (line.replace("**", "") for line in lines)
    return bool(wanted) and any(all(one.search(line) for one in wanted) for line in bare)


@dataclass(frozen=True, slots=True)
class Member(Part):
    """A member agency; ``office`` is its office of the bloc, such as ``Trưởng khối``."""

    agency: str
    office: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineText(Part):
    """A plan that a result is compared with.

    Args:
        issuer: who set it, such as ``Bộ Tài chính``; may be empty.
        label: what it is called, such as ``dự toán`` or ``chỉ tiêu``.
        value_text: the plan itself, such as ``5.591,8 tỷ đồng``; may be empty.
        ratio_text: how far it was reached, such as ``gần 130%``; may be empty.
    """

    issuer: str = ""
    label: str = "kế hoạch"
    value_text: str = ""
    ratio_text: str = ""

    @property
    def plan(self) -> str:
        """The plan by its name, such as ``dự toán Bộ Tài chính giao``."""
        return f"{self.label} {self.issuer} giao" if self.issuer else self.label

    @property
    def clause(self) -> str:
        """The comparison as part of a sentence."""
        if not self.ratio_text:
            return f"{self.plan}: {self.value_text}"
        plan = f"{self.plan} ({self.value_text})" if self.value_text else self.plan
        return f"{reached_text(self.ratio_text)} so với {plan}"


def reached_text(ratio: str) -> str:
    """Write how far a plan was reached: "ước đạt 158%", never "đạt ước 158%"."""
    estimate = "ước "
    if ratio.startswith(estimate):
        return f"{estimate}đạt {ratio.removeprefix(estimate)}"
    return f"đạt {ratio}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorText(Part):
    """A result in numbers with everything it is compared with.

    Args:
        agency: whose result it is; empty for the whole bloc or province.
        value_text: such as ``gần 10.500 tỷ đồng``; may be empty.
        year_on_year: such as ``tăng 2% so với cùng kỳ``; may be empty.
    """

    name: str
    agency: str = ""
    value_text: str = ""
    baselines: tuple[BaselineText, ...] = ()
    year_on_year: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """The whole result as one sentence, without a full stop."""
        name = f"{self.agency}: {lower_first(self.name)}" if self.agency else self.name
        result = f"{name} {self.value_text}".strip()
        comparisons = (*(line.clause for line in self.baselines), self.year_on_year, self.note)
        return "; ".join(text for text in (result, *comparisons) if text)

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text has to say so that the sentence need not be printed beside it."""
        plans = (
            reached_text(line.ratio_text) if line.ratio_text else line.value_text
            for line in self.baselines
        )
        return tuple(text for text in (self.value_text, *plans, self.year_on_year) if text)

    @property
    def first_baseline(self) -> BaselineText:
        """The plan printed beside the result in the annex; empty where there is none."""
        return self.baselines[0] if self.baselines else BaselineText(label="")

    @property
    def table_rows(self) -> int:
        """How many rows of the annex the result takes."""
        return max(1, len(self.baselines))


@dataclass(frozen=True, slots=True)
class AwardCount(Part):
    """How many members received an award: the award and, such as, ``03 đơn vị``."""

    award: str
    count_text: str

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text has to say so that the line need not be printed beside it."""
        return (self.award, self.count_text.partition(" (")[0])


@dataclass(frozen=True, slots=True)
class Guest(Part):
    """A guest by office, with what the guest came for, such as ``phát biểu chỉ đạo``."""

    office: str
    role: str = ""

    @property
    def text(self) -> str:
        """The guest as listed in the report."""
        return f"{self.office} ({self.role})" if self.role else self.office


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Part):
    """One event; it may be several kinds of meeting at once.

    Args:
        time_text: such as ``chiều ngày 24/02/2023``.
        kinds: such as ``tổng kết``, ``ký kết giao ước thi đua``.
        attendance: members by agency with what they did, such as ``Cục Thuế (chủ trì)``.
        conclusions: what the leader who attended concluded or asked for.
    """

    name: str
    kinds: tuple[str, ...] = ()
    time_text: str = ""
    place: str = ""
    attendance: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    conclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRow(Part):
    """One place of the ranking; points stay empty where only places were published."""

    rank: str
    agency: str
    self_text: str = ""
    appraised_text: str = ""
    final_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unranked(Part):
    """A member that is not ranked, and why."""

    agency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Part):
    """The published ranking; ``depth_note`` says when only the first places are published."""

    rows: tuple[RankingRow, ...] = ()
    unranked: tuple[Unranked, ...] = ()
    depth_note: str = ""
    sample: bool = False

    @property
    def has_points(self) -> bool:
        """Whether any row gives points, so that the columns are worth printing."""
        return any(row.self_text or row.appraised_text or row.final_text for row in self.rows)

    @property
    def has_notes(self) -> bool:
        """Whether any row has a note, so that the column is worth printing."""
        return any(row.note for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Part):
    """A member proposed for an award, which may still be one of several.

    Args:
        award: empty while it is not decided.
        options: the awards under discussion while it is not decided.
    """

    agency: str
    award: str = ""
    options: tuple[str, ...] = ()
    points_text: str = ""
    votes_text: str = ""
    note: str = ""

    @property
    def award_text(self) -> str:
        """The award, or that it is not decided and between which awards."""
        if self.award:
            return self.award
        options = f" ({' hoặc '.join(self.options)})" if self.options else ""
        return f"Chưa xác định{options}"

    @property
    def remarks(self) -> str:
        """Points, votes and note in one cell."""
        points = f"{self.points_text} điểm" if self.points_text else ""
        votes = f"{self.votes_text} phiếu" if self.votes_text else ""
        return "; ".join(text for text in (points, votes, self.note) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChoice(Part):
    """Who leads the bloc next year: role, agency, status and way of selection."""

    role: str
    agency: str
    status: str = ""
    selection: str = ""

    @property
    def sentence(self) -> str:
        """The choice as listed in the report, without a full stop."""
        known = "; ".join(text for text in (self.status, self.selection) if text)
        return f"{self.role}: {self.agency} ({known})" if known else f"{self.role}: {self.agency}"

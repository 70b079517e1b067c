"""The answer for one member and one award: Đủ, Chưa đủ or Cần xác nhận, with all it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from awards.rules.eligibility.case import Case
from awards.rules.eligibility.conditions import Condition
from awards.rules.eligibility.finding import Finding, year_text
from awards.rules.eligibility.kinds import find
from awards.states import Answer
from blocs.rules.writing import date_text
from blocs.states import CycleKind

SCHEMA = "thi-dua/eligibility/1"
NO_RULES = "Phần mềm chưa có điều kiện riêng nào của hình thức này đang có hiệu lực vào ngày {day}."
_RANK = {Answer.MET: 0, Answer.UNCLEAR: 1, Answer.NOT_MET: 2}


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody of the province compared the condition with the text of the law, or took it back."""

    verified: bool
    who: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody settled on record what the data left open."""

    met: bool
    who: str
    on: date
    note: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition with what was found, who checked the rule and who settled the finding.

    ``finding`` is what counts, after a confirmation; ``confirmation`` is set where it settled
    what the data left open, ``set_aside`` where the data now speaks for itself.
    """

    condition: Condition
    finding: Finding
    check: Check | None = None
    confirmation: Confirmation | None = None
    set_aside: Confirmation | None = None

    @property
    def is_verified(self) -> bool:
        return self.check is not None and self.check.verified

    @property
    def asks_people(self) -> bool:
        """Whether somebody may settle it on record, or has."""
        return self.confirmation is not None or self.finding.asks_people

    @property
    def blocks(self) -> bool:
        """Whether the line by itself stands in the way: no warning, verified, and not met."""
        is_rule = self.is_verified and not self.condition.is_warning
        return is_rule and self.finding.answer is Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the award: its own lines after those common to all; warnings decide nothing."""

    name: str
    lines: tuple[Line, ...]

    @property
    def deciding(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.condition.is_warning)

    @property
    def answer(self) -> Answer:
        found = {line.finding.answer for line in self.deciding}
        if Answer.NOT_MET in found:
            return Answer.NOT_MET
        return Answer.MET if found == {Answer.MET} and self.is_told else Answer.UNCLEAR

    @property
    def is_told(self) -> bool:
        """Whether a condition says who deserves this very award; all others only exclude."""
        return any(line.condition.deserves for line in self.deciding)

    @property
    def blocking(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.blocks)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer for one member and award by the rules of one day; the best route comes first."""

    award: str
    award_name: str
    agency_name: str
    day: date
    cycle_kind: CycleKind
    routes: tuple[Route, ...]

    @property
    def best(self) -> Route:
        return self.routes[0]

    @property
    def answer(self) -> Answer:
        return self.best.answer

    @property
    def warnings(self) -> tuple[Line, ...]:
        """The warnings of the best route that are not met or open."""
        return tuple(
            line
            for line in self.best.lines
            if line.condition.is_warning and line.finding.answer is not Answer.MET
        )

    @property
    def unverified(self) -> int:
        """How many conditions the answer rests on that nobody has verified."""
        return sum(not line.is_verified for line in self.best.deciding)

    @property
    def earliest(self) -> str:
        """The first year in which all that is not met can hold; empty where nobody can know."""
        short = [one for one in self.best.deciding if one.finding.answer is Answer.NOT_MET]
        years = [line.finding.earliest for line in short]
        known = [year for year in years if year is not None]
        if not known or len(known) < len(years):
            return ""
        return year_text(max(known), self.cycle_kind)

    @property
    def short(self) -> tuple[Line, ...]:
        """The conditions of the best route that are not met or open."""
        lines = self.best.deciding
        return tuple(line for line in lines if line.finding.answer is not Answer.MET)

    @property
    def untold(self) -> str:
        """That no rule says who deserves the award on the day; empty when one does."""
        return "" if self.best.is_told else NO_RULES.format(day=date_text(self.day))

    @property
    def missing(self) -> tuple[str, ...]:
        """What the best route lacks, in sentences; without any rules in force, just that."""
        said = tuple(line.finding.missing for line in self.short)
        return (*said, self.untold) if self.untold else said

    @property
    def blocks(self) -> str:
        """Why the member may not be proposed; empty when nothing verified stands in the way.

        Every route must be shut by a verified condition: what nobody compared with the text of
        the law warns and never blocks.
        """
        if not all(route.blocking for route in self.routes):
            return ""
        said = "; ".join(
            f"{line.condition.wording.rstrip('.')} ({line.condition.citation}): "
            f"{line.finding.missing.rstrip('.')}"
            for line in self.best.blocking
        )
        return f"{self.agency_name} chưa đủ điều kiện {self.award_name}: {said}."

    def as_content(self) -> dict[str, Any]:
        """Return the judgement as JSON, to be kept with a proposal."""
        return {
            "schema": SCHEMA,
            "award": self.award,
            "award_name": self.award_name,
            "agency_name": self.agency_name,
            "day": self.day.isoformat(),
            "answer": self.answer.value,
            "blocks": self.blocks,
            "missing": list(self.missing),
            "earliest": self.earliest,
            "routes": [_written_route(route) for route in self.routes],
        }


def judge(
    conditions: Iterable[Condition],
    case: Case,
    *,
    checks: Mapping[int, Check],
    confirmations: Mapping[int, Confirmation],
) -> Judgement:
    """Return the answer for one member and award.

    Args:
        conditions: those in force for the season's province on its day, of all awards.
        checks: the latest one of each condition, by its number.
        confirmations: the latest of each condition about this member, by its number.
    """
    mine = _of_award(list(conditions), case)
    lines = [settled(one, find(one.kind, one.params, case), checks, confirmations) for one in mine]
    common = tuple(line for line in lines if not line.condition.route)
    names = list(dict.fromkeys(one.route for one in mine if one.route)) or [""]
    routes = [
        Route(name, common + tuple(line for line in lines if line.condition.route == name and name))
        for name in names
    ]
    return Judgement(
        award=case.award.code,
        award_name=case.award.name,
        agency_name=case.member.name,
        day=case.season.day,
        cycle_kind=case.season.cycle_kind,
        routes=tuple(sorted(routes, key=_by_distance)),
    )


def _of_award(conditions: list[Condition], case: Case) -> list[Condition]:
    """Keep the conditions of every award, with the award's own or those of what it counts as."""
    codes = {case.award.code}
    if not any(one.award in codes and one.deserves for one in conditions):
        codes |= {case.award.stands_for} - {""}
    return [one for one in conditions if one.award is None or one.award in codes]


def settled(
    condition: Condition,
    finding: Finding,
    checks: Mapping[int, Check],
    confirmations: Mapping[int, Confirmation],
) -> Line:
    """Return the line of a condition.

    A confirmation settles only what the data leaves open, and nothing that another step of
    the year settles by itself.
    """
    line = Line(condition, finding, checks.get(condition.id))
    said = confirmations.get(condition.id)
    if said is None:
        return line
    if not finding.asks_people:
        return replace(line, set_aside=said)
    answer = Answer.MET if said.met else Answer.NOT_MET
    missing = "" if said.met else "Đã xác nhận là không đạt."
    return replace(
        line, finding=replace(finding, answer=answer, missing=missing), confirmation=said
    )


def _by_distance(route: Route) -> tuple[int, bool, int, int]:
    """Order the routes: the better answer first, then the usual before the exceptional ones."""
    answers = [line.finding.answer for line in route.deciding]
    return (
        _RANK[route.answer],
        any(line.finding.is_presumed for line in route.deciding),
        answers.count(Answer.NOT_MET),
        answers.count(Answer.UNCLEAR),
    )


def _written_route(route: Route) -> dict[str, Any]:
    return {
        "route": route.name,
        "answer": route.answer.value,
        "lines": [_written_line(line) for line in route.lines],
    }


def _written_line(line: Line) -> dict[str, Any]:
    condition, finding = line.condition, line.finding
    return {
        "condition": condition.id,
        "kind": condition.kind.value,
        "wording": condition.wording,
        "citation": condition.citation,
        "source": condition.source,
        "is_warning": condition.is_warning,
        "verified": line.is_verified,
        "checked": _written(line.check),
        "answer": finding.answer.value,
        "used": list(finding.used),
        "apart": list(finding.apart),
        "missing": finding.missing,
        "earliest": finding.earliest,
        "confirmed": _written(line.confirmation),
    }


def _written(said: Check | Confirmation | None) -> dict[str, Any] | None:
    return None if said is None else {**asdict(said), "on": said.on.isoformat()}

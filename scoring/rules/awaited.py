"""Points that are provisional: other members' results are still to come."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from scoring.rules.facts import LineFacts
from scoring.rules.final import final_of, layers_counted, scored_for
from scoring.rules.formulas import members_awaited
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind, Scorer

Lines = Mapping[str, LineFacts]  # one criterion's lines by member
Counts = Mapping[str, int]
_NOBODY: Counts = {}


@dataclass(frozen=True, slots=True)
class Awaited:
    """How many members have no result yet that the points of a layer depend on.

    0 means that nobody's missing result can move the points any more.
    """

    own: int = 0
    appraised: int = 0
    province: int = 0
    sector: int = 0
    final: int = 0


SETTLED = Awaited()
# What the layers that final points are taken from are called in ``Awaited``.
_NAMES: Mapping[str, str] = {
    "self": "own",
    "appraised": "appraised",
    "province": "province",
    "sector": "sector",
}
_NOT_YET: Mapping[str, str] = {
    "own": "báo cáo kết quả",
    "appraised": "được thẩm định",
    "province": "được chấm",
    "sector": "được chấm",
    "final": "có kết quả",
}


def awaited_of(node: Node, lines: Lines, rules: TableRules) -> dict[str, Awaited]:
    """Return what the points of one criterion still wait for, by member.

    A line that is not assigned takes no part, and a sector agency is not awaited for itself:
    it does not score its own line.

    Args:
        lines: all members' lines of the criterion in the season.
    """
    if node.kind is not CriterionKind.LEADER_RELATIVE:
        return {}
    held = {code: line for code, line in lines.items() if line.assigned}

    def counted(scorers: Iterable[Scorer], result_of: Callable[[LineFacts], Result]) -> Counts:
        if node.scored_by not in scorers:
            return _NOBODY
        return members_awaited(node, {code: result_of(line) for code, line in held.items()})

    by_agency = (Scorer.AGENCY,)
    own = counted(by_agency, lambda line: line.result_self)
    appraised = counted((*by_agency, Scorer.SECRETARIAT), lambda line: line.result_appraised)
    province = counted((Scorer.PROVINCE,), lambda line: line.result_province)
    sector = _by_sector(node, held)
    return {
        code: _final(
            Awaited(*(counts.get(code, 0) for counts in (own, appraised, province, sector))),
            scored_for(node, code),
            line,
            rules,
        )
        for code, line in held.items()
    }


def most_awaited(found: Iterable[Awaited]) -> Awaited:
    """Return what a sum waits for: of each layer the largest number among its parts."""
    parts = list(found)
    return Awaited(
        *(max((getattr(one, each.name) for one in parts), default=0) for each in fields(Awaited))
    )


def awaited_words(awaited: Awaited, layer: str, *, is_sum: bool = False) -> str:
    """Say why points are provisional; empty when nobody's result is still to come.

    Args:
        layer: a field of ``Awaited``.
        is_sum: they are the points of a group or a sheet, not of one criterion.
    """
    count = getattr(awaited, layer)
    if not count:
        return ""
    place = "ở tiêu chí so sánh giữa các đơn vị" if is_sum else "tiêu chí này"
    return f"còn {count} đơn vị chưa {_NOT_YET[layer]} {place}"


def why_provisional(awaited: Awaited, *, is_sum: bool = False) -> str:
    """Say it of points that stand in several layers beside each other: the most telling reason."""
    words = (awaited_words(awaited, one, is_sum=is_sum) for one in ("appraised", "own", "final"))
    return next(filter(None, words), "")


def _by_sector(node: Node, held: Lines) -> Counts:
    """Count agency by agency that gave results; points are averaged, so the most are awaited."""
    found: dict[str, int] = {}
    for scorer in {scorer for line in held.values() for scorer in line.sector_actual}:
        results = {code: _given_by(scorer, line) for code, line in held.items() if code != scorer}
        for code, count in members_awaited(node, results).items():
            found[code] = max(found.get(code, 0), count)
    return found


def _given_by(scorer: str, line: LineFacts) -> Result:
    actual: Decimal | None = line.sector_actual.get(scorer)
    return Result(actual=actual, target=line.result_self.target)


def _final(awaited: Awaited, node: Node, line: LineFacts, rules: TableRules) -> Awaited:
    """Add what the final points wait for: what the layers do that they are taken from."""
    if final_of(node, line, rules) is None:
        return awaited
    layers = (_NAMES.get(layer, "") for layer in layers_counted(node, line, rules))
    return replace(awaited, final=max((getattr(awaited, one, 0) for one in layers), default=0))

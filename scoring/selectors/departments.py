"""Which department prepares a criterion, and did before: in another year, by an earlier table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring.models import Criterion, ScoreLine, ScoreSheet
from scoring.selectors.lineage import MOST_STEPS
from scoring.states import CriterionKind


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """A line of the agency, and the groups that begin above it, the widest first."""

    line: ScoreLine
    begins: tuple[Criterion, ...]


def assigned_lines(sheet: ScoreSheet) -> list[AssignedLine]:
    """Return the lines that are the agency's, in the table's order. Two queries."""
    rows = sheet.lines.filter(is_assigned=True).select_related("criterion")
    lines = list(rows.order_by("criterion__position"))
    tables = {line.criterion.table_id for line in lines}
    groups = Criterion.objects.filter(table__in=tables, kind=CriterionKind.GROUP.value)
    waiting = list(groups.order_by("position"))
    found = []
    for line in lines:
        above = [one for one in waiting if line.criterion.key.startswith(f"{one.key}.")]
        waiting = [one for one in waiting if one not in above]
        found.append(AssignedLine(line, tuple(above)))
    return found


def former_departments(
    criteria: Collection[int], agencies: Collection[int]
) -> dict[tuple[int, int], str]:
    """Return the department by agency and criterion, as it was last.

    Each agency's latest year with the same table counts, else with the nearest table that the
    criteria continue. Two queries a step.
    """
    found: dict[tuple[int, int], str] = {}
    reached: Mapping[int, int] = {pk: pk for pk in criteria}
    left = set(agencies)
    for _ in range(MOST_STEPS):
        if not reached or not left:
            break
        known = _said(set(reached.values()), left)
        for new, old in reached.items():
            named = {agency: known.get((agency, old), "") for agency in left}
            found |= {(agency, new): text for agency, text in named.items() if text}
        left -= {agency for agency, _ in known}
        reached = _earlier(reached)
    return found


def _said(criteria: Collection[int], agencies: Collection[int]) -> dict[tuple[int, int], str]:
    lines = ScoreLine.objects.filter(criterion__in=criteria, sheet__agency__in=agencies)
    rows = lines.exclude(department="").order_by("sheet__season__cycle__starts_on", "pk")
    return {
        (agency, criterion): text
        for agency, criterion, text in rows.values_list("sheet__agency", "criterion", "department")
    }


def _earlier(reached: Mapping[int, int]) -> dict[int, int]:
    """Return which criterion of the table before each one continues."""
    rows = Criterion.objects.filter(pk__in=set(reached.values()))
    origins: dict[int, int | None] = dict(rows.values_list("pk", "origin"))
    found = {new: origins.get(old) for new, old in reached.items()}
    return {new: origin for new, origin in found.items() if origin is not None}

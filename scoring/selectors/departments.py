"""Which department prepared a criterion before: in another year, or by an earlier table."""

from collections.abc import Collection, Mapping

from scoring.models import Criterion, ScoreLine
from scoring.selectors.lineage import MOST_STEPS


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

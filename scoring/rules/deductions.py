"""What is taken off a total, each by its own line; the raw total is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.facts import Member
from scoring.rules.settings import Condition, LateRange, TableRules
from scoring.states import ConditionKind, Effect

ZERO = Decimal(0)
LATE = "late"


@dataclass(frozen=True, slots=True)
class Deduction:
    """One deduction in points; ``code`` is ``late`` or the condition's, ``source`` why."""

    code: str
    label: str
    points: Decimal
    source: str = ""


def late_points(ranges: Sequence[LateRange], days: int) -> Decimal:
    """Return the points to take off for a sheet sent some days late.

    Args:
        ranges: in order of their days; the last one that has begun counts.
        days: whole days late; 0 is in time.

    Source: docs/sources.md#late.
    """
    begun = [late.points for late in ranges if late.from_days <= days]
    return begun[-1] if begun else ZERO


def sheet_deductions(member: Member, rules: TableRules) -> list[Deduction]:
    """Return what a late sheet and confirmed facts cost, in points; each fact counts."""
    found = []
    late = late_points(rules.late, member.days_late)
    if late:
        found.append(Deduction(LATE, f"Gửi phiếu chậm {member.days_late} ngày", late))
    return found + [
        deducted(condition, fact.text)
        for condition in costing(rules.conditions)
        if condition.kind is ConditionKind.DECLARED
        for fact in member.facts
        if fact.condition == condition.code
    ]


def costing(conditions: Iterable[Condition]) -> list[Condition]:
    """Return the conditions that take points off."""
    return [condition for condition in conditions if condition.effect is Effect.DEDUCT]


def deducted(condition: Condition, why: str) -> Deduction:
    """Return the deduction of a condition that holds."""
    points = condition.points or ZERO
    source = "; ".join(text for text in (why, condition.source) if text)
    return Deduction(condition.code, condition.label, points, source)


def reduced(total: Decimal, deductions: Iterable[Deduction]) -> Decimal:
    """Return the total less the deductions, never below zero."""
    return max(total - sum((one.points for one in deductions), start=ZERO), ZERO)

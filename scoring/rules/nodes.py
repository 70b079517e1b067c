"""One criterion of a table, and the families that its kind may belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scoring.states import CriterionKind, Direction, Scorer

ZERO = Decimal(0)
# What a step is where nobody says one; it may stand on a criterion that is worth less.
USUAL_STEP = Decimal("0.25")
EXTRA_KINDS = frozenset(
    {
        CriterionKind.BONUS,
        CriterionKind.PENALTY,
        CriterionKind.BONUS_PENALTY,
        CriterionKind.AWARD_BONUS,
    }
)
JUDGED_KINDS = frozenset(
    {
        CriterionKind.MANUAL,
        CriterionKind.PASS_FAIL,
        CriterionKind.OPTIONS,
        CriterionKind.BONUS,
        CriterionKind.PENALTY,
    }
)
# Judged too, but nobody types points between: the table says which there are.
STEPLESS_KINDS = frozenset({CriterionKind.PASS_FAIL, CriterionKind.OPTIONS})


@dataclass(frozen=True, slots=True)
class Node:
    """One criterion; ``key`` joins the codes from the root, ``step`` and maximum in points.

    ``rule`` holds the formula's parameters as ``rules.formulas`` reads them, ``unit`` is that
    of the result, ``sector`` the code of the agency that scores a criterion of its field.
    """

    key: str
    parent_key: str | None
    code: str
    label: str
    kind: CriterionKind
    max_points: Decimal
    step: Decimal = USUAL_STEP
    guidance: str = ""
    min_points: Decimal = ZERO
    unit: str = ""
    direction: Direction = Direction.HIGHER
    scored_by: Scorer = Scorer.AGENCY
    sector: str = ""
    rule: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_group(self) -> bool:
        return self.kind is CriterionKind.GROUP

    @property
    def is_calculated(self) -> bool:
        """Say whether people type a result, from which the points follow."""
        return not self.is_group and self.kind not in JUDGED_KINDS

    @property
    def is_scored_by_agency(self) -> bool:
        return self.scored_by is Scorer.AGENCY

    @property
    def needs_points(self) -> bool:
        """Say whether a sheet is incomplete while this line is empty."""
        return not self.is_group and self.kind not in EXTRA_KINDS and self.is_scored_by_agency

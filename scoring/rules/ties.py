"""What parts equal totals, by the written rules of the table and in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.rules.arithmetic import Number
from scoring.rules.settings import TieRule
from scoring.states import TieKind

ZERO = Decimal(0)
BY_POINTS = "points"
_WORDS: Mapping[TieKind, str] = {
    TieKind.FEWER_PENALTIES: "Điểm trừ ít hơn",
    TieKind.HIGHER_BONUS: "Điểm thưởng cao hơn",
    TieKind.MORE_VOTES: "Tỷ lệ phiếu cao hơn",
    TieKind.DECISION: "Theo quyết định đã ghi nhận",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the tie rules look at: points of groups, additions, what was taken off, votes.

    Without a vote the member stands behind those that have one; without a place of a recorded
    decision too.
    """

    groups: Mapping[str, Decimal | None]
    bonus: Decimal
    taken_off: Decimal
    vote: Fraction | None
    place: int | None


def tie_values(ties: Sequence[TieRule], standing: Standing) -> tuple[Number, ...]:
    """Return one value for each rule, the higher one standing first.

    Source: docs/sources.md#ties.
    """
    return tuple(_value(tie, standing) for tie in ties)


def tie_name(tie: TieRule) -> str:
    """Return the rule as it is frozen: ``higher_group:I``, ``decision``."""
    return f"{tie.kind.value}:{tie.key}" if tie.key else tie.kind.value


def tie_words(name: str, labels: Mapping[str, str]) -> str:
    """Return the rule of a frozen name in words; nothing for no rule.

    Args:
        name: as of ``tie_name``, or ``points``.
        labels: of the criteria by key.
    """
    if not name:
        return ""
    if name == BY_POINTS:
        return "Tổng điểm cao hơn"
    kind, _, key = name.partition(":")
    if TieKind(kind) is not TieKind.HIGHER_GROUP:
        return _WORDS[TieKind(kind)]
    label = labels.get(key, "")
    return f"Điểm nhóm {key} cao hơn ({label})" if label else f"Điểm nhóm {key} cao hơn"


def _value(tie: TieRule, standing: Standing) -> Number:
    match tie.kind:
        case TieKind.HIGHER_GROUP:
            return standing.groups.get(tie.key) or ZERO
        case TieKind.FEWER_PENALTIES:
            return -standing.taken_off
        case TieKind.HIGHER_BONUS:
            return standing.bonus
        case TieKind.MORE_VOTES:
            return Decimal(-1) if standing.vote is None else standing.vote
        case TieKind.DECISION:
            return Decimal("-Infinity") if standing.place is None else Decimal(-standing.place)

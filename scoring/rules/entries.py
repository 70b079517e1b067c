"""What a person may type into a line, layer by layer: points, a result, or nothing."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from blocs.rules.numbers import (
    IF_TOO_LONG,
    MOST_DIGITS,
    NumberError,
    has_room,
    read_number,
    typed_number,
)
from scoring.rules.nodes import JUDGED_KINDS
from scoring.rules.points import parse_points
from scoring.states import CriterionKind, Layer, Scorer

WHOLE_KINDS = frozenset({CriterionKind.COUNT, CriterionKind.BONUS_PENALTY})
_ALWAYS_MEASURED = frozenset(
    {CriterionKind.PROPORTIONAL, CriterionKind.LEADER_RELATIVE, CriterionKind.STEP}
)
# Whose lines a layer may write into; the province overrules everybody.
_OPEN_TO: Mapping[Layer, frozenset[Scorer]] = {
    Layer.SELF: frozenset({Scorer.AGENCY}),
    Layer.APPRAISED: frozenset({Scorer.AGENCY, Scorer.SECRETARIAT}),
    Layer.PROVINCE: frozenset(Scorer),
}


class Entry(StrEnum):
    """What a layer takes from a person for one line."""

    POINTS = "points"
    RESULT = "result"
    WORDS = "words"  # only words: the points follow from elsewhere
    NOTHING = "nothing"


class ResultError(ValueError):
    """The result cannot be accepted; the message is the sentence to show."""


def entry_of(kind: CriterionKind, scored_by: Scorer, layer: Layer, *, is_assigned: bool) -> Entry:
    """Return what the layer takes for a line of this kind.

    The points of a calculated kind follow from its result. The province overrules with points;
    it gives a result only where it is the one who scores.
    """
    if not is_assigned or scored_by not in _OPEN_TO[layer]:
        return Entry.NOTHING
    if kind in JUDGED_KINDS:
        return Entry.POINTS
    if layer is Layer.PROVINCE and (
        scored_by is not Scorer.PROVINCE or kind is CriterionKind.AWARD_BONUS
    ):
        return Entry.POINTS
    return Entry.WORDS if kind is CriterionKind.AWARD_BONUS else Entry.RESULT


def has_minus(kind: CriterionKind) -> bool:
    """Say whether the result also counts events that take points off."""
    return kind is CriterionKind.BONUS_PENALTY


def uses_target(kind: CriterionKind, rule: Mapping[str, Any]) -> bool:
    """Say whether a result of this kind is measured against a target."""
    if kind is CriterionKind.TIERS:
        return rule.get("measure") == "percent_of_target"
    return kind in _ALWAYS_MEASURED


def parse_result(text: str) -> Decimal | None:
    """Read a result as people write it: ``95,5``, ``-2``, ``5.591,8``; nothing is no result.

    Raises:
        ResultError: not a number, or more than four places after the comma. A single dot with
            three digits behind it is refused: it may mean thousands.
    """
    try:
        return read_number(text)
    except NumberError as error:
        raise ResultError(
            "Kết quả ghi bằng chữ số, tối đa bốn chữ số sau dấu phẩy, ví dụ 95,5 hoặc 5591,8."
        ) from error


def result_text(value: Decimal | None) -> str:
    """Write a result as it stands in a cell: ``5591,8``, without dots between thousands."""
    return typed_number(value)


def result_fault(value: Decimal | None, kind: CriterionKind) -> str:
    """Return why the result cannot stand; empty when it can."""
    if value is None:
        return ""
    if not has_room(value, whole=14, places=4):
        return (
            "kết quả có tối đa 14 chữ số trước và bốn chữ số sau dấu phẩy, cả thảy "
            f"{MOST_DIGITS} chữ số; {IF_TOO_LONG}."
        )
    if kind in WHOLE_KINDS and (value < 0 or value != value.to_integral_value()):
        return "số lần phải là số nguyên, không âm."
    return ""


def parse_signed_points(text: str) -> Decimal | None:
    """Read points that may be below zero, as ``parse_points`` reads the others.

    Raises:
        PointsError: not a number, or more than two places after the comma.
    """
    written = text.strip()
    if written[:1] not in {"-", "−"}:
        return parse_points(written)
    size = parse_points(written[1:])
    return None if size is None else -size

"""Small words and signs of the score table."""

from dataclasses import dataclass
from decimal import Decimal

from django import template

from blocs.rules.writing import number_text, points_text
from scoring.rules.tree import Node
from scoring.selectors import LayerPoints
from scoring.states import CriterionKind, Layer

register = template.Library()
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two layers are apart, with its sign; empty while one of them is missing."""

    text: str = ""
    is_up: bool = False
    is_down: bool = False


@register.simple_tag
def difference(points: LayerPoints, layer: str) -> Difference:
    """Return the bloc's points less the claim, or the province's less what counted before."""
    if layer == Layer.PROVINCE:
        before = points.appraised if points.appraised is not None else points.own
        return _between(before, points.province)
    return _between(points.own, points.appraised)


def _between(before: Decimal | None, after: Decimal | None) -> Difference:
    if after is None or before == after:
        return Difference()
    gap = after - (before or Decimal(0))
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return Difference(text=f"{sign}{points_text(abs(gap))}", is_up=gap > 0, is_down=gap < 0)


@register.filter
def kind_text(node: Node) -> str:
    """Say how a leaf is scored where that is not simply up to its maximum."""
    top = number_text(node.max_points)
    return {
        CriterionKind.PASS_FAIL: f"đạt {top} · không đạt 0",
        CriterionKind.BONUS: "điểm thưởng",
        CriterionKind.PENALTY: "điểm trừ",
    }.get(CriterionKind(node.kind), "")


@register.filter
def previewable(file: object) -> bool:
    """Say whether a browser may show the stored file beside the row."""
    return getattr(file, "extension", None) in {"pdf", "jpg", "jpeg", "png"}


@register.filter
def file_size(size: int) -> str:
    """Write a size in bytes as ``1,2 MB`` or ``340 kB``."""
    if size >= MEGABYTE:
        return f"{number_text(round(Decimal(size) / MEGABYTE, 1))} MB"
    return f"{number_text(Decimal(max(size // 1000, 1)))} kB"

"""Small words and signs of the score table."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blocs.rules.writing import number_text, points_text
from scoring.models import ScoreLine
from scoring.rules.awaited import Awaited, awaited_words
from scoring.rules.entries import Entry
from scoring.rules.formulas import described, level_at, levels_of
from scoring.rules.signs import line_text, signed_points
from scoring.rules.tree import Node
from scoring.selectors import GridRow, LayerPoints
from scoring.states import CriterionKind, Layer, Scorer

register = template.Library()
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two layers are apart, with its sign; empty while one of them is missing."""

    text: str = ""
    is_up: bool = False
    is_down: bool = False


@register.simple_tag
def difference(points: LayerPoints, layer: str, node: Node) -> Difference:
    """Return the bloc's points less the claim, or the province's less what counted before.

    The first points of a line that the agency does not score itself differ from nothing.
    """
    if layer == Layer.PROVINCE:
        before = points.appraised if points.appraised is not None else points.own
        return _between(before, points.province, node)
    return _between(points.own, points.appraised, node)


def _between(before: Decimal | None, after: Decimal | None, node: Node) -> Difference:
    is_first = before is None and node.scored_by is not Scorer.AGENCY
    if after is None or before == after or is_first:
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
        CriterionKind.BONUS_PENALTY: "cộng, trừ",
    }.get(CriterionKind(node.kind), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a drop-down: what is sent, what is read, whether it is chosen."""

    value: str
    words: str
    is_chosen: bool


@register.filter
def level_choices(node: Node, text: str) -> list[Choice]:
    """Return the levels of a criterion to choose from, an empty score first.

    What stands in the cell and is no level (any more) can be left as it is, too.
    """
    levels = {points_text(level.points): level for level in levels_of(node)}
    found = [Choice("", "Chưa chấm", not text)]
    if text and text not in levels:
        found.append(Choice(text, f"{text} (không có trong các mức)", is_chosen=True))
    return found + [
        Choice(value, f"{level.label}: {number_text(level.points)}", value == text)
        for value, level in levels.items()
    ]


@register.filter
def level_words(node: Node) -> str:
    """Name the levels that a criterion is chosen from, in one sentence; nothing for others."""
    return described(node) if node.kind is CriterionKind.OPTIONS else ""


@register.filter
def level_name(points: Decimal | None, node: Node) -> str:
    """Return how the table calls the level that points stand for; nothing for other kinds."""
    level = level_at(node, points)
    return level.label if level else ""


@register.filter
def at_line(path: str, line: ScoreLine) -> str:
    """Return the address of a line from one with 0 in its place: to ask for each takes long."""
    return path.replace("/0/", f"/{line.pk}/")


@register.filter
def takes(shown: Any, is_editable: object) -> bool:
    """Say whether the person writes into this row's cells."""
    return bool(is_editable) and shown.entry != Entry.NOTHING


@register.filter
def line_points(points: Decimal | None, node: Node) -> str:
    """Write the points of one line; those that a penalty takes off stand below zero."""
    return line_text(node.kind, points)


@register.filter
def most_points(node: Node) -> str:
    """Write what a line is worth: the maximum, or the range where points may be taken off."""
    top = number_text(node.max_points)
    if node.kind is CriterionKind.PENALTY:
        return f"−{top}"
    if node.min_points < 0:
        return f"{signed_points(node.min_points)}/+{top}"
    return top


@register.filter
def of_layer(points: LayerPoints, layer: str) -> Decimal | None:
    """Return the points of the layer with this word."""
    return {
        Layer.SELF: points.own,
        Layer.APPRAISED: points.appraised,
        Layer.PROVINCE: points.province,
    }[Layer(layer)]


@register.filter
def first_points(row: GridRow) -> Decimal | None:
    """Return what was given after the claim: by the sector, or else by the bloc."""
    if row.node.scored_by is Scorer.SECTOR:
        return row.points.sector
    return row.points.appraised


@register.simple_tag
def provisional(words: str) -> str | SafeString:
    """Mark the points before it as provisional; a tag, so that no blank follows the number.

    Args:
        words: why they are; empty where they are not.
    """
    if not words:
        return ""
    return format_html(
        '<span class="provisional" title="{}">tạm tính<span class="visually-hidden">, {}</span>'
        "</span>",
        f"{words[:1].upper()}{words[1:]}",
        words,
    )


@register.filter
def awaits(awaited: Awaited, layer: str) -> str:
    """Say why one criterion's points are provisional; empty when they are not.

    Args:
        layer: a word of ``Layer``, or a layer's name in ``Awaited``.
    """
    return awaited_words(awaited, "own" if layer == Layer.SELF else layer)


@register.filter
def sum_awaits(awaited: Awaited, layer: str) -> str:
    """Say why the sum of a group or a sheet is provisional; empty when it is not."""
    return awaited_words(awaited, layer, is_sum=True)


@register.filter
def first_awaits(row: GridRow) -> str:
    """Say why the points of ``first_points`` are provisional; empty when they are not."""
    layer = "sector" if row.node.scored_by is Scorer.SECTOR else "appraised"
    return awaited_words(row.points.awaited, layer)


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

"""Lengths and grounds of boxes: what a style says by itself is the same for every box in it."""

from dataclasses import dataclass
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.layout import float as floats
from weasyprint.layout.absolute import AbsolutePlaceholder

from reports.render.quick.swaps import instead_of

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_RADII = tuple(
    f"border_{down}_{across}_radius" for down in ("top", "bottom") for across in ("left", "right")
)
_SQUARE = dict.fromkeys(_RADII, (0, 0))
_their_backgrounds = background.layout_box_backgrounds
_their_collisions = floats.avoid_collisions
_their_resolve = percent.resolve_percentages
_UNKNOWN: Any = object()


@dataclass(slots=True)
class _Lengths:
    """What the boxes of a style get, all in pixels or ``auto``."""

    lengths: dict[str, Any]
    borders: dict[str, Any]
    collapses: bool


def _lengths_of(style: Any) -> _Lengths | None:
    """Return the lengths of a style; None where one depends on what is around the box."""
    kept: _Lengths | None = vars(style).get("_quick_lengths", _UNKNOWN)
    if kept is _UNKNOWN:
        kept = vars(style)["_quick_lengths"] = _new_lengths(style)
    return kept


def _new_lengths(style: Any) -> _Lengths | None:
    if style["box_sizing"] != "content-box":
        return None
    lengths = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in {"min_width", "min_height"} else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None
    borders = {name: style[name] for name in _BORDERS}
    return _Lengths(lengths, borders, style["border_collapse"] == "collapse")


@instead_of(percent, "resolve_percentages")
def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Give a box its lengths."""
    is_other = isinstance(box, (boxes.PageBox, AbsolutePlaceholder))
    kept = None if is_other else _lengths_of(box.style)
    if kept is None:
        _their_resolve(box, containing_block)
        return
    own = vars(box)
    own.update(kept.lengths)
    if kept.collapses:
        for name, width in kept.borders.items():
            own.setdefault(name, width)
    else:
        own.update(kept.borders)


@instead_of(floats, "avoid_collisions")
def avoid_collisions(
    context: Any, box: Any, containing_block: Any, outer: bool = True
) -> tuple[float, float, float]:
    """Place a line where nothing floats: at the left of its block, as wide as that."""
    is_free = not context.excluded_shapes and isinstance(box, boxes.LineBox) and not outer
    if not is_free or containing_block.style["direction"] != "ltr":
        found: tuple[float, float, float] = _their_collisions(context, box, containing_block, outer)
        return found
    # In the order of theirs, lest the last digit be another one.
    left = containing_block.content_box_x()
    right = left + containing_block.width - box.margin_right
    left += box.margin_left
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _is_bare(style: Any) -> bool:
    """Whether boxes of a style have neither ground nor picture nor round corners."""
    kept: bool | None = vars(style).get("_quick_bare")
    if kept is None:
        kept = (
            all((0, "px") in style[name] for name in _RADII)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
            and not style["box_shadow"]
        )
        vars(style)["_quick_bare"] = kept
    return kept


@instead_of(background, "layout_box_backgrounds")
def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Tell a box and those in it their ground, which most do not have."""
    is_whole = layout_children and style is None and box is not page
    if not is_whole or isinstance(box, AbsolutePlaceholder) or not _is_bare(box.style):
        _their_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    vars(box).update(_SQUARE)
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None

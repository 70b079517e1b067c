"""Painting: straight lines and colours, of which a table has thousands of the same."""

from collections.abc import Callable
from typing import Any, Self

from weasyprint.draw import border
from weasyprint.pdf.stream import Stream

from reports.render.quick.swaps import instead_of

_their_line = border.draw_line
_their_color = Stream.set_color
_NONE: tuple[None, None, None] = (None, None, None)
# What a stream no longer knows when it has come back to a state.
_FORGOTTEN = dict.fromkeys(
    f"_current_{one}" for one in ("color", "color_stroke", "alpha", "alpha_stroke", "font")
)


class _Around:
    """What is done before and behind what a ``with`` statement holds, without a generator."""

    __slots__ = ("_after", "_before")

    def __init__(self, before: Callable[[], None], after: Callable[[], None]) -> None:
        self._before, self._after = before, after

    def __enter__(self) -> Self:
        self._before()
        return self

    def __exit__(self, *_: object) -> None:
        self._after()


@instead_of(Stream, "stacked")
def stacked(self: Any) -> _Around:
    """Keep the state of the stream and come back to it."""
    return _Around(self.push_state, self.pop_state)


@instead_of(Stream, "artifact")
def artifact(self: Any) -> _Around:
    """Mark what is not read out."""
    if self._tags is None:
        return _Around(_nothing, _nothing)

    def begin() -> None:
        self.stream += ("/Artifact", b"BMC")

    return _Around(begin, self.end_marked_content)


def _nothing() -> None:
    """Do nothing where nothing is marked."""


@instead_of(Stream, "set_color")
def set_color(self: Any, color: Any, stroke: bool = False) -> None:
    """Choose a colour, unless the very same one is chosen."""
    if stroke:
        _their_color(self, color, stroke)
        return
    last, alpha, chosen = vars(self).get("_quick_color", _NONE)
    is_chosen = (
        last is color
        and chosen is not None
        and chosen is self._current_color
        and alpha is self._current_alpha
    )
    if not is_chosen:
        _their_color(self, color)
        self._quick_color = (color, self._current_alpha, self._current_color)


@instead_of(border, "draw_line")
def draw_line(stream: Any, *how: Any) -> None:
    """Paint a straight line; what comes before its ends is written once for each look."""
    x1, y1, x2, y2, thickness, style, color, *_ = how
    own = vars(stream)
    is_fresh = own["_current_alpha_stroke"] is None and own["_current_color_stroke"] is None
    if style != "solid" or not is_fresh:
        _their_line(stream, *how)
        return
    known = own.setdefault("_quick_strokes", {})
    key = (id(color), thickness)
    written = stream.stream
    if key not in known:
        start = len(written)
        _their_line(stream, *how)
        # Behind the beginning come the two ends, the stroke and the way back.
        known[key] = (written[start:-4], color)
        return
    written += known[key][0]
    stream.move_to(x1, y1)
    stream.line_to(x2, y2)
    written += (b"S", b"Q")
    own.update(_FORGOTTEN)

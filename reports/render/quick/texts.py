"""Texts: what Pango needs to know of a style is told it once, and a line shaped once is painted."""

from typing import Any

from weasyprint.layout import preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from reports.render.quick.faces import face_of
from reports.render.quick.swaps import instead_of

# What begins a new line or jumps: a text with one of these is shaped anew whenever it is wanted.
_BREAKS = frozenset("\n\r\t\v\f\x00\x85\u2028\u2029")
_their_setup = line_break.Layout.setup
_their_set_text = line_break.Layout.set_text
_their_strut = line_break.strut


@instead_of(line_break.Layout, "setup")
def setup(self: Any, style: Any) -> None:
    """Begin a layout, with what is known of its style."""
    face = face_of(style)
    if face is None:
        _their_setup(self, style)
        return
    self.style = style
    self.first_line_direction = 0
    self.language = face.language
    self.layout = ffi.gc(pango.pango_layout_new(face.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, face.description)
    self.ascent = self.underline_position = self.strikethrough_position = None


@instead_of(line_break.Layout, "set_text")
def set_text(self: Any, text: str, justify: bool = False) -> None:
    """Give a layout its text, and say at once what the painter will say of it: that it is one line.

    Said later, it would make Pango shape the text once more.
    """
    if face_of(self.style) is not None:
        pango.pango_layout_set_single_paragraph_mode(self.layout, _BREAKS.isdisjoint(text))
    _their_set_text(self, text, justify)


@instead_of(line_break.Layout, "deactivate")
def deactivate(self: Any) -> None:
    """Keep a line that will be painted as it is; free it when it was, and any other one."""
    was_painted = vars(self).pop("_quick_kept", False)
    is_spread = self.justification_spacing
    if was_painted or is_spread or face_of(self.style) is None or not _BREAKS.isdisjoint(self.text):
        del self.layout, self.language, self.style
    else:
        self._quick_kept = True


@instead_of(line_break.Layout, "reactivate")
def reactivate(self: Any, style: Any) -> None:
    """Shape a line to paint it, unless it is kept."""
    if not vars(self).get("_quick_kept") or style is not self.style:
        vars(self).pop("_quick_kept", None)
        self.setup(style)
        self.set_text(self.text, justify=True)


@instead_of(line_break, "strut")
def strut(style: Any) -> tuple[float, float]:
    """Return how high a line is and where its letters stand, once for each face."""
    face = face_of(style)
    if face is None:
        found: tuple[float, float] = _their_strut(style)
        return found
    height = style["line_height"]
    if height not in face.struts:
        face.struts[height] = _their_strut(style)
    return face.struts[height]


@instead_of(preferred, "shrink_to_fit")
def shrink_to_fit(context: Any, box: Any, room: float) -> float:
    """Return the width of a box; how narrow it could be matters only where it has no room."""
    widest: float = preferred.max_content_width(context, box, outer=False)
    if widest <= room:
        return widest
    return min(max(preferred.min_content_width(context, box, outer=False), room), widest)


@instead_of(preferred, "split_first_line", only_there=True)
def measured_first_line(
    text: str, style: Any, context: Any, max_width: float | None, *how: Any, **more: Any
) -> tuple[Any, ...]:
    """Measure a line, once for each text of a style: the marks of a page come back on each.

    Whoever asks here wants to know how wide it is and does not paint it.
    """
    known = vars(style).setdefault("_quick_measures", {})
    key = (text, max_width, how, tuple(more.items()))
    if key not in known:
        _, *measures = line_break.split_first_line(text, style, context, max_width, *how, **more)
        known[key] = (None, *measures)
    found: tuple[Any, ...] = known[key]
    return found

"""Shaping: a text goes through Pango once, and its lines are cut out of what came of it.

WeasyPrint asks Pango for each line again: with more text than fits, then alone, then to paint it.
A line cut out of a longer text has the same letters at the same distances but for its last one:
nothing follows it any more, so it is as wide as it is by itself.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import lt
from typing import Any, TypeAlias

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

from reports.render.quick.faces import Face, Font, face_of

Ints: TypeAlias = "array[int]"

# A glyph to Pango: its number, its width, how far it is moved to the right and down, a mark.
_GLYPH_INTS = 5
_INT_BYTES = 4
_MAY_END = 1  # of what Pango knows of a sign: a line may end before it
_MOST_GLYPHS = 0xFFFF
_WIDEST = 2**21  # pixels; more is no limit to Pango


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text on one line without end, in Pango's units.

    Args:
        starts: the byte that each sign begins with.
        places: how far each sign is from the beginning; the last one is the end of the text.
        ends: signs before which a line may end, without the spaces before it.
        nexts: signs that the next line begins with.
        edges: how far each of the ends is from the beginning.
    """

    text: str
    font: Font
    glyphs: Ints
    widths: Ints
    starts: Ints
    places: Ints
    ends: Ints
    nexts: Ints
    edges: Ints

    def cut(
        self, skip: int, room: float | None, *, wraps: bool
    ) -> "tuple[Line, int | None] | None":
        """Return a line and the byte that the next one begins with; None for no next line.

        None instead of both where not even a word has room, or where it hangs on a last space.

        Args:
            skip: the byte that the line begins with.
            room: how wide a line may be, in pixels.
        """
        begin, size = bisect_left(self.starts, skip), len(self.text)
        if room is None or room >= _WIDEST or not wraps:
            return Line(self, begin, size, room), None
        reach = self.places[begin] + int(max(0, room) * TO_UNITS)
        if self.places[size] <= reach:
            return Line(self, begin, size, room), None
        found = bisect_right(self.edges, reach) - 1
        is_spaced = self.text[-1] == " "
        if found < 0 or self.ends[found] <= begin or (is_spaced and self.places[size - 1] <= reach):
            return None
        return Line(self, begin, self.ends[found], room), self.starts[self.nexts[found]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a shaped text: to WeasyPrint what a text box has as its layout.

    Args:
        room: how wide it might have been, in pixels.
    """

    shaped: Shaped
    begin: int
    end: int
    room: float | None
    first_line_direction: int = field(default=0, init=False)

    @property
    def text(self) -> str:
        return self.shaped.text[self.begin : self.end]

    @property
    def width(self) -> float:
        """How wide the line is, in pixels."""
        places = self.shaped.places
        return (places[self.end - 1] - places[self.begin] + self._last_width()) * FROM_UNITS

    def letters(self) -> Iterator[tuple[str, int, int]]:
        """Yield each sign, its glyph and its width."""
        part = slice(self.begin, self.end)
        widths = self.shaped.widths[part]
        widths[-1] = self._last_width()
        return zip(self.text, self.shaped.glyphs[part], widths, strict=True)

    def _last_width(self) -> int:
        shaped = self.shaped
        return shaped.font.width_alone(shaped.glyphs[self.end - 1])


def cut_line(
    text: str, style: Any, skip: int, room: float | None, *, wraps: bool
) -> tuple[Line, int | None] | None:
    """Return a line of a text and the byte to go on with; None where it cannot be cut out of it."""
    whole = shaped(text, style)
    found = whole.cut(skip, room, wraps=wraps) if whole else None
    if found is None or any(map(str.isalpha, found[0].text)) or len(found[0].text) == len(text):
        return found
    # Figures only: no letter tells of what script they are, so they may stand at other distances.
    alone = shaped(found[0].text, style)
    return (Line(alone, 0, len(alone.text), room), found[1]) if alone else None


def shaped(text: str, style: Any) -> Shaped | None:
    """Shape a text, once for each face; None where its lines cannot be cut out of it."""
    face = face_of(style)
    if face is None:
        return None
    if text not in face.texts:
        face.texts[text] = _shape(text, face)
    found: Shaped | None = face.texts[text]
    return found


def _shape(text: str, face: Face) -> Shaped | None:
    if not text.isprintable() or not text.strip():
        return None
    layout, encoded = face.layout, text.encode()
    pango.pango_layout_set_text(layout, encoded, len(encoded))
    run = pango.pango_layout_get_line_readonly(layout, 0).runs[0]
    if run == ffi.NULL or run.next != ffi.NULL or run.data.item.analysis.level % 2:
        return None
    glyphs = _glyphs(run.data.glyphs, text)
    font = face.font_of(run.data.item.analysis.font)
    if glyphs is None or font is None:
        return None
    places = array("i", accumulate(glyphs[1], initial=0))
    ends, nexts = _ends(layout, text)
    edges = array("i", [places[end] for end in ends])
    return Shaped(text, font, *glyphs, places, ends, nexts, edges)


def _glyphs(glyphs: Any, text: str) -> tuple[Ints, Ints, Ints] | None:
    """Return number, width and first byte of each; None where a sign is not one glyph."""
    count = glyphs.num_glyphs
    ints = array("i", ffi.buffer(glyphs.glyphs, count * _GLYPH_INTS * _INT_BYTES)[:])
    starts = array("i", ffi.buffer(glyphs.log_clusters, count * _INT_BYTES)[:])
    is_one_each = count == len(text) and all(map(lt, starts, starts[1:]))
    is_moved = any(ints[2::_GLYPH_INTS]) or any(ints[3::_GLYPH_INTS])
    numbers = ints[::_GLYPH_INTS]
    if not is_one_each or is_moved or max(numbers) > _MOST_GLYPHS:
        return None
    return numbers, ints[1::_GLYPH_INTS], starts


def _ends(layout: Any, text: str) -> tuple[Ints, Ints]:
    """Return where lines may end and begin."""
    signs = pango.pango_layout_get_log_attrs_readonly(layout, ffi.NULL)
    known = array("I", ffi.buffer(signs, len(text) * _INT_BYTES)[:])
    nexts = [place for place, about in enumerate(known) if place and about & _MAY_END]
    ends = [len(text[:place].rstrip(" ")) for place in nexts]
    return array("i", ends), array("i", nexts)

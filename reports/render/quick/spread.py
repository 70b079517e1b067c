"""Justified lines: the letters of each word as they stand, the same room more at every space."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from reports.render.quick.faces import Font
from reports.render.quick.shaping import Line
from reports.render.quick.swaps import instead_of

_their_spacing = inline.add_word_spacing

Letter: TypeAlias = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class SpreadLine(Line):
    """A line with words further apart.

    Pango shapes each word and each space by itself where spaces are wider than in the font.

    Args:
        more: how much wider each space is, in Pango's units.
    """

    more: int = 0

    def written(self, letters: Any, widths: Mapping[int, int]) -> str:
        """Return what writes the line.

        Args:
            letters: what writes each letter of the font in this size.
            widths: of the letters of the font, in thousandths of its size.
        """
        font = self.shaped.font
        pieces: list[str] = []
        word: list[Letter] = []
        gap = ""
        for letter in self.letters():
            sign, glyph, _ = letter
            if sign != " ":
                word.append(letter)
                continue
            pieces.append(_word(word, letters, font))
            word = []
            gap = gap or self._gap(glyph, letters, widths)
            pieces.append(gap)
        return "".join([*pieces, _word(word, letters, font)])

    def _gap(self, glyph: int, letters: Any, widths: Mapping[int, int]) -> str:
        """Return what writes a space, which Pango puts in the middle of its room."""
        font = self.shaped.font
        alone = font.width_alone(glyph)
        letters[" ", glyph, alone]  # from here on the font knows how wide it is
        offset = self.more // 2 / font.size
        kerning = widths[glyph] + offset - (alone + self.more) * 1000 * FROM_UNITS / font.size
        moved = f"<>{-offset}<" if offset else "<"
        return f"{moved}{glyph:04x}>" + (str(int(kerning)) if kerning else "")


def _word(word: list[Letter], letters: Any, font: Font) -> str:
    sign, glyph, _ = word[-1]
    return joined([*word[:-1], (sign, glyph, font.width_alone(glyph))], letters)


def joined(line: Iterable[Letter], letters: Any) -> str:
    """Return what writes some letters."""
    string = "<" + "".join(map(letters.__getitem__, line))
    return string[:-1] if string[-1] == "<" else string + ">"


@instead_of(inline, "add_word_spacing")
def add_word_spacing(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Make the spaces of a line wider; return how far what comes next has to move."""
    line = getattr(box, "pango_layout", None)
    more = int(spacing * TO_UNITS)
    # Pango rounds half of whole pixels.
    if type(line) is not Line or not _has_words(box, line) or more <= 0 or more % TO_UNITS == 0:
        found: float = _their_spacing(context, box, spacing, advance)
        return found
    extra: float = spacing * box.text.count(" ")
    box.justification_spacing = spacing
    box.position_x += advance
    box.width += extra
    box.pango_layout = SpreadLine(line.shaped, line.begin, line.end, None, more)
    return advance + extra


def _has_words(box: Any, line: Line) -> bool:
    """Whether a text is words with one space between them, and none at its ends."""
    text: str = box.text
    return text == line.text == text.strip(" ") and " " in text and "  " not in text

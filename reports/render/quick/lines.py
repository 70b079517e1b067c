"""Lines of text boxes, cut out of texts that are shaped once."""

from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.matrix import Matrix
from weasyprint.text import line_break

from reports.render.quick.shaping import Line, cut_line
from reports.render.quick.spread import SpreadLine, joined
from reports.render.quick.swaps import instead_of

_their_box = inline.split_text_box
_their_line = inline.get_next_linebox
_their_text = drawing.draw_text
_WRAPS = {"normal": True, "nowrap": False}
_WHOLE = ("clip", "none")  # how a line is painted that does not end with an ellipsis


def _wraps(style: Any) -> bool | None:
    """Whether lines of a style are broken; None where that is done in another way than ours."""
    kept: bool | None
    own = vars(style)
    if "_quick_wraps" not in own:
        is_plain = style["hyphens"] != "auto" and style["word_break"] == "normal"
        is_plain = is_plain and style["direction"] == "ltr"
        is_seen = style["visibility"] == "visible" and style["font_size"]
        own["_quick_wraps"] = _WRAPS.get(style["white_space"]) if is_plain and is_seen else None
    kept = own["_quick_wraps"]
    return kept


@instead_of(inline, "split_text_box")
def split_text_box(
    context: Any, box: Any, room: float | None, skip: int, is_line_start: bool = True
) -> tuple[Any, int | None, bool]:
    """Return a box with what has room of the text, and the byte to go on with."""
    wraps = None if box.justification_spacing else _wraps(box.style)
    found = None
    if wraps is not None:
        found = cut_line(box.text, box.style, skip, room, wraps=wraps)
    if found is None:
        theirs: tuple[Any, int | None, bool] = _their_box(context, box, room, skip, is_line_start)
        return theirs
    line, resume_at = found
    return _box_of(box, line), resume_at, False


@instead_of(inline, "get_next_linebox")
def get_next_linebox(context: Any, linebox: Any, position_y: float, *where: Any) -> Any:
    """Return the next line of a block and where to go on; in short where it is one text."""
    _, skip_stack, block, _, _, *letter_styles = where
    found = None
    if not (any(letter_styles) or context.excluded_shapes) and _is_one_text(linebox, block):
        found = _next_line(context, linebox, position_y, skip_stack, block)
    return found or _their_line(context, linebox, position_y, *where)


def _is_one_text(linebox: Any, block: Any) -> bool:
    return (
        len(linebox.children) == 1
        and type(linebox.children[0]) is boxes.TextBox
        and linebox.children[0].style["vertical_align"] == "baseline"
        and block.style["direction"] == "ltr"
        and not linebox.is_leader
    )


def _next_line(
    context: Any, linebox: Any, position_y: float, skip_stack: Any, block: Any
) -> tuple[Any, Any] | None:
    """Do what WeasyPrint does for a line of any boxes, in its order, lest a last digit differ."""
    skip_stack = inline.skip_first_whitespace(linebox, skip_stack)
    if skip_stack == "continue":
        return None, None
    (text,) = linebox.children
    linebox.position_y = text.position_y = position_y
    linebox.width = linebox.height = 0
    left, position_y, room = inline.avoid_collisions(context, linebox, block, outer=False)
    linebox.position_x = left
    inline.resolve_percentages(text, block)
    text.position_x = left + linebox.text_indent
    skip = next(iter(skip_stack[0])) if skip_stack else 0
    most = (left + room) * (1 + 1e-9) - text.position_x
    box, resume_at, _ = split_text_box(context, text, most, skip)
    if box is None or not isinstance(box.pango_layout, Line) or box.text[-1] == " ":
        return None
    line = linebox.copy_with_children([box])
    line.remove_decoration(start=skip_stack is not None, end=resume_at is not None)
    line.width = box.position_x + box.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)  # noqa: SLF001 -- what every line goes through
    linebox.width, linebox.height = line.width, line.height
    offset_x = inline.text_align(context, line, room, last=resume_at is None)
    _place(line, box, offset_x, position_y)
    return line, None if resume_at is None else {0: {resume_at: None}}


def _place(line: Any, box: Any, offset_x: float, position_y: float) -> None:
    """Put letters and line on one height."""
    box.position_y = -box.baseline
    above = -line.baseline
    top = min(box.position_y, above)
    bottom = max(box.position_y + box.margin_height(), above + line.margin_height())
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset_x, position_y - top)
    # Not the same as top and what was added to it.
    line.position_y = position_y


def _box_of(box: Any, line: Line) -> Any:
    box = box.copy_with_text(line.text)
    box.width, box.height, box.pango_layout = line.width, line.shaped.font.height, line
    line_height, _ = line_break.strut(box.style)
    box.margin_top = box.margin_bottom = (line_height - box.height) / 2
    box.baseline = line.shaped.font.baseline + box.margin_top
    return box


class _Letters(dict[tuple[str, int, int], str]):
    """What writes each letter of a font in a size, and how far to go from there."""

    def __init__(self, font: Any, line: Line) -> None:
        super().__init__()
        self._font = font
        self._of = line.shaped.font

    def __missing__(self, letter: tuple[str, int, int]) -> str:
        sign, glyph, width = letter
        font, size = self._font, self._of.size
        font.to_unicode.setdefault(glyph, sign)
        if glyph not in font.widths:
            alone = self._of.width_alone(glyph)
            font.widths[glyph] = round(alone * 1000 * drawing.FROM_UNITS / size)
        kerning = font.widths[glyph] - width * 1000 * drawing.FROM_UNITS / size
        found = self[letter] = f"{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")
        return found


@instead_of(drawing, "draw_text")
def draw_text(stream: Any, box: Any, *how: Any) -> None:
    """Paint a text box."""
    line = box.pango_layout
    if isinstance(line, Line) and how[1:] != _WHOLE:
        line = box.pango_layout = line_break.create_layout(
            line.text, box.style, None, line.room, box.justification_spacing
        )
    if not isinstance(line, Line):
        _their_text(stream, box, *how)
        return
    stream.set_color(box.style["color"])
    stream.begin_text()
    if box.text.strip():
        stream.set_text_matrix(
            *Matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline).values
        )
        _write(stream, line)
    stream.end_text()


def _write(stream: Any, line: Line) -> None:
    known = line.shaped.font
    font = stream._fonts.get(known.key) or stream.add_font(known.pango_font)[0]  # noqa: SLF001
    letters = vars(font).setdefault("_quick_letters", {})
    if known.size not in letters:
        letters[known.size] = _Letters(font, line)
    stream.set_font_size(font.hash, known.size)
    if isinstance(line, SpreadLine):
        stream.show_text(line.written(letters[known.size], font.widths))
    else:
        stream.show_text(joined(line.letters(), letters[known.size]))

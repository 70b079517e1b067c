"""A returned file read from top to bottom: what of it goes into the year's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from blocs.models.labels import NARRATIVE_SECTIONS
from blocs.rules.figures import escaped, figures_in
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS
from blocs.rules.text import tidy_line
from blocs.states import AGENCY_SECTIONS
from reports.render.word.reading import MarkedWords
from reports.rules.figure_keys import origin_of
from reports.rules.list_lines import without_printed_number
from reports.rules.word_blocks import Block, moved_marks, torn_into
from reports.rules.word_changes import (
    ChangedNumber,
    changed_numbers,
    cut_references,
    typed_over,
    with_old_numbers,
    with_references,
)
from reports.selectors.word_lines import Line, Words, joined_source, printed_together, renumbered

_SHOWN = 600  # signs of a paragraph that is not taken
_OURS = "không thuộc phần lời văn soạn trong phần mềm"
_OUTSIDE = "đoạn mới đứng ngoài các mục lời văn"
_TABLE = "đoạn mới nằm trong bảng hoặc khung vẽ"
_BEHIND = "đứng liền sau đoạn không nhận được nên không nhận"
_LONG = f"dài quá {MOST_SIGNS} ký tự, đề nghị tách thành nhiều đoạn"
_MANY = f"mục đã có đủ {MOST_PARAGRAPHS} đoạn"
_MOVED_OUT = "chuyển ra ngoài các mục lời văn nên giữ ở chỗ cũ"
_MOVED = "chuyển chỗ, không thuộc phần lời văn soạn trong phần mềm"
_JOINED = "nối với đoạn của mục khác hoặc đoạn do phần mềm in nên không nhận"
_HELD = "đã nối vào đoạn không nhận được nên giữ nguyên"
_NUMBERS = "thêm, bớt hoặc đổi chỗ số liệu nên không nhận cả đoạn"
_FIGURE = "sửa cụm số liệu lấy từ dữ liệu nên không nhận cả đoạn"
_FORM = "chữ cố định của mẫu Word, không phải đoạn mới; sửa trong mẫu"
_START = "sửa phần đầu dòng do phần mềm in ra"
_SECTION_NAMES = dict(NARRATIVE_SECTIONS)


@dataclass(frozen=True, slots=True)
class Left:
    """A paragraph of the file that is not taken, and why."""

    before: str
    after: str
    why: str


class Reading:
    """Goes through the paragraphs of a file and changes the words as they say.

    ``lists`` are the lists of the data in which something was changed, each once;
    ``touches_form`` is whether the fixed words of the Word form were changed too.
    """

    def __init__(self, original: MarkedWords, blocks: Sequence[Block], words: Words) -> None:
        self.numbers: list[ChangedNumber] = []
        self.left: list[Left] = []
        self.lists: dict[str, None] = {}
        self.touches_form = False
        self._was: Mapping[str, str] = original.marked
        self._sources = original.sources
        self._table = {one: block.place for block in original.blocks for one in block.marks}
        self._blocks = blocks
        self._words = words
        self._lines = {mark: words.take(text) for mark, text in self._was.items() if text}
        self._moved = moved_marks(self._was, blocks)
        self._refused: list[str] = []
        # Where the next new paragraph would stand: behind a line, in a list, behind a refused one.
        self._place: Line | None = None
        self._list = ""
        self._is_refused = False
        self._torn = 0

    def read(self) -> None:
        """Take what can be taken, and list the rest with its reason."""
        lines_behind = self._lines_behind()
        for at, block in enumerate(self._blocks):
            if self._torn:
                self._torn -= 1
            elif block.marks and block.marks[0] in self._moved:
                self._take_moved(block, lines_behind[at])
            elif block.marks:
                self._take_known(block, self._new_behind(at))
            elif block.printed:
                self.left.append(Left(block.printed, _short(block.text), _FORM))
                self.touches_form = True
            elif block.text:
                self._take_new(block, lines_behind[at])
        self._take_gone()

    def _lines_behind(self) -> list[Line | None]:
        """Return, for each paragraph, the line of the next known one that is in its place."""
        found: list[Line | None] = []
        line: Line | None = None
        for block in reversed(self._blocks):
            found.append(line)
            if block.marks and block.marks[0] not in self._moved:
                line = self._lines.get(block.marks[0])
        return found[::-1]

    def _new_behind(self, at: int) -> list[Block]:
        found = []
        for block in self._blocks[at + 1 :]:
            if block.marks or block.apart or block.printed or not block.text:
                break
            found.append(block)
        return found

    def _take_known(self, block: Block, following: Sequence[Block]) -> None:
        """Take the changed words of a paragraph, or of several that were joined."""
        marks = [mark for mark in block.marks if self._was.get(mark)]
        lines = [self._lines.get(mark) for mark in marks]
        self._place = lines[0] if lines else None
        self._list = self._sources.get(block.marks[0], "")
        self._is_refused = False
        block = replace(block, text=renumbered(self._place, block.text))
        before = printed_together(lines, [self._was[mark] for mark in marks], block.text)
        if not block.text or (block.text == before and len(marks) == 1):
            return
        if parts := _torn(self._place, before, block, following):
            self._torn = len(parts) - 1
            self._refuse(before, " ⏎ ".join(parts), self._tear(lines, before, parts))
        elif len(block.text) > MOST_SIGNS:
            self._refuse(before, block.text, _LONG)
        else:
            self._count(before, block.text, lines, self._table[marks[0]] if marks else "")
            why = self._write(lines, before, block.text)
            # What differs in its numbers only is listed among them already.
            if len(marks) > 1 or with_old_numbers(before, block.text) != before:
                self._refuse(before, block.text, why)

    def _refuse(self, before: str, after: str, why: str) -> None:
        if why:
            self._is_refused = True
            self._refused.append(after)
            self._leave(before, after, why)

    def _leave(self, before: str, after: str, why: str) -> None:
        self.left.append(Left(before, _short(after), why))
        self._touch()

    def _count(
        self, before: str, after: str, lines: Sequence[Line | None], place: str = ""
    ) -> None:
        """Note the numbers that were typed over, and the lists of the data that they come from.

        Args:
            place: where they stand, if not in a text that tells by itself.
        """
        found = [replace(one, paragraph=place or before) for one in changed_numbers(before, after)]
        if found:
            self.numbers += found
            self._touch()
            for line in lines:
                for figure in figures_in(line.text) if line else ():
                    if (origin := origin_of(figure.key)) and typed_over(figure, found):
                        self.lists[origin[0]] = None

    def _touch(self) -> None:
        if self._list:
            self.lists[self._list] = None

    def _write(self, lines: Sequence[Line | None], before: str, after: str) -> str:
        """Put the words of a file in place of a line; return why not, where it cannot be."""
        source = joined_source(lines)
        if source is None:
            return _JOINED if len(lines) > 1 else _OURS
        first, *others = [line for line in lines if line is not None]
        if not after.startswith(first.start):
            return _START
        core = first.words_of(before)
        kept = with_old_numbers(core, first.words_of(after))
        if kept is None:
            return _NUMBERS
        stored = source if kept == core else with_references(source, tidy_line(kept))
        if stored is None:
            return _FIGURE
        if stored != first.source:
            first.write(stored)
        for line in others:
            line.remove()
        return ""

    def _tear(self, lines: Sequence[Line | None], before: str, parts: Sequence[str]) -> str:
        """Cut a line in two or more, each figure in its part; return why not."""
        (line,) = lines if len(lines) == 1 else [None]
        if line is None:
            return _OURS
        if not parts[0].startswith(line.start):
            return _START
        stored = cut_references(line.source, [parts[0].removeprefix(line.start), *parts[1:]])
        if stored is None:
            return _FIGURE
        line.write(stored[0])
        for text in stored[1:]:
            line = self._words.add_part(text, line)
        self._place = line
        return ""

    def _take_moved(self, block: Block, behind: Line | None) -> None:
        """Take a paragraph from where it was to where it stands, if that is in a section."""
        before, line = self._was.get(block.marks[0], ""), self._lines.get(block.marks[0])
        if not before:
            return
        place, listed = self._place, self._list
        block = replace(block, text=renumbered(line, block.text))
        self._list = self._sources.get(block.marks[0], listed)
        if line is None or len(block.marks) > 1:
            self._leave(before, block.text, _MOVED)
        elif not block.text:
            line.remove()
        elif block.apart or (place is None and behind is None):
            self._leave(before, block.text, _MOVED_OUT)
        else:
            self._count(before, block.text, [line])
            if why := self._write([line], before, block.text):
                self._leave(before, block.text, why)
            else:
                line.remove()
                self._place = self._words.add(line.source, after=place, before=behind)
        self._list = listed

    def _take_new(self, block: Block, behind: Line | None) -> None:
        """Take a new paragraph into the section that it stands in."""
        text = tidy_line(block.text)
        why = self._why_not(block, text, behind)
        if why:
            self._leave("", block.text, why)
        elif text:
            self._place = self._words.add(escaped(text), after=self._place, before=behind)

    def _why_not(self, block: Block, text: str, behind: Line | None) -> str:
        beside = self._place or behind
        if block.apart:
            return _TABLE
        if self._is_refused:
            return _BEHIND
        if beside is None:
            return _OUTSIDE
        if len(text) > MOST_SIGNS:
            return _LONG
        section = beside.home.section
        is_joined = section in AGENCY_SECTIONS  # its lines are stored in as few as hold them
        if not is_joined and self._words.count(section) >= MOST_PARAGRAPHS:
            return f"{_MANY}: {_SECTION_NAMES[section]}"
        return ""

    def _take_gone(self) -> None:
        """Remove the lines whose paragraphs are no longer in the file."""
        there = {mark for block in self._blocks if block.text for mark in block.marks}
        for mark, before in self._was.items():
            if not before or mark in there:
                continue
            line, self._list = self._lines.get(mark), self._sources.get(mark, "")
            if line is None:
                self._leave(before, "", f"bị xóa trong tệp; {_OURS}")
            elif any(before in after for after in self._refused):
                self._leave(before, "", _HELD)
            else:
                line.remove()


def _torn(
    line: Line | None, before: str, block: Block, following: Sequence[Block]
) -> tuple[str, ...]:
    """Return the parts that a paragraph was cut into; in a list they may have got numbers."""
    if (parts := torn_into(before, block, following)) or line is None or not line.is_numbered:
        return parts
    bare = [replace(one, text=without_printed_number(one.text)) for one in following]
    return torn_into(before, block, bare)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

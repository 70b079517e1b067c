"""A Word copy that came back beside the paper it was made from, and the report's words today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from accounts.errors import Invalid
from blocs.models import Season
from blocs.rules.figures import printed
from blocs.rules.narrative import Paragraph
from blocs.states import ReportSection
from reports.models import Document
from reports.papers import ContentError
from reports.render.fonts import FontsMissingError
from reports.render.word.reading import MarkedWords, read_words
from reports.rules.word_changes import (
    ChangedNumber,
    Edit,
    changed_numbers,
    edits_between,
    with_old_numbers,
    with_references,
)
from reports.selectors.narrative import SectionView, read_narrative
from reports.selectors.section_history import Comparison, changes_between
from reports.selectors.word_forms import word_of

_DASH = "- "  # printed by the paper in some sections, written by people in others
_NOT_IN_WORDS = "không thuộc phần lời văn soạn trong phần mềm"
_GONE = "bị xóa trong tệp; muốn bỏ đoạn này, đề nghị bỏ ở trang Nội dung báo cáo"
_NEW = "đoạn mới; muốn thêm, đề nghị thêm ở trang Nội dung báo cáo"
_NUMBERS = "thêm hoặc bớt số liệu nên không nhận cả đoạn"
_FIGURE = "sửa cụm số liệu lấy từ dữ liệu nên không nhận cả đoạn"
_START = "sửa phần đầu dòng do phần mềm in ra"


@dataclass(frozen=True, slots=True)
class Left:
    """A paragraph of the file that is not taken, and why."""

    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section as it would be, beside what it is."""

    held: SectionView
    paragraphs: tuple[Paragraph, ...]
    comparison: Comparison


@dataclass(slots=True)
class Returned:
    """What a returned file would change, and what it cannot."""

    sections: list[ChangedSection] = field(default_factory=list)
    numbers: list[ChangedNumber] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A line of a section that a paper prints; ``forms`` are the ways it may stand there."""

    section: ReportSection
    paragraph: int
    place: int
    source: str
    core: str
    forms: tuple[str, ...]


def read_return(document: Document, season: Season, words: MarkedWords) -> Returned:
    """Compare a returned file with its paper; nothing is written.

    Raises:
        Invalid: the file was made from another paper, or its marks are gone.
    """
    original = _original(document)
    if words.identifier and words.identifier != original.identifier:
        raise Invalid("Tệp này không phải bản Word của văn bản này.", field="upload")
    if not words.marked:
        raise Invalid(
            "Tệp không còn dấu nhận biết các đoạn nên không đối chiếu được. Đề nghị sửa trên "
            "bản Word tải về từ trang này.",
            field="upload",
        )
    narrative = read_narrative(season)
    found = _Finder(narrative.sections)
    for edit in edits_between(original.marked, words.marked):
        found.take(edit)
    found.returned.left += [Left("", text, _NEW) for text in words.unmarked]
    for held in narrative.sections:
        after = found.after(held)
        if after != held.paragraphs:
            changes = changes_between(season, held.paragraphs, after)
            found.returned.sections.append(ChangedSection(held, tuple(after), changes))
    return found.returned


def _original(document: Document) -> MarkedWords:
    try:
        return read_words(word_of(document))
    except (ContentError, FontsMissingError) as error:
        raise Invalid(
            "Chưa lập lại được bản Word gốc của văn bản để đối chiếu; đề nghị lập văn bản mới.",
            field="upload",
        ) from error


class _Finder:
    """Finds the line of the report's words that each edited paragraph prints."""

    def __init__(self, sections: tuple[SectionView, ...]) -> None:
        self.returned = Returned()
        self._lines = [line for held in sections for line in _lines_of(held)]
        self._new: dict[tuple[ReportSection, int, int], str] = {}

    def take(self, edit: Edit) -> None:
        """Take the words of a paragraph, or list why not; its numbers are listed always.

        An unchanged paragraph uses its line up too: the same words may stand in two sections.
        """
        line = next((one for one in self._lines if edit.before in one.forms), None)
        if line is not None:
            self._lines.remove(line)
        if edit.after == edit.before:
            return
        after = edit.after or ""
        if after:
            self.returned.numbers += changed_numbers(edit.before, after)
        if not after:
            self.returned.left += [Left(edit.before, "", _GONE)] if edit.before else []
            return
        why = _NOT_IN_WORDS if line is None else self._take_line(line, edit.before, after)
        only_numbers = with_old_numbers(edit.before, after) == edit.before
        if why and not only_numbers:  # those are listed already
            self.returned.left.append(Left(edit.before, after, why))

    def _take_line(self, line: _Line, before: str, after: str) -> str:
        start = before.removesuffix(line.core)
        if not after.startswith(start):
            return _START
        kept = with_old_numbers(line.core, after.removeprefix(start))
        if kept is None:
            return _NUMBERS
        if kept != line.core:
            stored = with_references(line.source, kept)
            if stored is None:
                return _FIGURE
            dash = _DASH if line.source.startswith(_DASH) else ""
            self._new[line.section, line.paragraph, line.place] = dash + stored
        return ""

    def after(self, held: SectionView) -> list[Paragraph]:
        """Return a section with the lines that were taken."""
        return [self._with_new_lines(held.section, row.place, row.paragraph) for row in held.rows]

    def _with_new_lines(
        self, section: ReportSection, number: int, paragraph: Paragraph
    ) -> Paragraph:
        lines = paragraph.text.splitlines()
        places = ((section, number, place) for place in range(len(lines)))
        changed = [self._new.get(at, line) for at, line in zip(places, lines, strict=True)]
        return Paragraph("\n".join(changed), paragraph.agency) if changed != lines else paragraph


def _lines_of(held: SectionView) -> Iterator[_Line]:
    for row in held.rows:
        for place, line in enumerate(row.paragraph.text.splitlines()):
            source = line.strip()
            core = " ".join(printed(source).removeprefix(_DASH).split())
            if core:
                named = f"{row.whose}: {core}" if row.whose else core
                forms = (core, _DASH + core, named, _DASH + named)
                yield _Line(held.section, row.place, place, source, core, forms)


def sealable(returned: Returned) -> Mapping[str, object]:
    """Return what a confirmation needs, as plain data."""
    return {
        one.held.section.value: {
            "seen": one.held.mark,
            "rows": [[row.text, row.agency] for row in one.paragraphs],
        }
        for one in returned.sections
    }

"""The year's words line by line, as a returned Word copy would change them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from blocs.rules.figures import escaped, printed
from blocs.rules.narrative import Paragraph
from blocs.states import NarrativeSection
from reports.rules.list_lines import (
    BOLD,
    has_number,
    unclosed,
    without_number,
    without_printed_number,
)
from reports.rules.paper_sections import NUMBERED_SECTIONS
from reports.rules.word_changes import numbers_of
from reports.selectors.narrative import SectionView

DASH = "- "  # printed by the paper in some sections, written by people in others


@dataclass(slots=True, eq=False)
class Home:
    """A paragraph of a section with its lines; ``stored`` is how it stands now, if it does."""

    section: NarrativeSection
    agency: str
    stored: str | None = None
    lines: list["Line"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph with what was taken; empty where none of its lines is left."""
        if self.stored is not None and not any(line.is_changed for line in self.lines):
            return self.stored
        kept = [line.text for line in self.lines if not line.is_gone]
        return "\n".join(kept) if any(text.strip() for text in kept) else ""


@dataclass(slots=True, eq=False)
class Line:
    """A line of a section, which the paper prints as a paragraph of its own.

    Args:
        start: what the paper printed before the words: a dash, a number, the name of an agency.
        end: the signs that it printed behind them, in place of its ``own`` ones.
    """

    home: Home
    text: str
    start: str = ""
    end: str = ""
    own: str = ""
    is_found: bool = False
    is_changed: bool = False
    is_gone: bool = False

    @property
    def source(self) -> str:
        """The words as they are stored, without the dash or the number that people wrote."""
        return self._without_mark(self.text)

    @property
    def core(self) -> str:
        """The words as they are printed, without what the paper prints before them."""
        return " ".join(self._without_mark(printed(self.text.strip())).split())

    def _without_mark(self, text: str) -> str:
        """Leave out what the paper prints instead of people's own mark, or beside it."""
        bare = text.strip()
        if bare.startswith(DASH):
            return bare.removeprefix(DASH)
        return without_number(bare) if self.home.section in NUMBERED_SECTIONS else bare

    def found_as(self, printed_text: str) -> bool:
        """Note how the paper printed the line, if it did so."""
        core = self.core
        bare = unclosed(core).removesuffix(BOLD)  # of words in bold the paper closes the inside
        for words in (core, bare):
            at = printed_text.rfind(words)
            if at >= 0 and core.startswith(words):
                self.start, self.end = printed_text[:at], printed_text[at + len(words) :]
                self.own, self.is_found = core.removeprefix(words), True
                return True
        return False

    def words_of(self, printed_text: str) -> str:
        """Return a text, printed like this line, without what the paper printed around it."""
        words = printed_text.removeprefix(self.start)
        if self.end == self.own:
            return words
        if words.endswith(self.end):
            return words.removesuffix(self.end) + self.own
        _, bold, signs = self.end.rpartition(BOLD)  # who writes on does so behind the bold
        return words.removesuffix(signs) if bold else words

    @property
    def is_numbered(self) -> bool:
        """Whether the paper numbered it."""
        return has_number(self.start)

    def write(self, stored: str) -> None:
        """Put other words in its place; the dash that people wrote stays."""
        dash = DASH if self.text.strip().startswith(DASH) else ""
        self.text, self.is_changed = dash + stored, True

    def remove(self) -> None:
        self.is_gone = self.is_changed = True


class Words:
    """Every section with its lines, to be found by how the paper printed them, and changed.

    Args:
        members: their codes by name.
        agency: code of the one agency whose paper it is; what is new is its own. May be empty.
    """

    def __init__(
        self, sections: Iterable[SectionView], members: Mapping[str, str], agency: str = ""
    ) -> None:
        self.members = members
        self._agency = agency
        self._homes: dict[NarrativeSection, list[Home]] = {}
        self._unfound: dict[str, list[Line]] = {}
        self._bare: dict[str, list[Line]] = {}
        for held in sections:
            self._homes[held.section] = [
                self._home(held.section, row.paragraph, row.whose) for row in held.rows
            ]

    def _home(self, section: NarrativeSection, paragraph: Paragraph, whose: str) -> Home:
        home = Home(section, paragraph.agency, paragraph.text)
        home.lines = [Line(home, text) for text in paragraph.text.splitlines()]
        for line in home.lines:
            if core := line.core:
                named = f"{whose}: {core}" if whose else core
                for form in dict.fromkeys((core, DASH + core, named, DASH + named)):
                    self._unfound.setdefault(form, []).append(line)
                    self._bare.setdefault(unclosed(form), []).append(line)
        return home

    def take(self, printed_text: str) -> Line | None:
        """Return the next line that the paper may have printed so; each is found once.

        An unchanged paragraph uses its line up too: the same words may stand in two sections.
        """
        for text in dict.fromkeys((printed_text, without_printed_number(printed_text))):
            lines = self._unfound.get(text, []), self._bare.get(unclosed(text), [])
            free = (one for held in lines for one in held if not one.is_found)
            line = next((one for one in free if one.found_as(printed_text)), None)
            if line is not None:
                return line
        return None

    def add(self, text: str, *, after: Line | None = None, before: Line | None = None) -> Line:
        """Add stored words behind a line or before one."""
        beside = after or before
        assert beside is not None, "new words stand beside known ones"  # noqa: S101
        if beside.start == DASH and not beside.text.strip().startswith(DASH):
            text = text.removeprefix(DASH)  # the paper prints it
        if beside.home.section in NUMBERED_SECTIONS:
            text = without_number(text)
            if beside.is_numbered and beside.text.strip().startswith(DASH):
                text = DASH + text.removeprefix(DASH)  # the paper prints numbers instead
        agency, text = self._named(text)
        if after is not None and agency in {"", self._agency} and self._goes_on(after):
            return _in_line(after, text)
        home = Home(beside.home.section, agency)
        home.lines = [Line(home, text, beside.start, beside.end, is_changed=True)]
        homes = self._homes[home.section]
        homes.insert(homes.index(beside.home) + (after is not None), home)
        return home.lines[0]

    def add_part(self, text: str, after: Line) -> Line:
        """Add the rest of a line that was cut in two; it stays in its paragraph."""
        return _in_line(after, text)

    def _goes_on(self, after: Line) -> bool:
        """Say whether what stands behind a line belongs to the line's own paragraph.

        Among the political tasks each paragraph stands where its agency does.
        """
        home = after.home
        if home.section is NarrativeSection.POLITICAL_TASKS and home.agency:
            return True
        return any(line.core for line in home.lines[home.lines.index(after) + 1 :])

    def _named(self, text: str) -> tuple[str, str]:
        """Return the code of the agency that the words begin with, and the words behind it."""
        if self._agency:
            return self._agency, text
        name, colon, rest = text.removeprefix(DASH).partition(": ")
        code = self.members.get(name, "")
        return (code, rest) if colon and code and rest.strip() else ("", text)

    def count(self, section: NarrativeSection) -> int:
        """Return how many paragraphs a section would have."""
        return len(self.paragraphs(section))

    def paragraphs(self, section: NarrativeSection) -> list[Paragraph]:
        """Return a section as it would be."""
        homes = self._homes[section]
        return [Paragraph(home.text, home.agency) for home in homes if home.text]


def _in_line(after: Line, text: str) -> Line:
    line = Line(after.home, text, after.start, after.end, is_changed=True)
    lines = after.home.lines
    lines.insert(lines.index(after) + 1, line)
    return line


def renumbered(line: Line | None, text: str) -> str:
    """Return an edited text with the number that the paper gave it; numbers follow the order."""
    if line is None or not line.is_numbered or text.startswith(line.start) or not text:
        return text
    number, dot, _ = line.start.partition(". ")
    first, *_ = line.core.split(maxsplit=1) or [""]
    # Before words that begin with a number, one that they never began with is the list's.
    is_list_number = first[:1].isdigit() and text.split(maxsplit=1)[0] != first
    bare = without_printed_number(text) if is_list_number else without_number(text)
    return f"{number}{dot}{bare}"


def printed_together(lines: Sequence[Line | None], printed: Sequence[str], text: str) -> str:
    """Return how the paper printed lines that an edited text joins.

    Who joins lines of a list leaves out the numbers of those behind: they are forgotten then.
    """
    numbered = [line for line in lines[1:] if line is not None and line.is_numbered]
    bare = [
        without_printed_number(one) if line in numbered else one
        for line, one in zip(lines, printed, strict=True)
    ]
    if numbered and len(numbers_of(" ".join(bare))) == len(numbers_of(text)):
        for line in numbered:
            line.start = without_printed_number(line.start)
        return " ".join(bare)
    return " ".join(printed)


def joined_source(lines: Sequence[Line | None]) -> str | None:
    """Return one stored text for several lines of a section; None where they are not such."""
    known = [line for line in lines if line is not None]
    if not known or len(known) != len(lines):
        return None
    if len({line.home.section for line in known}) != 1:
        return None
    first, *others = known
    return " ".join([first.source, *(escaped(line.start) + line.source for line in others)])

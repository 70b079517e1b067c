"""A Word copy that came back beside the paper it was made from, and the report's words today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounts.errors import Invalid
from blocs.models import Season
from blocs.rules.figures import Figure
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS, Paragraph, signs_of
from blocs.rules.text import tidy
from reports.models import Document
from reports.papers import ContentError, fingerprints
from reports.render.fonts import FontsMissingError
from reports.render.word.reading import MarkedWords, read_words
from reports.rules.paper_sections import PRINTS, STANDARD_SECTIONS
from reports.rules.word_blocks import with_lost_marks, without_printed
from reports.rules.word_changes import ChangedNumber, lost_figures
from reports.selectors.narrative import SectionView, read_narrative
from reports.selectors.section_history import Comparison, changes_between
from reports.selectors.stored import stored_paper
from reports.selectors.word_forms import word_of
from reports.selectors.word_lines import Words
from reports.selectors.word_reading import Left, Reading

MOST_NEW = 1000
MOST_LISTED = 200
_STANDARD = "mục không còn lời riêng thì văn bản vẫn in lời in sẵn"


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section as it would be, beside what it is.

    Args:
        lost: the figures of the data that would go with the words that go.
    """

    held: SectionView
    paragraphs: tuple[Paragraph, ...]
    comparison: Comparison
    lost: tuple[Figure, ...]


@dataclass(slots=True)
class Returned:
    """What a returned file would change, and what it cannot.

    Args:
        more: how many further numbers and paragraphs there are than are listed.
        lists: the lists of the data in which something was changed.
        touches_form: whether the fixed words of the Word form were changed.
    """

    sections: list[ChangedSection] = field(default_factory=list)
    numbers: list[ChangedNumber] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    more: int = 0
    lists: list[str] = field(default_factory=list)
    touches_form: bool = False

    @property
    def adds(self) -> bool:
        """Whether words come in that were not there, with numbers that nobody keeps up to date."""
        rows = (row for one in self.sections for row in one.comparison.rows)
        return any(row.change.kind == "added" for row in rows)


def read_return(document: Document, season: Season, words: MarkedWords) -> Returned:
    """Compare a returned file with its paper; nothing is written.

    Only sections that the paper prints take words: what another shares with it by chance is not
    changed there.

    Raises:
        Invalid: the file was made from another paper, or its marks are gone.
    """
    original = _original(document)
    _check(document, original, words)
    narrative = read_narrative(season)
    members = season.memberships.values_list("name", "agency__code")
    code = document.agency.code if document.agency else ""
    sections = [one for one in narrative.sections if one.section in PRINTS.get(document.kind, ())]
    held = Words([_of_agency(one, code) for one in sections], dict(members), code)
    blocks = with_lost_marks(original.marked, words.blocks)
    blocks = without_printed(original.blocks, blocks)
    reading = Reading(original, blocks, held)
    reading.read()
    changed = []
    for section in sections:
        after = _with_others(section, held.paragraphs(section.section), code)
        if after == section.printed:
            continue
        if section.section in STANDARD_SECTIONS and section.draft and not after:
            reading.left.append(Left(f"Mục {section.label}", "", _STANDARD))
        if after == section.paragraphs:
            continue
        if why := _unfit(after):
            reading.left.append(Left("", f"Mục {section.label}", why))
        else:
            changed.append(_changed(season, section, after))
    return Returned(
        changed,
        numbers=reading.numbers[:MOST_LISTED],
        left=reading.left[:MOST_LISTED],
        more=sum(max(0, len(one) - MOST_LISTED) for one in (reading.numbers, reading.left)),
        lists=list(reading.lists),
        touches_form=reading.touches_form,
    )


def _of_agency(section: SectionView, code: str) -> SectionView:
    """Return what the own paper of an agency prints of a section; all where it is nobody's own."""
    rows = (row for row in section.rows if code in {"", row.paragraph.agency})
    return replace(section, rows=tuple(rows))


def _with_others(section: SectionView, after: Sequence[Paragraph], code: str) -> list[Paragraph]:
    """Return the whole section with one agency's paragraphs in the places that it has there.

    More than it has places go behind its last one, or behind all others.
    """
    if not code:
        return list(after)
    coming, found = list(after), list[Paragraph]()
    last = max((at for at, one in enumerate(section.printed) if one.agency == code), default=-1)
    for at, one in enumerate(section.printed):
        if one.agency != code:
            found.append(one)
        elif coming:
            found.append(coming.pop(0))
        if at == last:
            found += coming
            coming = []
    return [*found, *coming]


def _unfit(after: list[Paragraph]) -> str:
    """Say why a section cannot be stored as it would be; empty where it can."""
    if len(after) > MOST_PARAGRAPHS:
        return f"mục sẽ có {len(after)} đoạn, nhiều hơn {MOST_PARAGRAPHS} đoạn"
    longest = max((signs_of(tidy(one.text)) for one in after), default=0)
    if longest > MOST_SIGNS:
        return f"mục sẽ có đoạn dài {longest} ký tự, nhiều hơn {MOST_SIGNS} ký tự"
    return ""


def _changed(season: Season, held: SectionView, after: list[Paragraph]) -> ChangedSection:
    texts = [one.text for one in held.printed], [one.text for one in after]
    return ChangedSection(
        held,
        tuple(after),
        changes_between(season, held.printed, after),
        tuple(lost_figures(*texts)),
    )


def _check(document: Document, original: MarkedWords, words: MarkedWords) -> None:
    paper, _ = stored_paper(document)  # it was read for the original
    if words.identifier and words.identifier not in fingerprints(paper):
        raise Invalid("Tệp này không phải bản Word của văn bản này.", field="upload")
    if not words.marked:
        raise Invalid(
            "Tệp không còn dấu nhận biết các đoạn nên không đối chiếu được. Đề nghị sửa trên "
            "bản Word tải về từ trang này.",
            field="upload",
        )
    if len(words.blocks) > len(original.blocks) + MOST_NEW:
        raise Invalid(
            f"Tệp có nhiều hơn văn bản trên {MOST_NEW} đoạn nên không đối chiếu. Đề nghị kiểm tra "
            "lại tệp, hoặc soạn trực tiếp ở trang Nội dung văn bản.",
            field="upload",
        )


def _original(document: Document) -> MarkedWords:
    try:
        return read_words(word_of(document))
    except (ContentError, FontsMissingError) as error:
        raise Invalid(
            "Chưa lập lại được bản Word gốc của văn bản để đối chiếu; đề nghị lập văn bản mới.",
            field="upload",
        ) from error


def sealable(returned: Returned) -> Mapping[str, object]:
    """Return what a confirmation needs, as plain data."""
    return {
        one.held.section.value: {
            "seen": one.held.mark,
            "rows": [[row.text, row.agency] for row in one.paragraphs],
        }
        for one in returned.sections
    }

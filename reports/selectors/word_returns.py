"""A Word copy that came back beside the paper it was made from, and the year's words today."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounts.errors import Invalid
from accounts.verdicts import YES, Verdict
from blocs.models import Season
from blocs.rules.figures import Figure
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS, Difference, Paragraph, signs_of
from blocs.rules.own_words import fault_of, own_lines, own_mark
from blocs.rules.text import tidy
from blocs.states import AGENCY_SECTIONS, NarrativeSection
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
_STANDARD = "mục không còn lời riêng thì văn bản vẫn in lời có sẵn"


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section as it would be, beside what it is.

    Args:
        paragraphs: all of it, or the lines of the one agency that writes them in its own paper.
        seen: the mark of what they would take the place of.
        comparison: of what the paper itself prints; an agency's own paper tells nothing of others.
        lost: the figures of the data that would go with the words that go.
    """

    held: SectionView
    paragraphs: tuple[Paragraph, ...]
    seen: str
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


def _anybody(_: NarrativeSection) -> Verdict:
    return YES


def read_return(
    document: Document,
    season: Season,
    words: MarkedWords,
    may: Callable[[NarrativeSection], Verdict] = _anybody,
) -> Returned:
    """Compare a returned file with its paper; nothing is written.

    Only sections that the paper prints take words: what another shares with it by chance is not
    changed there.

    Args:
        may: whether the person changes a section; of the others is told who does.

    Raises:
        Invalid: the file was made from another paper, or its marks are gone.
    """
    original = _original(document)
    _check(document, original, words)
    members = season.memberships.values_list("name", "agency__code")
    code = document.agency.code if document.agency else ""
    sections = _sections(document, season)
    held = Words([_of_agency(one, code) for one in sections], dict(members), code)
    blocks = with_lost_marks(original.marked, words.blocks)
    reading = Reading(original, without_printed(original.blocks, blocks), held)
    reading.read()
    changed = []
    for section in sections:
        one = _changed(season, section, held.paragraphs(section.section), code)
        if one is not None:
            reading.left += _not_taken(one, may)
            if _is_taken(one, may):
                changed.append(one)
    return Returned(
        changed,
        numbers=reading.numbers[:MOST_LISTED],
        left=reading.left[:MOST_LISTED],
        more=sum(max(0, len(one) - MOST_LISTED) for one in (reading.numbers, reading.left)),
        lists=list(reading.lists),
        touches_form=reading.touches_form,
    )


def _sections(document: Document, season: Season) -> list[SectionView]:
    printed = PRINTS.get(document.kind, ())
    return [one for one in read_narrative(season).sections if one.section in printed]


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


def _changed(
    season: Season, held: SectionView, after: Sequence[Paragraph], code: str
) -> ChangedSection | None:
    before = held.printed
    if held.section in AGENCY_SECTIONS:
        own = own_lines(before, code)
        before, seen = [Paragraph(line, code) for line in own], own_mark(own)
        after = wanted = [Paragraph(line, code) for line in own_lines(after, code)]
    else:
        wanted, seen = _with_others(held, after, code), held.mark
    if wanted == before:
        return None
    was = [one for one in before if code in {"", one.agency}]  # nothing of the others is told
    texts = [one.text for one in was], [one.text for one in after]
    return ChangedSection(
        held,
        tuple(wanted),
        seen,
        changes_between(season, was, after),
        tuple(lost_figures(*texts)),
    )


def _is_taken(one: ChangedSection, may: Callable[[NarrativeSection], Verdict]) -> bool:
    """Say whether the section is stored as it would be."""
    says_nothing = one.held.is_standard and not one.paragraphs
    is_fit = may(one.held.section) and not _unfit(one)
    return bool(is_fit) and not says_nothing


def _not_taken(one: ChangedSection, may: Callable[[NarrativeSection], Verdict]) -> Iterator[Left]:
    """Tell what of the section is not taken, or not as it stands in the file."""
    held = one.held
    if held.section in STANDARD_SECTIONS and held.draft and not one.paragraphs:
        yield Left(f"Mục {held.label}", "", _STANDARD)
    if not (verdict := may(held.section)):
        yield from _left(one, verdict.reason)
    elif why := _unfit(one):
        yield Left("", f"Mục {held.label}", why)


def _left(section: ChangedSection, reason: str) -> Iterator[Left]:
    """Tell of each paragraph that the person may not change there, and who may."""
    why = f"Mục “{section.held.label}” của trang Nội dung văn bản. {reason}"
    for row in section.comparison.rows:
        if row.change.is_changed:
            before = (one.text for one in row.change.stretches if one.kind is not Difference.ADDED)
            after = (one.text for one in row.change.stretches if one.kind is not Difference.REMOVED)
            yield Left("".join(before), "".join(after), why)


def _unfit(one: ChangedSection) -> str:
    """Say why a section cannot be stored as it would be; empty where it can."""
    after = one.paragraphs
    if one.held.section in AGENCY_SECTIONS:
        return fault_of([row.text for row in after])
    if len(after) > MOST_PARAGRAPHS:
        return f"mục sẽ có {len(after)} đoạn, nhiều hơn {MOST_PARAGRAPHS} đoạn"
    longest = max((signs_of(tidy(row.text)) for row in after), default=0)
    if longest > MOST_SIGNS:
        return f"mục sẽ có đoạn dài {longest} ký tự, nhiều hơn {MOST_SIGNS} ký tự"
    return ""


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
            "seen": one.seen,
            "rows": [[row.text, row.agency] for row in one.paragraphs],
        }
        for one in returned.sections
    }

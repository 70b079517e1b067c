"""Today's figures in the year's words, and drafts from them; every change keeps what was."""

from collections.abc import Sequence

from django.db import transaction

from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Season, SectionRevision
from blocs.rules.figures import lines_of, printed
from blocs.rules.narrative import Paragraph
from blocs.rules.own_words import fault_of, own_lines
from blocs.services import write_section
from blocs.services.rows import season_to_write
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause
from reports.rules.list_lines import says_something
from reports.rules.paper_sections import STANDARD_SECTIONS
from reports.selectors.members import member_names
from reports.selectors.narrative import (
    SectionView,
    read_narrative,
    refreshed_paragraphs,
    standard_paragraphs,
)

CHANGED = (
    "Nội dung hoặc số liệu vừa thay đổi sau khi quý vị mở trang. Quý vị vui lòng xem lại rồi thực "
    "hiện lại."
)


@transaction.atomic
def edit_section(
    *,
    season_id: int,
    section: NarrativeSection,
    paragraphs: Sequence[Paragraph],
    seen: str,
    since: int,
    actor: User | None,
) -> SectionRevision | None:
    """Write a section as somebody edited it; nothing is kept of what papers say by themselves.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the section was changed after it was shown.
        Invalid: a paragraph is too long, there are too many, or nobody has the code; of a section
            of agencies' own words, a paragraph is nobody's or an agency's are too long together.
    """
    season = season_to_write(season_id, actor)
    if section in AGENCY_SECTIONS:
        _demand_own(season, paragraphs)
    is_standard = list(paragraphs) == standard_paragraphs(season, section) or (
        section in STANDARD_SECTIONS and not _say_something(paragraphs)
    )
    return write_section(
        season_id=season_id,
        section=section,
        paragraphs=[] if is_standard else paragraphs,
        seen=seen,
        since=since,
        cause=RevisionCause.EDITED,
        actor=actor,
    )


def _demand_own(season: Season, paragraphs: Sequence[Paragraph]) -> None:
    """Refuse words that are no agency's, and those that the agency's own page could not save."""
    codes = dict.fromkeys(one.agency for one in paragraphs)
    if "" in codes:
        raise Invalid("Mỗi đoạn của mục này phải là của một đơn vị.", field="agency")
    for code in codes:
        if fault := fault_of(own_lines(paragraphs, code)):
            raise Invalid(f"{member_names(season).get(code, code)}: {fault}")


def _say_something(paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether a paper prints any of them: of nothing but signs it prints none."""
    return any(says_something(line) for one in paragraphs for line in lines_of(printed(one.text)))


@transaction.atomic
def accept_figures(
    *,
    season_id: int,
    seen: str,
    actor: User | None,
    section: NarrativeSection | None = None,
    place: int | None = None,
) -> int:
    """Bring figures in the words up to date; return how many were out of date.

    Args:
        seen: the mark of the section, or of all of them, that the person was shown.
        section: only in this section, and there only in the paragraph at ``place`` if given.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: a word or a value is no longer what the person saw.
    """
    season = season_to_write(season_id, actor)
    narrative = read_narrative(season)
    marked = narrative.section(section) if section else narrative
    if marked.figures_mark != seen:
        raise Stale(CHANGED)
    chosen = [narrative.section(section)] if section else narrative.sections
    count = 0
    for one in chosen:
        if one.is_standard:  # nobody wrote it: the paper says today's figures by itself
            continue
        rows = [row for row in one.rows if place in {None, row.place}]
        count += sum(len(row.stale) for row in rows)
        after = refreshed_paragraphs(one, narrative.book, place)
        _write(season, one, after, RevisionCause.FIGURES, actor)
    return count


@transaction.atomic
def draft_section(
    *, season_id: int, section: NarrativeSection, replace: bool, seen: str, actor: User | None
) -> int:
    """Write a section from the figures; return how many paragraphs the draft brought.

    Args:
        replace: the draft takes the place of what is there; else it is put behind it.
        seen: the mark of the words and the draft that the person was shown.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the words or the figures are no longer what the person saw.
        Invalid: the data says nothing that the section does not hold already.
    """
    season = season_to_write(season_id, actor)
    held = read_narrative(season).section(section)
    if held.draft_mark != seen:
        raise Stale(CHANGED)
    brought = held.draft if replace else held.missing
    if not (brought and held.can_draft):
        raise Invalid("Chưa có số liệu mới để soạn nháp cho mục này.")
    after = [*brought] if replace else [*held.paragraphs, *brought]
    _write(season, held, after, RevisionCause.DRAFTED, actor)
    return len(brought)


@transaction.atomic
def draft_empty_sections(*, season_id: int, actor: User | None) -> int:
    """Write every section that is empty from the figures; return how many were written.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: no section is empty that the data tells of.
    """
    season = season_to_write(season_id, actor)
    empty = read_narrative(season).empty_with_draft
    if not empty:
        raise Invalid("Không còn mục trống nào có số liệu để soạn nháp.")
    for one in empty:
        _write(season, one, one.draft, RevisionCause.DRAFTED, actor)
    return len(empty)


def _write(
    season: Season,
    held: SectionView,
    after: Sequence[Paragraph],
    cause: RevisionCause,
    actor: User | None,
) -> None:
    write_section(
        season_id=season.pk,
        section=held.section,
        paragraphs=after,
        seen=held.mark,
        cause=cause,
        actor=actor,
    )

"""What one agency's own papers say in its own words: each writes its part of a section."""

from dataclasses import dataclass

from django.db import transaction

from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Agency, SectionRevision
from blocs.permissions import can_write_own_words, seats_of
from blocs.rules.figures import lines_of
from blocs.rules.narrative import Paragraph
from blocs.rules.own_words import fault_of, own_lines, own_mark, with_own
from blocs.rules.text import tidy
from blocs.services.narrative import CHANGED, kept_revision, put_section
from blocs.services.references import Begun, followed_from, followed_since
from blocs.services.revisions import paragraphs_of
from blocs.services.rows import locked_season, season_to_write
from blocs.standing import standing_of
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause


@dataclass(frozen=True, slots=True)
class OwnText:
    """What an agency wants to say in a section, each line a paragraph, and what was shown.

    Args:
        seen: the mark (``own_mark``) of the agency's lines that the person was shown.
        since: the last move of keys (``last_move``) when it was shown; None: it was just now.
    """

    text: str
    seen: str
    since: int | None = None


@transaction.atomic
def write_own_words(
    *,
    season_id: int,
    agency: Agency,
    section: NarrativeSection,
    own: OwnText,
    actor: User | None,
) -> SectionRevision | None:
    """Put an agency's lines in place of its present ones; the others' stay where they are.

    Lines that read so already, as after a second click, are in nobody's way. Where two people
    change only what figures of the same words refer to, the second one's keys stand.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the agency's lines were changed after they were shown.
        Invalid: the agency is no member, the section is nobody's own, or the text is too long.
    """
    season = locked_season(season_id)
    can_write_own_words(standing_of(actor), season, seats_of(season), agency.pk).demand()
    _demand_own(section)
    if not season.memberships.filter(agency=agency).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")
    held = paragraphs_of(season, section)
    before = own_lines(held, agency.code)
    begun = Begun([Paragraph(tidy(own.text))], own.seen, own.since)
    after = lines_of(followed_from(season, section, begun).paragraphs[0].text)
    if list(after) == before:
        return None
    if own_mark(before) != own.seen:
        raise Stale(CHANGED)
    if fault := fault_of(after):
        raise Invalid(fault, field=section.value)
    wanted = with_own(held, agency.code, after)
    return put_section(season, section, held, wanted, cause=RevisionCause.EDITED, actor=actor)


@transaction.atomic
def restore_own_words(
    *, revision_id: int, code: str, seen: str, actor: User | None
) -> SectionRevision | None:
    """Give an agency the lines that it had in a kept state; the others' stay as they are.

    Args:
        code: of the agency.
        seen: the mark (``own_mark``) of the agency's lines that the person was shown.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the agency's lines were changed after they were shown.
        Refused: there is no such revision.
        Invalid: the section is nobody's own, or the agency's lines are too long.
    """
    revision = kept_revision(revision_id)
    season, section = season_to_write(revision.season_id, actor), NarrativeSection(revision.section)
    _demand_own(section)
    held = paragraphs_of(season, section)
    before, after = own_lines(held, code), own_lines(followed_since(revision), code)
    if own_mark(before) != seen:
        raise Stale(CHANGED)
    if after == before:
        return None
    if fault := fault_of(after):
        raise Invalid(fault, field=section.value)
    wanted = with_own(held, code, after)
    return put_section(season, section, held, wanted, cause=RevisionCause.RESTORED, actor=actor)


def _demand_own(section: NarrativeSection) -> None:
    if section not in AGENCY_SECTIONS:
        raise Invalid("Mục này không phải lời văn riêng của từng đơn vị.")

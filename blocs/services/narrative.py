"""The year's words, section by section: each change leaves the state before it on record."""

from collections.abc import Sequence

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Season, SectionRevision, Statement
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS, Paragraph, mark_of, signs_of
from blocs.rules.text import tidy
from blocs.services.references import Begun, followed_from, followed_since
from blocs.services.revisions import content_of, keep, keep_as_found, paragraphs_of
from blocs.services.rows import GONE, insert, season_to_write
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause

CHANGED = (
    "Trong lúc quý vị soạn, mục này đã được người khác sửa. Nội dung của quý vị vẫn còn ở dưới, "
    "chưa được lưu."
)


@transaction.atomic
def write_section(
    *,
    season_id: int,
    section: NarrativeSection,
    paragraphs: Sequence[Paragraph],
    seen: str,
    since: int | None = None,
    cause: RevisionCause,
    actor: User | None,
) -> SectionRevision | None:
    """Put the paragraphs in place of the section's present ones; nothing is done where none differ.

    The state before is kept too, when it is not the one that was kept last. Where a result got
    another name meanwhile, the paragraphs follow it.

    Args:
        seen: the mark (``mark_of``) of the section that the person was shown.
        since: the last move of keys (``last_move``) when it was shown; None: it was just now.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the section was changed after it was shown.
        Invalid: a paragraph is empty or too long, there are too many, or nobody has the code.
    """
    season = season_to_write(season_id, actor)
    before = paragraphs_of(season, section)
    begun = followed_from(season, section, Begun(paragraphs, seen, since))
    if mark_of(before) != begun.seen:
        raise Stale(CHANGED)
    return put_section(season, section, before, begun.paragraphs, cause=cause, actor=actor)


@transaction.atomic
def restore_section(*, revision_id: int, seen: str, actor: User | None) -> SectionRevision | None:
    """Make a kept state of a section the present one again; that is a revision like any other.

    Its figures refer to what they did then, also where that has another name now.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the section was changed after it was shown.
        Refused: there is no such revision, or its words are each agency's own
            (``restore_own_words``).
    """
    revision = kept_revision(revision_id)
    season, section = season_to_write(revision.season_id, actor), NarrativeSection(revision.section)
    if section in AGENCY_SECTIONS:
        raise Refused("Lời văn của mục này là của từng đơn vị: chỉ khôi phục của từng đơn vị một.")
    before = paragraphs_of(season, section)
    if mark_of(before) != seen:
        raise Stale(CHANGED)
    after, cause = followed_since(revision), RevisionCause.RESTORED
    return put_section(season, section, before, after, cause=cause, actor=actor)


def kept_revision(revision_id: int) -> SectionRevision:
    """Return a kept state of a section.

    Raises:
        Refused: there is none.
    """
    revision = SectionRevision.objects.filter(pk=revision_id).first()
    if revision is None:
        raise Refused(GONE)
    return revision


def put_section(
    season: Season,
    section: NarrativeSection,
    before: Sequence[Paragraph],
    wanted: Sequence[Paragraph],
    *,
    cause: RevisionCause,
    actor: User | None,
) -> SectionRevision | None:
    """Put the paragraphs in place of those before; whoever calls this holds the season.

    Raises:
        Invalid: a paragraph is empty or too long, there are too many, or nobody has the code.
    """
    after = _checked(wanted)
    if after == list(before):
        return None
    keep_as_found(season, section, before)
    _replace(season, section, after)
    revision = keep(season, section, after, cause, actor)
    audit.record(
        actor=actor,
        action="season.section",
        subject=season,
        before={"section": section.value, "rows": content_of(before)},
        after={"section": section.value, "rows": content_of(after), "cause": cause.value},
    )
    return revision


def _checked(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise Invalid(f"Mỗi mục có nhiều nhất {MOST_PARAGRAPHS} đoạn.")
    tidied = [Paragraph(tidy(one.text), one.agency) for one in paragraphs]
    for place, one in enumerate(tidied, start=1):
        if not one.text:
            raise Invalid(f"Đoạn {place} chưa có nội dung.")
        if (signs := signs_of(one.text)) > MOST_SIGNS:
            raise Invalid(
                f"Đoạn {place} dài {signs} ký tự; mỗi đoạn có nhiều nhất {MOST_SIGNS} ký "
                "tự, đề nghị quý vị tách thành nhiều đoạn."
            )
    return tidied


def _replace(season: Season, section: NarrativeSection, after: Sequence[Paragraph]) -> None:
    """Write all statements anew in the order of the sections; a position belongs to one of them."""
    codes = {one.agency for one in after if one.agency}
    agencies = {one.code: one for one in Agency.objects.filter(code__in=codes)}
    if unknown := codes - agencies.keys():
        raise Invalid(f"Không có đơn vị mã “{min(unknown)}”.", field="agency")
    rows: dict[str, list[Statement]] = {one.value: [] for one in NarrativeSection}
    for held in season.statements.exclude(section=section.value).order_by("position"):
        rows[held.section].append(
            Statement(section=held.section, agency_id=held.agency_id, text=held.text)
        )
    rows[section.value] = [
        Statement(section=section.value, agency=agencies.get(one.agency), text=one.text)
        for one in after
    ]
    placed = [row for kept in rows.values() for row in kept]
    for position, row in enumerate(placed, start=1):
        row.season, row.position = season, position
    season.statements.all().delete()
    insert(Statement, placed, refusal="Nội dung văn bản không hợp lệ.")

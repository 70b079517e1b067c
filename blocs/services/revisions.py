"""The kept states of the sections of words: what is there now, and what was there before."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from blocs.models import Season, SectionRevision
from blocs.rules.narrative import Paragraph
from blocs.states import NarrativeSection, RevisionCause


def paragraphs_of(season: Season, section: NarrativeSection) -> list[Paragraph]:
    """Return the section as it is now. One query."""
    rows = season.statements.filter(section=section.value).order_by("position")
    return [Paragraph(text, code or "") for text, code in rows.values_list("text", "agency__code")]


def content_of(paragraphs: Sequence[Paragraph]) -> list[dict[str, str]]:
    """Return the paragraphs as they are kept and recorded."""
    return [{"agency": one.agency, "text": one.text} for one in paragraphs]


def keep_as_found(season: Season, section: NarrativeSection, before: Sequence[Paragraph]) -> None:
    """Keep the state before a change, when it is not the one that was kept last."""
    last = _last(season, section)
    held = list(last.paragraphs) if last else []
    if held != list(before):
        keep(season, section, before, RevisionCause.FOUND, None)


def keep(
    season: Season,
    section: NarrativeSection,
    paragraphs: Sequence[Paragraph],
    cause: RevisionCause,
    actor: User | None,
) -> SectionRevision:
    """Keep a state of a section under the next number."""
    last = _last(season, section)
    return SectionRevision.objects.create(
        season=season,
        section=section.value,
        number=last.number + 1 if last else 1,
        cause=cause.value,
        content=content_of(paragraphs),
        made_by=actor,
        made_at=timezone.now(),
    )


def _last(season: Season, section: NarrativeSection) -> SectionRevision | None:
    kept = SectionRevision.objects.filter(season=season, section=section.value)
    return kept.order_by("-number").first()

"""The kept states of a section: listed, and two of them compared."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.models import Season
from blocs.models.labels import NARRATIVE_SECTIONS
from blocs.permissions import can_run_season, seats_of, sees_whole_calendar
from blocs.services import paragraphs_of
from blocs.standing import Standing, standing_of
from blocs.states import NarrativeSection
from reports.narrative_forms import CompareForm
from reports.selectors.section_history import Comparison, changes_between, revisions_of
from reports.tables import RevisionTable
from reports.views.narrative import narrative_crumbs, section_url
from reports.wording import bloc_words
from scoring.selectors.samples import is_sample

HISTORY = "Các bản đã lưu"
_LABELS = dict(NARRATIVE_SECTIONS)


@require_safe
@login_required
def revision_list(
    request: SignedInRequest, bloc: str, cycle: str, section: NarrativeSection
) -> HttpResponse:
    """List what the section was, and show two states of it beside each other."""
    standing = standing_of(request.user)
    season = season_with_drafts(standing, bloc, cycle)
    kept = revisions_of(season, section)
    form = CompareForm(
        request.GET if "cu" in request.GET else None,
        numbers=list(kept.values_list("number", flat=True)),
    )
    context = {
        "season": season,
        "label": section_label(season, section),
        "section": section,
        "form": form,
        "changes": _compared(season, section, form) if form.is_valid() else None,
        "table": RevisionTable(kept, request=request, season=season, section=section),
        "can_edit": can_run_season(standing, season, seats_of(season)),
        "page": section_url(season, section),
        "is_sample": is_sample(season),
        "crumbs": narrative_crumbs(season, f"{section_label(season, section)}: {HISTORY.lower()}"),
    }
    return render(request, "reports/narrative_history.html", context)


def season_with_drafts(standing: Standing, bloc: str, cycle: str) -> Season:
    """Return the season; drafts are for those who lead it or oversee it."""
    season = season_for(standing, bloc, cycle)
    if not sees_whole_calendar(standing, season, seats_of(season)):
        raise Http404("No drafts for a member.")
    return season


def _compared(season: Season, section: NarrativeSection, form: CompareForm) -> Comparison:
    old, new = form.chosen
    states = {
        one.number: one.paragraphs
        for one in revisions_of(season, section).filter(
            number__in=[number for number in (old, new) if number]
        )
    }
    now = paragraphs_of(season, section) if new is None else states[new]
    return changes_between(season, states[old], now)


def section_label(season: Season, section: NarrativeSection) -> str:
    """Return the name of a section in the words of the season's bloc."""
    return bloc_words(season.bloc.kind).narrowed(_LABELS[section.value])

"""The kept states of a section: listed, two of them compared, one made the present one again."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season, SectionRevision
from blocs.models.labels import NARRATIVE_SECTIONS
from blocs.permissions import can_run_season, seats_of, sees_whole_calendar
from blocs.rules.narrative import mark_of
from blocs.services import followed_since, paragraphs_of, restore_section
from blocs.standing import Standing, standing_of
from blocs.states import NarrativeSection
from reports.narrative_forms import CompareForm, RestoreForm, show_again
from reports.selectors.section_history import Comparison, changes_between, revisions_of
from reports.tables import RevisionTable
from reports.views.narrative import PAGE, narrative_crumbs, narrative_url, section_url
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
    season = _season(standing, bloc, cycle)
    kept = revisions_of(season, section)
    form = CompareForm(
        request.GET if "cu" in request.GET else None,
        numbers=list(kept.values_list("number", flat=True)),
    )
    context = {
        "season": season,
        "label": _label(season, section),
        "section": section,
        "form": form,
        "changes": _compared(season, section, form) if form.is_valid() else None,
        "table": RevisionTable(kept, request=request, season=season, section=section),
        "can_edit": can_run_season(standing, season, seats_of(season)),
        "page": section_url(season, section),
        "is_sample": is_sample(season),
        "crumbs": narrative_crumbs(season, f"{_label(season, section)}: {HISTORY.lower()}"),
    }
    return render(request, "reports/narrative_history.html", context)


@require_form
@login_required
def revision_restore(
    request: SignedInRequest, bloc: str, cycle: str, section: NarrativeSection, number: int
) -> HttpResponse:
    """Show what a kept state would change, and make it the present one."""
    standing = standing_of(request.user)
    season = _season(standing, bloc, cycle)
    revision = _revision(season, section, number)
    form = RestoreForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: restore_section(
            revision_id=revision.pk, actor=request.user, **form.cleaned_data
        ),
        done=lambda kept: (
            f"Đã khôi phục bản {number}." if kept else "Nội dung hiện nay đã đúng như bản này."
        ),
        to=section_url(season, section),
        template="reports/narrative_restore.html",
        context=lambda: _restoring(standing, season, revision, form),
    )


def _season(standing: Standing, bloc: str, cycle: str) -> Season:
    """Return the season; drafts are for those who lead it or oversee it."""
    season = season_for(standing, bloc, cycle)
    if not sees_whole_calendar(standing, season, seats_of(season)):
        raise Http404("No drafts for a member.")
    return season


def _revision(season: Season, section: NarrativeSection, number: int) -> SectionRevision:
    revision = revisions_of(season, section).filter(number=number).first()
    if revision is None:
        raise Http404("No such revision.")
    return revision


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


def _restoring(
    standing: Standing, season: Season, revision: SectionRevision, form: RestoreForm
) -> dict[str, Any]:
    section = NarrativeSection(revision.section)
    now, then = paragraphs_of(season, section), followed_since(revision)
    show_again(form, mark_of(now))
    page = reverse(
        "reports:narrative-history", args=[season.bloc.code, season.cycle.label, section]
    )
    label = f"Khôi phục bản {revision.number}"
    ask = Confirmation(
        label=label,
        subject=_label(season, section),
        verdict=can_run_season(standing, season, seats_of(season)),
        consequences=(
            f"Nội dung của mục trở lại như bản {revision.number}; bản hiện nay vẫn được giữ.",
            "Số liệu trong bản cũ có thể đã thay đổi; trang Nội dung văn bản sẽ đánh dấu.",
        ),
        hindrance="Nội dung hiện nay đã đúng như bản này." if now == then else "",
        page=page,
        page_name=HISTORY.lower(),
    )
    return {
        "ask": ask,
        "changes": changes_between(season, now, then),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(
            season, Crumb(PAGE, narrative_url(season)), Crumb(HISTORY, page), label
        ),
    }


def _label(season: Season, section: NarrativeSection) -> str:
    return bloc_words(season.bloc.kind).narrowed(_LABELS[section.value])

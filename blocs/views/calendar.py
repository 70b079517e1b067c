"""The calendar of a season: its steps, every member's own deadlines, more time for one."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.errors import Refused, Stale
from accounts.http import SignedInRequest
from accounts.pages import require_form
from accounts.refusals import show_refusal
from blocs import services
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.forms import ExtensionForm, StepForm
from blocs.models import Agency, CalendarStep, Season
from blocs.models.labels import STEP_KINDS
from blocs.permissions import (
    can_extend_step,
    can_manage_season,
    can_run_season,
    seats_of,
    sees_whole_calendar,
)
from blocs.selectors import (
    calendar_changes,
    extensions_of,
    labels_of,
    member_deadlines,
    step_rows,
)
from blocs.services.calendar import mark_of
from blocs.standing import standing_of
from blocs.states import StepKind

_LABELS = dict(STEP_KINDS)
OK, DONE = 200, 302
# Which cell of a form a service speaks of.
_CELLS = {"due_at": "due_on"}


@require_safe
@login_required
def calendar(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the calendar; a member sees its own deadlines, who runs or oversees it all."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    sees_all = sees_whole_calendar(standing, season, seats)
    kept = None if sees_all else standing.agency_ids
    members = member_deadlines(season, kept)
    context = {
        "season": season,
        "steps": step_rows(season),
        "labels": labels_of(members),
        "extensions": extensions_of(season, kept),
        "changes": calendar_changes(season) if sees_all else [],
        "can_set": can_run_season(standing, season, seats),
        "rows": [(one, can_extend_step(standing, season, one.agency.pk)) for one in members],
        "can_extend": can_manage_season(standing, season),
        "sees_all": sees_all,
        "crumbs": season_crumbs(season, "Lịch"),
    }
    return render(request, "blocs/calendar.html", context)


@require_form
@login_required
def step_set(request: SignedInRequest, bloc: str, cycle: str, kind: StepKind) -> HttpResponse:
    """Ask for the times of a step on GET, set them on POST; what was typed is never lost."""
    season = season_for(standing_of(request.user), bloc, cycle)
    window = season.calendar.windows.get(kind)
    seen = mark_of(season.steps.filter(kind=kind.value).first())
    now = timezone.now()
    form = StepForm(request.POST or None, initial={"seen": seen}, window=window, now=now)
    status = OK
    if request.method == "POST":
        status = _set(request, season, kind, form, seen)
        if status == DONE:
            messages.success(request, f"Đã đặt thời hạn bước “{_LABELS[kind.value]}”.")
            return redirect("blocs:calendar", bloc, cycle)
    asks = form.is_bound and status == OK and "sua" not in request.POST
    verdict = can_run_season(standing_of(request.user), season, seats_of(season))
    context = {**_context(season, kind), "form": form, "verdict": verdict, "window": window}
    name = "blocs/step_set_confirm.html" if asks else "blocs/step_set.html"
    return render(request, name, context, status=status)


def _set(
    request: SignedInRequest, season: Season, kind: StepKind, form: StepForm, seen: str
) -> int:
    """Set the step; return the status of the page to show, or ``DONE``.

    What shuts the step at once for everybody is confirmed first.
    """
    if not form.is_valid():
        return 422
    if "sua" in request.POST or (form.shuts_at_once and "xac-nhan" not in request.POST):
        return OK
    try:
        services.set_step(season_id=season.pk, kind=kind, actor=request.user, **form.values)
    except Refused as refusal:
        return _tell(form, refusal, seen)
    return DONE


@require_form
@login_required
def step_extend(
    request: SignedInRequest, bloc: str, cycle: str, kind: StepKind, agency: str
) -> HttpResponse:
    """Ask for the new time and the reason, show what that means, then extend."""
    season = season_for(standing_of(request.user), bloc, cycle)
    step = season.steps.filter(kind=kind.value).first()
    member = season.memberships.select_related("agency").filter(agency__code=agency).first()
    if step is None or member is None:
        raise Http404("No such step or member.")
    known = step.extensions.filter(agency=member.agency_id).first()
    window = season.calendar.windows[kind]
    form = ExtensionForm(request.POST or None, initial={"seen": mark_of(known)}, window=window)
    status = OK
    if request.method == "POST":
        status = _extend(request, form, step, member.agency, mark_of(known))
        if status == DONE:
            messages.success(request, f"Đã gia hạn cho {member.name}.")
            return redirect("blocs:calendar", bloc, cycle)
    asks = form.is_bound and status == OK and "sua" not in request.POST
    context = {
        **_context(season, kind),
        "form": form,
        "member": member,
        "current": window.deadline(member.agency_id),
        "known": known,
        "due_at": form.due_at if asks else None,
        "verdict": can_extend_step(standing_of(request.user), season, member.agency_id),
    }
    name = "blocs/step_extend_confirm.html" if asks else "blocs/step_extend.html"
    return render(request, name, context, status=status)


def _extend(
    request: SignedInRequest, form: ExtensionForm, step: CalendarStep, agency: Agency, seen: str
) -> int:
    """Extend once it was confirmed; return the status of the page to show, or ``DONE``."""
    if not form.is_valid():
        return 422
    if "xac-nhan" not in request.POST:
        return OK
    try:
        services.extend_step(
            step_id=step.pk,
            agency=agency,
            due_at=form.due_at,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            actor=request.user,
        )
    except Refused as refusal:
        return _tell(form, refusal, seen)
    return DONE


def _tell(form: StepForm | ExtensionForm, refusal: Refused, seen: str) -> int:
    """Put a refusal beside its cell and return the status of the page.

    A page that was stale shows the setting of now, so the next attempt speaks of that one.
    """
    if isinstance(refusal, Stale):
        form.data = {**{name: form.data[name] for name in form.data}, "seen": seen}
    return show_refusal(form, refusal, _CELLS)


def _context(season: Season, kind: StepKind) -> Mapping[str, object]:
    page = reverse("blocs:calendar", args=[season.bloc.code, season.cycle.label])
    label = _LABELS[kind.value]
    return {
        "season": season,
        "kind": kind,
        "label": label,
        "page": page,
        "crumbs": season_crumbs(season, Crumb("Lịch", page), label),
    }

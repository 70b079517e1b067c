"""From when the members of a season see each other's points."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import NotAllowed, Refused, Stale
from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from blocs.states import Stage
from scoring.models import SeasonTable
from scoring.permissions import can_set_visibility
from scoring.selectors.samples import is_sample
from scoring.services.visibility import OPENING_STAGES, set_visibility

_LABELS = dict(STAGES)
CHOICES = [(stage.value, _LABELS[stage.value]) for stage in OPENING_STAGES]


class VisibilityForm(forms.Form):
    """The stages that open totals and lines, and those that the page showed."""

    totals_from = forms.ChoiceField(
        label="Tổng điểm và thứ hạng: công khai từ bước",
        choices=CHOICES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    lines_from = forms.ChoiceField(
        label="Điểm từng tiêu chí, giải trình, minh chứng: công khai từ bước",
        choices=CHOICES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    seen_totals = forms.ChoiceField(choices=STAGES, widget=forms.HiddenInput)
    seen_lines = forms.ChoiceField(choices=STAGES, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visibility(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the setting on GET to everyone of the season; keep a new one on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    if request.method != "POST":
        return _page(request, standing, season, _form_of(season))
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, season, form, 422)
    data = {name: Stage(word) for name, word in form.cleaned_data.items()}
    try:
        set_visibility(
            season_id=season.pk,
            totals_from=data["totals_from"],
            lines_from=data["lines_from"],
            seen=(data["seen_totals"], data["seen_lines"]),
            actor=request.user,
        )
    except Refused as refusal:
        form.add_error(getattr(refusal, "field", "") or None, str(refusal))
        return _page(request, standing, season, form, _status(refusal))
    messages.success(request, "Đã lưu thời điểm công khai điểm.")
    return redirect("scoring:visibility", bloc, cycle)


def _form_of(season: Season) -> VisibilityForm | None:
    row = SeasonTable.objects.filter(season=season).first()
    if row is None:
        return None
    return VisibilityForm(
        initial={
            "totals_from": row.totals_from,
            "lines_from": row.lines_from,
            "seen_totals": row.totals_from,
            "seen_lines": row.lines_from,
        }
    )


def _page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    form: VisibilityForm | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "season": season,
        "form": form,
        "can_set": can_set_visibility(standing, season, seats_of(season)),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Công khai điểm"),
    }
    return render(request, "scoring/visibility.html", context, status=status)


def _status(refusal: Refused) -> int:
    if isinstance(refusal, Stale):
        return 409
    return 403 if isinstance(refusal, NotAllowed) else 422

"""From when the members of a season see each other's points."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from accounts.spoken_forms import SpokenForm
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import Stage
from scoring.models import SeasonTable
from scoring.permissions import can_set_visibility
from scoring.selectors.samples import is_sample
from scoring.services.visibility import OPENING_STAGES, set_visibility

_LABELS = dict(STAGES)
CHOICES = [(stage.value, _LABELS[stage.value]) for stage in OPENING_STAGES]


class VisibilityForm(SpokenForm):
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


@require_form
@login_required
def visibility(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the setting on GET to everyone of the season; keep a new one on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    row = SeasonTable.objects.filter(season=season).first()
    form = VisibilityForm(posted(request), initial=_start(row))
    return form_page(
        request,
        form,
        act=lambda: _set(request, season, form),
        done="Đã lưu thời điểm công khai điểm.",
        to=reverse("scoring:visibility", args=[bloc, cycle]),
        template="scoring/visibility.html",
        context=lambda: {
            "season": season,
            "has_table": row is not None,
            "can_set": can_set_visibility(standing, season, seats_of(season)),
            "is_sample": is_sample(season),
            "crumbs": season_crumbs(season, "Công khai điểm"),
        },
    )


def _set(request: SignedInRequest, season: Season, form: VisibilityForm) -> None:
    data = {name: Stage(word) for name, word in form.cleaned_data.items()}
    set_visibility(
        season_id=season.pk,
        totals_from=data["totals_from"],
        lines_from=data["lines_from"],
        seen=(data["seen_totals"], data["seen_lines"]),
        actor=request.user,
    )


def _start(row: SeasonTable | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "totals_from": row.totals_from,
        "lines_from": row.lines_from,
        "seen_totals": row.totals_from,
        "seen_lines": row.lines_from,
    }

"""The programme of one meeting of the season."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs import services
from blocs.access import meeting_for, season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.forms import ProgrammeForm
from blocs.permissions import can_set_programme, seats_of
from blocs.rules.programme import written
from blocs.selectors import programme_of
from blocs.services.programme import mark_of_programme
from blocs.standing import standing_of


@require_form
@login_required
def programme(request: SignedInRequest, bloc: str, cycle: str, position: int) -> HttpResponse:
    """Show the programme on GET, the usual one where none was set; set it on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    meeting = meeting_for(season, position)
    shown = {"programme": written(programme_of(meeting)), "seen": mark_of_programme(meeting)}
    form = ProgrammeForm(posted(request), initial=shown)
    papers = reverse("reports:document-list", args=[bloc, cycle])
    return form_page(
        request,
        form,
        act=lambda: services.set_programme(
            season_id=season.pk,
            position=position,
            lines=form.cleaned_data["programme"],
            seen=form.cleaned_data["seen"],
            actor=request.user,
        ),
        done=f"Đã lưu chương trình “{meeting.name}”.",
        to=papers,
        template="blocs/programme.html",
        context=lambda: {
            "season": season,
            "meeting": meeting,
            "page": papers,
            "verdict": can_set_programme(standing, season, seats_of(season), meeting),
            "crumbs": season_crumbs(season, Crumb("Văn bản", papers), "Chương trình"),
        },
    )

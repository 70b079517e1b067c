"""The numbered tasks for the next year."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs import services
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.permissions import can_run_season, seats_of
from blocs.services.next_tasks import mark_of_tasks, tasks_of
from blocs.standing import standing_of
from blocs.task_forms import TasksForm


@require_form
@login_required
def next_tasks(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the tasks on GET, one a line; put others in their place on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    # A task from a season file may have several lines; here each is one.
    shown = "\n".join(" ".join(text.split()) for text in tasks_of(season))
    form = TasksForm(posted(request), initial={"tasks": shown, "seen": mark_of_tasks(season)})
    words = reverse("reports:narrative", args=[bloc, cycle])
    return form_page(
        request,
        form,
        act=lambda: services.write_next_tasks(
            season_id=season.pk, actor=request.user, **form.values
        ),
        done=lambda tasks: f"Đã lưu {len(tasks)} nhiệm vụ năm sau." if tasks else "Đã lưu.",
        to=words,
        template="blocs/next_tasks.html",
        context=lambda: {
            "season": season,
            "page": words,
            "verdict": can_run_season(standing, season, seats_of(season)),
            "crumbs": season_crumbs(season, Crumb("Nội dung văn bản", words), "Nhiệm vụ năm sau"),
        },
    )

"""The meetings of a season: their list, and one planned, changed or cancelled."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs import services
from blocs.access import meeting_for, season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.meeting_forms import CancelForm, MeetingForm
from blocs.models import Meeting, Season
from blocs.permissions import can_change_meeting, can_run_season, seats_of
from blocs.selectors import meetings_listed
from blocs.services.meeting_plans import WAS_HELD, mark_of_meeting, plan_of
from blocs.standing import standing_of


@require_safe
@login_required
def meeting_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the meetings of the season in their order, cancelled ones with the reason."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    context = {
        "season": season,
        "meetings": meetings_listed(season),
        "verdict": can_run_season(standing, season, seats_of(season)),
        "crumbs": season_crumbs(season, "Hội nghị"),
    }
    return render(request, "blocs/meeting_list.html", context)


@require_form
@login_required
def meeting_add(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Ask for a meeting on GET, add it on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = MeetingForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: services.plan_meeting(season_id=season.pk, plan=form.plan, actor=request.user),
        done=lambda meeting: f"Đã thêm “{meeting.name}”. Giấy mời và chương trình lập ở Văn bản.",
        to=_list(season),
        template="blocs/meeting_form.html",
        context=lambda: {
            "season": season,
            "title": "Thêm hội nghị",
            "verdict": can_run_season(standing, season, seats_of(season)),
            "page": _list(season),
            "crumbs": season_crumbs(season, _crumb(season), "Thêm"),
        },
    )


@require_form
@login_required
def meeting_change(request: SignedInRequest, bloc: str, cycle: str, position: int) -> HttpResponse:
    """Show a meeting on GET, change it on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    meeting = meeting_for(season, position)
    start = {"seen": mark_of_meeting(meeting)}
    form = MeetingForm(posted(request), plan=plan_of(meeting), initial=start)
    return form_page(
        request,
        form,
        act=lambda: services.change_meeting(
            season_id=season.pk,
            position=position,
            plan=form.plan,
            seen=form.cleaned_data["seen"],
            actor=request.user,
        ),
        done=f"Đã lưu “{meeting.name}”.",
        to=_list(season),
        template="blocs/meeting_form.html",
        context=lambda: {
            "season": season,
            "meeting": meeting,
            "title": meeting.name,
            "verdict": can_change_meeting(standing, season, seats_of(season), meeting),
            "page": _list(season),
            "crumbs": season_crumbs(season, _crumb(season), meeting.name),
        },
    )


@require_form
@login_required
def meeting_cancel(request: SignedInRequest, bloc: str, cycle: str, position: int) -> HttpResponse:
    """Ask before a meeting is cancelled on GET, cancel it on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    meeting = meeting_for(season, position)
    form = CancelForm(posted(request), initial={"seen": mark_of_meeting(meeting)})
    page = reverse("blocs:meeting-change", args=[bloc, cycle, position])
    verdict = can_change_meeting(standing, season, seats_of(season), meeting)
    return form_page(
        request,
        form,
        act=lambda: services.cancel_meeting(
            season_id=season.pk, position=position, actor=request.user, **form.cleaned_data
        ),
        done=f"Đã hủy “{meeting.name}”.",
        to=_list(season),
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": _ask(meeting, verdict, page),
            "crumbs": season_crumbs(
                season, _crumb(season), Crumb(meeting.name, page), "Hủy hội nghị"
            ),
        },
    )


def _ask(meeting: Meeting, verdict: Verdict, page: str) -> Confirmation:
    return Confirmation(
        label="Hủy hội nghị",
        subject=meeting.name,
        verdict=verdict,
        consequences=(
            "Hội nghị vẫn còn trong danh sách, ghi là đã hủy cùng lý do, và không khôi phục được.",
            "Không lập được giấy mời, chương trình; báo cáo, biên bản không tính hội nghị này.",
            "Văn bản đã ban hành không thay đổi; giấy mời cần thu hồi ở trang của văn bản đó.",
        ),
        page=page,
        page_name="hội nghị",
        hindrance=WAS_HELD if meeting.was_held else "",
        style="danger",
    )


def _list(season: Season) -> str:
    return reverse("blocs:meeting-list", args=[season.bloc.code, season.cycle.label])


def _crumb(season: Season) -> Crumb:
    return Crumb("Hội nghị", _list(season))

"""Packs: asked for, watched, paused, compared with today's facts, downloaded."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.addresses import wants_a_part
from accounts.http import SignedInRequest, opened
from accounts.pages import act_and_tell, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.standing import Standing, standing_of
from reports import services
from reports.access import pack_for
from reports.crumbs import pack_crumbs, papers_crumb
from reports.models import Pack
from reports.pack_forms import PackForm, whole_pack
from reports.pack_lists import PackItemTable, PackTable
from reports.permissions import can_ask_for_pack, can_move_pack
from reports.selectors.offers import Offer, paper_offers
from reports.selectors.pack_changes import changes_of_all, changes_since
from reports.selectors.pack_reading import conference_meetings
from reports.selectors.packs import items_of, packs_of, progress_of
from reports.selectors.standstill import stands_still
from reports.states import PACK_MOVES, PackAction, PackState
from scoring.selectors.samples import is_sample

WHOLE = "tron-bo"  # the one click: no ticks, what belongs to a conference
_GOES_ON = frozenset({PackState.MAKING, PackState.ASSEMBLING})
_LABELS = {
    PackAction.PAUSE: ("Tạm dừng", "outline-primary"),
    PackAction.RESUME: ("Lập tiếp", "primary"),
    PackAction.RETRY: ("Thử lại các bản lỗi", "primary"),
    PackAction.CANCEL: ("Hủy", "outline-danger"),
}
_DONE = {
    PackAction.PAUSE: "Đã tạm dừng: văn bản đang lập sẽ lập cho xong, không gửi thêm văn bản nào.",
    PackAction.RESUME: "Đang lập tiếp.",
    PackAction.RETRY: "Đang lập lại những văn bản chưa lập được.",
    PackAction.CANCEL: "Đã hủy. Văn bản đã lập xong vẫn giữ ở danh sách văn bản.",
}


@require_form
@login_required
def pack_ask(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Ask which papers belong to the conference pack, and have them made."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    meetings = conference_meetings(season)
    data = whole_pack(meetings) if WHOLE in request.POST else posted(request)
    form = PackForm(data, meetings=meetings)
    return form_page(
        request,
        form,
        act=lambda: services.ask_for_conference_pack(
            season_id=season.pk, choice=form.choice, actor=request.user
        ),
        done=lambda pack: f"Bộ tài liệu mang mã {pack.code}.",
        to=lambda pack: pack,
        template="reports/pack_ask.html",
        context=lambda: {
            "season": season,
            "rows": _rows(form, standing, season, seats),
            "can_ask": can_ask_for_pack(standing, season, seats),
            "is_sample": is_sample(season),
            "crumbs": season_crumbs(season, papers_crumb(season), "Trọn bộ tài liệu hội nghị"),
        },
    )


@require_safe
@login_required
def pack_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    standing = standing_of(request.user)
    pack = pack_for(standing, uuid)
    context = {
        **_status(standing, pack),
        "season": pack.season,
        "table": PackItemTable(items_of(pack), pack=pack, request=request),
        "list_query": request.GET.urlencode(),
        "is_sample": pack.is_sample,
        "crumbs": pack_crumbs(pack),
    }
    return render(request, "reports/pack_detail.html", context)


@require_safe
@login_required
def pack_progress(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Answer the parts of the page that change; once all is over, have the page read anew."""
    standing = standing_of(request.user)
    pack = pack_for(standing, uuid)
    status = _status(standing, pack)
    if not status["goes_on"] and wants_a_part(request):
        return HttpResponseClientRefresh()
    table = PackItemTable(items_of(pack), pack=pack, request=request)
    context = {**status, "table": table, "list_query": request.GET.urlencode()}
    return render(request, "reports/pack_progress.html", context)


@require_safe
@login_required
def pack_changes(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say which papers of a conference pack would read otherwise today."""
    pack = pack_for(standing_of(request.user), uuid)
    if not pack.is_conference:
        raise Http404("Only a conference pack is compared.")
    context = {
        "pack": pack,
        "season": pack.season,
        "changes": changes_since(pack),
        "crumbs": pack_crumbs(pack, "Đối chiếu số liệu"),
    }
    part, page = "reports/_pack_changes.html", "reports/pack_changes.html"
    return render(request, part if wants_a_part(request) else page, context)


@require_safe
@login_required
def pack_ages(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Say which of the season's packs on a page of their list are old."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    table = PackTable(packs_of(standing, season), request=request)
    table.changes = changes_of_all(table.comparable())
    context = {
        "season": season,
        "table": table,
        "compared": len(table.changes),
        "old": sum(map(bool, table.changes.values())),
        "crumbs": season_crumbs(season, papers_crumb(season), "Đối chiếu các bộ tài liệu"),
    }
    part, page = "reports/_pack_ages_beside.html", "reports/pack_ages.html"
    return render(request, part if wants_a_part(request) else page, context)


@require_POST
@login_required
def pack_move(request: SignedInRequest, uuid: UUID, action: PackAction) -> HttpResponse:
    pack = pack_for(standing_of(request.user), uuid)
    act_and_tell(
        request,
        lambda: services.move_pack(pack_id=pack.pk, action=action, actor=request.user),
        _DONE[action],
    )
    return redirect(pack)


@require_GET
@login_required
def pack_archive(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    pack = pack_for(standing_of(request.user), uuid)
    return _hand_out(request, pack, pack.archive, bound=False)


@require_GET
@login_required
def pack_bound(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    pack = pack_for(standing_of(request.user), uuid)
    if not pack.is_conference:
        raise Http404("Only a conference pack is bound.")
    return _hand_out(request, pack, pack.bound, bound=True)


def _hand_out(
    request: SignedInRequest, pack: Pack, file: FieldFile, *, bound: bool
) -> HttpResponseBase:
    """Send a file of the pack and note who took a copy."""
    if pack.state != PackState.READY:
        messages.error(request, "Bộ văn bản chưa lập xong nên chưa tải về được.")
        return redirect(pack)
    stream = opened(file)
    services.record_pack_download(pack=pack, actor=request.user, bound=bound)
    name = f"{pack.file_stem}.{'pdf' if bound else 'zip'}"
    return FileResponse(stream, as_attachment=True, filename=name)


def _status(standing: Standing, pack: Pack) -> dict[str, object]:
    seats = seats_of(pack.season) if pack.season else None
    progress = progress_of(pack)
    # What is with the workers is finished also after a pause or an end.
    goes_on = pack.state in _GOES_ON or progress.flying > 0
    return {
        "pack": pack,
        "progress": progress,
        "goes_on": goes_on,
        "in_vain": goes_on and stands_still(pack.moved_at, timezone.now()),
        "acts": _acts(standing, pack, seats),
    }


def _acts(
    standing: Standing, pack: Pack, seats: Seats | None
) -> list[tuple[PackAction, str, str, Verdict]]:
    """Return what may be done with the pack as it stands: word, label, style, verdict."""
    found = []
    for action, (label, style) in _LABELS.items():
        if (PackState(pack.state), action) not in PACK_MOVES:
            continue
        verdict = can_move_pack(standing, pack, action, seats)
        if pack.state == PackState.READY and not verdict:
            continue  # nothing failed, so nothing is offered
        shown = "Lập tiếp" if pack.state == PackState.CANCELLED else label
        found.append((action, shown, style, verdict))
    return found


def _rows(
    form: PackForm, standing: Standing, season: Season, seats: Seats
) -> list[tuple[object, Offer]]:
    """Pair each tick with what can be made of its kind now."""
    offers = {
        one.kind: one for group in paper_offers(standing, season, seats) for one in group.offers
    }
    return [(tick, offers[tick.data["value"]]) for tick in form["kinds"]]

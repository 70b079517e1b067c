"""Papers of a season: asked for, watched while they are made, downloaded."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.addresses import wants_a_part
from accounts.errors import Refused
from accounts.http import SignedInRequest, opened
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.permissions import Seats, can_run_season, seats_of
from blocs.standing import Standing, standing_of
from reports import services
from reports.access import document_for
from reports.crumbs import papers_crumb
from reports.models import Document
from reports.pack_lists import PackTable
from reports.papers import PAPERS
from reports.permissions import (
    can_ask_for_paper,
    can_cancel_document,
    can_retry_document,
    can_return_word,
    can_withdraw_issue,
)
from reports.register_lists import RegisterTable
from reports.selectors import drafts_of
from reports.selectors.issuing import issued_from, may_issue
from reports.selectors.offers import paper_offers
from reports.selectors.own_words import own_places, words_url
from reports.selectors.packs import packs_of
from reports.selectors.progress import progress_of
from reports.selectors.register import issue_of, register_of
from reports.selectors.signing import signing_of
from reports.selectors.stale_figures import stale_figures
from reports.states import DocumentState
from reports.tables import DocumentTable
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def document_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    context = {
        "season": season,
        "table": DocumentTable(drafts_of(standing, season), request=request),
        "packs": PackTable(packs_of(standing, season), request=request),
        "list_query": request.GET.urlencode(),
        "issued": RegisterTable(register_of(standing, season), request=request),
        "offer_groups": paper_offers(standing, season, seats),
        "own_words": own_places(standing, season),
        "runs_season": can_run_season(standing, season, seats),
        "is_sample": is_sample(season),
        "can_ask": can_ask_for_paper(standing, season, seats),
        "crumbs": season_crumbs(season, "Văn bản"),
    }
    return render(request, "reports/document_list.html", context)


@require_POST
@login_required
def document_ask(request: SignedInRequest, bloc: str, cycle: str, kind: str) -> HttpResponse:
    season = season_for(standing_of(request.user), bloc, cycle)
    if kind not in PAPERS:
        raise Http404("No such kind of paper.")
    try:
        document = services.ask_for_paper(
            season_id=season.pk,
            kind=kind,
            subject=request.POST.get("noi-dung", ""),
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:document-list", bloc, cycle)
    if document.state == DocumentState.READY:
        messages.info(request, "Số liệu không đổi nên văn bản đã lập trước đây vẫn đúng.")
    return redirect(document)


@require_safe
@login_required
def document_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    standing = standing_of(request.user)
    document = document_for(standing, uuid)
    season = document.season
    seats = seats_of(season)
    context = {
        "document": document,
        "season": season,
        **_progress(standing, document, seats),
        **_acts(standing, document, seats),
        "stale": stale_figures(season, document.kind, document.agency),
        "words": words_url(document),
        "crumbs": season_crumbs(season, papers_crumb(season), document.title),
    }
    return render(request, "reports/document_detail.html", context)


@require_safe
@login_required
def document_progress(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Answer the part that changes while the paper is made; then have the page read anew."""
    standing = standing_of(request.user)
    document = document_for(standing, uuid)
    context = {"document": document, **_progress(standing, document, seats_of(document.season))}
    if context["progress"] is None and wants_a_part(request):
        return HttpResponseClientRefresh()
    return render(request, "reports/_document_progress.html", context)


@require_POST
@login_required
def document_retry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    document = document_for(standing_of(request.user), uuid)
    try:
        services.retry_document(document_id=document.pk, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(document)


@require_POST
@login_required
def document_cancel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    document = document_for(standing_of(request.user), uuid)
    try:
        services.cancel_document(document_id=document.pk, actor=request.user)
        messages.success(request, "Đã hủy lập văn bản. Quý vị có thể lập lại khi cần.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(document)


@require_GET
@login_required
def document_download(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Send the file and note who took a copy: the one GET that writes, and only that line."""
    document = document_for(standing_of(request.user), uuid)
    if document.state != DocumentState.READY:
        messages.error(request, "Văn bản chưa lập xong nên chưa tải về được.")
        return redirect(document)
    stream = opened(document.file)
    services.record_download(document=document, actor=request.user)
    return FileResponse(stream, as_attachment=True, filename=document.file_name)


def _progress(standing: Standing, document: Document, seats: Seats) -> dict[str, object]:
    """Return how far the paper is, and what may be done about the making of it."""
    return {
        "progress": progress_of(document, timezone.now()),
        "can_cancel": can_cancel_document(standing, document, seats),
        "can_retry": can_retry_document(standing, document, seats),
    }


def _acts(standing: Standing, document: Document, seats: Seats) -> dict[str, object]:
    """Return what the page tells of the register, and what may be done with the paper."""
    issue = issue_of(document)
    is_ready = document.state == DocumentState.READY
    return {
        "issue": issue,
        "signing": signing_of(issue) if issue else None,
        "issued": None if issue else issued_from(document),
        "comes_back": is_ready and can_return_word(standing, document, seats),
        "can_issue": may_issue(standing, document, seats),
        "can_withdraw": can_withdraw_issue(standing, issue) if issue else None,
    }

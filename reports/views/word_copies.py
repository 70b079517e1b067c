"""Word copies of papers: taken out, and read when they come back edited."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import posted, require_form
from accounts.refusals import DONE, attempt
from blocs.permissions import seats_of
from blocs.services import last_move
from blocs.standing import Standing, standing_of
from reports import services
from reports.access import document_for
from reports.crumbs import document_crumbs
from reports.models import Document
from reports.permissions import can_return_word, can_take_words
from reports.rules.paper_sections import PRINTS
from reports.selectors.own_words import words_url
from reports.selectors.word_lists import form_place, list_places
from reports.selectors.word_returns import Returned, read_return, sealable
from reports.word_forms import WordReturnForm
from scoring.spreadsheets.sealing import seal, unseal

PURPOSE = "word-return"
_WRITTEN_BEFORE = "Các thay đổi đã có từ trước; lần bấm này không lưu thêm gì."


@require_GET
@login_required
def word_download(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Make the Word copy and send it; like the PDF, a GET that writes who took it."""
    document = document_for(standing_of(request.user), uuid)
    try:
        data = services.word_copy(document=document, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(document)
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=document.word_name)


@require_form
@login_required
def word_return(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask for an edited Word copy; when one is sent, show what it would change."""
    standing = standing_of(request.user)
    document = document_for(standing, uuid)
    seats = seats_of(document.season)
    verdict = can_return_word(standing, document, seats)
    if not verdict:
        messages.error(request, verdict.reason)
        return redirect(document)
    form = WordReturnForm(posted(request), request.FILES or None)
    status = DONE
    if request.method == "POST":
        since = last_move(document.season)  # before the words are read: a later one is followed
        status, returned = attempt(
            form,
            lambda: read_return(
                document,
                document.season,
                form.words,
                lambda section: can_take_words(standing, document, section, seats),
            ),
        )
        if returned is not None:
            return _compared(request, standing, document, returned, since)
    context = {"document": document, "form": form, **_around(document)}
    return render(request, "reports/word_return.html", context, status=status)


@require_POST
@login_required
def word_return_take(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write the words that were shown and confirmed."""
    document = document_for(standing_of(request.user), uuid)
    if document.kind not in PRINTS:
        raise Http404("Papers of this kind print no words that could be taken.")
    season = document.season
    try:
        held = _held(request, document)
        count = services.take_returned_words(
            season_id=season.pk,
            agency=document.agency,
            held=held["sections"],
            since=held["since"],
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, f"{refusal} Chưa lưu nội dung nào của tệp.")
        return redirect("reports:word-return", uuid)
    messages.success(request, f"Đã nhận lời văn của {count} mục." if count else _WRITTEN_BEFORE)
    return redirect(words_url(document) or document)


def _held(request: SignedInRequest, document: Document) -> dict[str, Any]:
    """Return the sections that were shown for this paper, and since when.

    Raises:
        Refused: they are not here any more, or another paper's.
    """
    held: dict[str, Any] = unseal(
        request.POST.get("held", ""), purpose=PURPOSE, user_id=request.user.pk
    )
    if held["document"] != str(document.uuid):
        raise Refused("Nội dung đã đối chiếu là của văn bản khác; đề nghị quý vị tải lại tệp.")
    return held


def _compared(
    request: SignedInRequest, standing: Standing, document: Document, returned: Returned, since: int
) -> HttpResponse:
    season = document.season
    held = {"document": str(document.uuid), "sections": sealable(returned), "since": since}
    places = list_places(returned.lists, standing, season, seats_of(season), document.agency)
    if returned.touches_form:
        places.append(form_place(standing, season))
    context = {
        "document": document,
        "returned": returned,
        "places": places,
        "held": seal(held, purpose=PURPOSE, user_id=request.user.pk),
        **_around(document),
    }
    return render(request, "reports/word_return_check.html", context)


def _around(document: Document) -> dict[str, Any]:
    season = document.season
    crumbs = document_crumbs(document, "Nhận bản Word đã sửa")
    takes_words = document.kind in PRINTS
    return {"season": season, "crumbs": crumbs, "takes_words": takes_words}

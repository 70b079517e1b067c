"""The pages shown when a service says no or the database cannot answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.addresses import is_local
from accounts.errors import NotAllowed, Refused, Stale

STATUS = {NotAllowed: 403, Stale: 409}  # any other refusal is about what was sent
TITLE = {
    403: "Quý vị không thực hiện được việc này",
    409: "Nội dung đã được người khác thay đổi",
    422: "Chưa thực hiện được yêu cầu này",
}
BUSY = "Hệ thống đang bận, nội dung quý vị vừa nhập chưa được lưu, vui lòng bấm gửi lại."


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the page that says why; a htmx request gets the bare sentence instead."""
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 422)
    if _wants_a_fragment(request):
        return _sentence(str(refusal), status)
    context = {"title": TITLE[status], "reason": str(refusal), "back": _back(request)}
    return render(request, "accounts/refused.html", context, status=status)


def busy_page(request: HttpRequest) -> HttpResponse:
    """Return the page for a database that is away or locked; it asks the database nothing."""
    if _wants_a_fragment(request):
        response = _sentence(BUSY, 503)
    else:
        response = HttpResponse(render_to_string("503.html", {"sentence": BUSY}), status=503)
    response["Retry-After"] = "5"
    return response


def _wants_a_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _back(request: HttpRequest) -> str:
    """Return the page to go back to: the one that sent the form, or home."""
    referer = request.headers.get("Referer", "")
    return referer if referer and is_local(request, referer) else "/"

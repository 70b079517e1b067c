"""What is shown, and with which status, when a service says no or the database cannot answer.

A refusal that a form can explain is put into it by ``attempt``; ``accounts.pages`` does so for
whole pages. One that nobody catches becomes ``refusal_page`` (``RefusalMiddleware``).
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.addresses import is_local, wants_a_part
from accounts.errors import Invalid, NotAllowed, Refused, Stale

T = TypeVar("T")
DONE = 200
STATUS = {NotAllowed: 403, Stale: 409}  # any other refusal is about what was sent
TITLE = {
    403: "Quý vị không thực hiện được việc này",
    409: "Nội dung đã được người khác thay đổi",
    404: "Không tìm thấy trang",
    405: "Địa chỉ này không mở trực tiếp được",
    422: "Chưa thực hiện được yêu cầu này",
}
ONLY_A_FORM = (
    "Địa chỉ này chỉ nhận nội dung gửi từ một trang khác. Quý vị vui lòng mở lại trang đó rồi thực "
    "hiện ở đó."
)
NOT_FOUND = (
    "Trang này không có, đã được chuyển đi hoặc không thuộc phạm vi của quý vị. Quý vị vui lòng "
    "kiểm tra lại địa chỉ hoặc đi từ trang chủ."
)
BUSY = "Hệ thống đang bận, nội dung quý vị vừa nhập chưa được lưu, vui lòng bấm gửi lại."


def status_of(refusal: Refused) -> int:
    """Return the status of a page that shows the refusal: 403, 409 or 422."""
    return next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 422)


def attempt(form: forms.BaseForm, act: Callable[[], T]) -> tuple[int, T | None]:
    """Act when the form holds; return DONE and what came of it, or the status of the refusal."""
    if not form.is_valid():
        return 422, None
    try:
        return DONE, act()
    except Refused as refusal:
        return show_refusal(form, refusal), None


def show_refusal(
    form: forms.BaseForm, refusal: Refused, fields: Mapping[str, str] | None = None
) -> int:
    """Put the refusal beside its field, or above the form, and return the HTTP status.

    Args:
        fields: the form's field for a value, where the service calls it by another name.
    """
    named = refusal.field if isinstance(refusal, Invalid) else ""
    field = (fields or {}).get(named, named)
    form.add_error(field if field in form.fields else None, str(refusal))
    return status_of(refusal)


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the page that says why; a htmx request gets the bare sentence instead."""
    status = status_of(refusal)
    if wants_a_part(request):
        return _sentence(str(refusal), status)
    context = {"title": TITLE[status], "reason": str(refusal), "back": _back(request)}
    return render(request, "accounts/refused.html", context, status=status)


def wrong_method_page(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """Return the page for an address that only takes a form and was opened by itself.

    Args:
        response: the empty answer that names the methods which the address takes.
    """
    context = {"title": TITLE[405], "reason": ONLY_A_FORM, "back": _back(request)}
    page = render(request, "accounts/refused.html", context, status=405)
    page["Allow"] = response["Allow"]
    return page


def not_found_page(request: HttpRequest) -> HttpResponse:
    """Return the page for what is not there, or not for this person: one and the same.

    Somebody who is signed in finds the menu on it; nothing on it depends on the address.
    """
    user = getattr(request, "user", None)  # an early refusal knows of nobody
    if user is None or not user.is_authenticated or wants_a_part(request):
        return HttpResponse(render_to_string("404.html"), status=404)
    context = {"title": TITLE[404], "reason": NOT_FOUND, "back": _back(request)}
    return render(request, "accounts/refused.html", context, status=404)


def busy_page(request: HttpRequest) -> HttpResponse:
    """Return the page for a database that is away or locked; it asks the database nothing."""
    if wants_a_part(request):
        response = _sentence(BUSY, 503)
    else:
        response = HttpResponse(render_to_string("503.html", {"sentence": BUSY}), status=503)
    response["Retry-After"] = "5"
    return response


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _back(request: HttpRequest) -> str:
    """Return the page to go back to: the one that sent the form, or home."""
    referer = request.headers.get("Referer", "")
    return referer if referer and is_local(request, referer) else "/"

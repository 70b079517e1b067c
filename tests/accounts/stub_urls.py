"""Pages that fail in every way a view can, for the tests of what surrounds them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from accounts import context
from accounts.errors import Invalid, NotAllowed, Refused, Stale

handler500 = "accounts.views.server_error"
ERRORS = {
    "not-allowed": NotAllowed("Chỉ thư ký được chốt <b>phiếu</b>."),
    "stale": Stale("Đồng chí khác vừa sửa phiếu."),
    "invalid": Invalid("Điểm vượt quá mức tối đa.", field="points"),
    "refused": Refused("Chưa đến hạn."),
    "denied": PermissionDenied(),
    "missing": Http404(),
    "locked": OperationalError("database is locked"),
    "away": InterfaceError("connection already closed"),
    "broken": ZeroDivisionError("mat-khau-bi-lo"),
}


def fail(_request: HttpRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]


def show_context(_request: HttpRequest) -> HttpResponse:
    here = context.current()
    return HttpResponse(f"{here.request_id} {here.address}")


@login_required
def private(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("riêng")


urlpatterns = [
    path("fail/<slug:kind>/", fail),
    path("context/", show_context),
    path("private/", private),
    path("", include("config.urls")),
]

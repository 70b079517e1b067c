"""The request as a view behind ``login_required`` knows it, and a workbook as its answer."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SignedInRequest(HttpRequest):
    """A request whose person is known; only a type, nothing makes one."""

    user: User


def workbook_response(data: bytes, name: str) -> HttpResponse:
    """Hand a workbook over as a file to be saved under the name."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response

"""The request as a view behind ``login_required`` knows it, and a workbook as its answer."""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SignedInRequest(HttpRequest):
    """A request whose person is known; only a type, nothing makes one."""

    user: User


def opened(file: FieldFile) -> FieldFile:
    """Return the stored file opened to be read, or raise Http404 where the disk has lost it."""
    try:
        file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The stored file is gone.") from error
    return file


def workbook_response(data: bytes, name: str) -> HttpResponse:
    """Hand a workbook over as a file to be saved under the name."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response

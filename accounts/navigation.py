"""Where "back" leads: the list as the person left it, carried in the address."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

BACK = "tro-ve"


def back_path(request: HttpRequest, fallback: str) -> str:
    """Return the local path the page was reached from, or the fallback.

    A path to another host is never followed.
    """
    path = request.POST.get(BACK) or request.GET.get(BACK, "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return fallback

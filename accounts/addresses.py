"""Where a request came from and where it may be sent, without believing the client."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails


def client_address(request: HttpRequest) -> str:
    """Return the address of the client as the outermost trusted proxy saw it.

    Only the entries that our own ``PROXY_COUNT`` proxies appended are believed; what the
    client wrote into the header itself stands to the left of them.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.PROXY_COUNT < 1 or len(hops) < settings.PROXY_COUNT:
        return _written(direct)
    return _written(hops[-settings.PROXY_COUNT]) or _written(direct)


def counted_address(request: HttpRequest) -> str:
    """Return the address by which wrong passwords are counted.

    One IPv6 customer is given a whole /64 to choose addresses from, so that counts as one.
    """
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False)[0])


def _written(address: str) -> str:
    """Return the address in its one canonical form; empty where it is none."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(getattr(known, "ipv4_mapped", None) or known)


def is_local(request: HttpRequest, target: str) -> bool:
    """Say whether the target is a page of this very site."""
    return url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def wants_a_part(request: HttpRequest) -> bool:
    """Say whether htmx asks for a part, to be put into the page that a person is on."""
    return bool(HtmxDetails(request))  # a refusal may come before the middleware that keeps it


def page_left_behind(request: HttpRequest) -> str:
    """Return the path of the page the person was on, to come back to; empty if unknown.

    For anything but a plain page load this is the page that sent the request: the address of
    a form's target or of a table cell is nothing to come back to.
    """
    if request.method == "GET" and not wants_a_part(request):
        return request.get_full_path()
    referer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not referer or not is_local(request, referer):
        return ""
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

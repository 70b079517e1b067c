"""What happens around every request: number, address, limits of a session, and refusals."""

import uuid
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect
from structlog.contextvars import bound_contextvars

from accounts import refusals, security_log
from accounts.addresses import client_address, page_left_behind, wants_a_part
from accounts.context import RequestContext, request_context
from accounts.errors import Refused

Respond = Callable[[HttpRequest], HttpResponseBase]
DATABASE_AWAY = (OperationalError, InterfaceError)
STARTED, SEEN = "started_at_seconds", "seen_at_seconds"
NUL = "\0"
# Written at most once a minute: a save per cell must not cost a second write each.
SEEN_STEP_SECONDS = 60


class RequestContextMiddleware:
    """Numbers the request and notes its address for the audit and the log."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        here = RequestContext(request_id=uuid.uuid4().hex, address=client_address(request))
        bound = bound_contextvars(request_id=here.request_id, address=here.address)
        with request_context(here), bound:
            response = self.get_response(request)
        response["X-Request-ID"] = here.request_id
        return response


class SessionLimitsMiddleware:
    """Ends a session after a time without use, and after a working day in any case."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if reason := _over_limit(request, now):
                return _end_session(request, reason)
            _note_use(request, now)
        response = self.get_response(request)
        return _whole_page_for_htmx(request, response)


def _over_limit(request: HttpRequest, now: int) -> str:
    """Return which limit the session has passed, or nothing."""
    if now - request.session.get(STARTED, now) >= settings.SESSION_ABSOLUTE_SECONDS:
        return "absolute"
    if now - request.session.get(SEEN, now) >= settings.SESSION_IDLE_SECONDS:
        return "idle"
    return ""


def _note_use(request: HttpRequest, now: int) -> None:
    request.session.setdefault(STARTED, now)
    if now - request.session.get(SEEN, 0) >= SEEN_STEP_SECONDS:
        request.session[SEEN] = now


def _end_session(request: HttpRequest, reason: str) -> HttpResponse:
    security_log.session_ended(username=request.user.get_username(), reason=reason)
    logout(request)
    query = {"het-phien": "1", "next": page_left_behind(request)}
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(query)}"
    return _go_to(request, target)


def _go_to(request: HttpRequest, target: str) -> HttpResponse:
    """Send the whole page there, also when only a fragment of it was asked for."""
    if wants_a_part(request):
        return HttpResponseClientRedirect(target)
    return redirect(target)


def _whole_page_for_htmx(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep the sign-in page from being put into a table cell."""
    sign_in = resolve_url(settings.LOGIN_URL)
    target = response.headers.get("Location", "")
    if not wants_a_part(request) or target.split("?")[0] != sign_in:
        return response
    query = {"next": page_left_behind(request)}
    return HttpResponseClientRedirect(f"{sign_in}?{urlencode(query)}")


class PasswordChangeMiddleware:
    """Leads a person with a first password to the page where they choose their own."""

    ALWAYS_OPEN = frozenset({"accounts:password-change", "accounts:sign-out"})

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if match is not None and match.view_name in self.ALWAYS_OPEN:
            return None
        return _go_to(request, resolve_url("accounts:password-change"))


class NoStoreMiddleware:
    """Keeps the pages of a signed-in person out of every cache, also the browser's own."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = request.user.is_authenticated  # asked before the view may sign out
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


class RefusalMiddleware:
    """Turns a refusal that no view caught into a page that says why, and logs denials."""

    DENIED = frozenset({403, 404})

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in self.DENIED and request.user.is_authenticated:
            security_log.access_denied(
                username=request.user.get_username(),
                method=str(request.method),
                path=request.path,
                status=response.status_code,
            )
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            return refusals.wrong_method_page(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return refusals.refusal_page(request, error)
        if isinstance(error, DATABASE_AWAY):
            security_log.busy(error=error)
            return refusals.busy_page(request)
        return None


class AddressMiddleware:
    """Answers 404 to an address with a NUL, which no page has and PostgreSQL refuses to look up."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = unquote_plus(request.META.get("QUERY_STRING", ""))
        if NUL in request.path_info or NUL in query:
            raise Http404("A NUL in the address.")
        return self.get_response(request)


def is_database_away(error: object) -> bool:
    """Say whether the error means that the database is away, locked or overloaded."""
    return isinstance(error, DATABASE_AWAY)

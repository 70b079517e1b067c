"""How guessing at passwords is slowed: by name and address, by address, and by name.

django-axes counts the wrong passwords and forgets them after ``AXES_COOLOFF_TIME``, or when the
person gets in from that address after all; what is told here is when it has counted enough.
"""

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import security_log

TRIES = 5
# A name that many addresses guess at is never shut: each address only gets fewer tries at it,
# so that the person, at an address with no mistakes of its own, still comes in.
TRIES_AT_HUNTED_NAME = 2
HUNTED_AFTER_FAILURES = 20

Credentials = dict[str, str]


class BrakeHandler(AxesDatabaseHandler):
    """Stops a name at an address as axes does, and an address that fails with many names."""

    def is_locked(self, request: HttpRequest, credentials: Credentials | None = None) -> bool:
        return is_address_paused(request) or bool(super().is_locked(request, credentials))


def is_address_paused(request: HttpRequest) -> bool:
    """Say whether so many names failed at the request's address that no more are heard."""
    address = request.axes_ip_address  # type: ignore[attr-defined]  # noted there by axes
    failed = _recent(request).filter(ip_address=address)
    names: int = failed.aggregate(names=Count("username", distinct=True))["names"]
    return names >= settings.SIGN_IN_MAX_NAMES


def failure_limit(request: HttpRequest, credentials: Credentials | None) -> int:
    """Return how many wrong passwords lock this name at this address."""
    name = get_client_username(request, credentials)
    failures = _recent(request).filter(username=name).aggregate(sum=Sum("failures_since_start"))
    hunted = (failures["sum"] or 0) >= HUNTED_AFTER_FAILURES
    return TRIES_AT_HUNTED_NAME if hunted else TRIES


def _recent(request: HttpRequest) -> QuerySet[AccessAttempt]:
    attempts: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        attempt_time__gte=get_cool_off_threshold(request)
    )
    return attempts


def locked_page(
    request: HttpRequest, _answer: HttpResponse | None, credentials: Credentials | None
) -> HttpResponse:
    """Answer a stopped sign-in: why, for how long, and what to do."""
    seconds = int(get_cool_off(request).total_seconds())
    paused = is_address_paused(request)
    if paused:
        security_log.address_paused()
    shown = {
        "whole_address": paused,
        "failure_limit": failure_limit(request, credentials),
        "wait_minutes": seconds // 60,
    }
    answer = render(request, "accounts/locked.html", shown, status=429)
    answer["Retry-After"] = str(seconds)
    return answer

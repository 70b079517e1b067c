"""Show a refusal where it belongs, with the status that says what it was."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from accounts.errors import Invalid, NotAllowed, Refused, Stale

T = TypeVar("T")
DONE = 200


def attempt(form: forms.Form, act: Callable[[], T]) -> tuple[int, T | None]:
    """Act when the form holds; return DONE and what came of it, or the status of the refusal."""
    if not form.is_valid():
        return 422, None
    try:
        return DONE, act()
    except Refused as refusal:
        return shown_refusal(form, refusal), None


def shown_refusal(form: forms.Form, refusal: Refused) -> int:
    """Put the refusal beside its field, or above the form, and return the HTTP status."""
    field = refusal.field if isinstance(refusal, Invalid) else ""
    form.add_error(field if field in form.fields else None, str(refusal))
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, Stale) else 422

"""Carry what was checked through the browser to the confirmation, where nobody can change it."""

from typing import Any

from django.core import signing

MAX_AGE_S = 2 * 60 * 60
_SALT = "scoring.spreadsheets"


def seal(value: dict[str, Any], *, purpose: str, user_id: int) -> str:
    """Return the value as a text that only this person can send back, for this purpose only."""
    return signing.dumps([user_id, value], salt=f"{_SALT}.{purpose}", compress=True)


def unseal(text: str, *, purpose: str, user_id: int) -> dict[str, Any] | None:
    """Return what was sealed; None when it was changed, is another's, or older than two hours."""
    try:
        owner, value = signing.loads(text, salt=f"{_SALT}.{purpose}", max_age=MAX_AGE_S)
    except signing.BadSignature:
        return None
    return dict(value) if owner == user_id else None

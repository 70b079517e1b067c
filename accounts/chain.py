"""The written form of an audit line and its fingerprint: same facts, same bytes everywhere.

SQLite keeps JSON as it was written and PostgreSQL sorts its keys, so the fingerprint is taken
from a form of our own: sorted keys, no blanks, no floats, moments in UTC.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from uuid import UUID

# PostgreSQL can keep neither in text, and SQLite would.
UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
SECRET_KEYS = frozenset({"csrfmiddlewaretoken", "password", "secret", "session_key", "token"})


def storable(text: str) -> str:
    """Return the text without the characters that one of the databases cannot hold."""
    return text.translate(UNSTORABLE)


def plain(value: object) -> object:
    """Return the value as JSON can hold it without loss on both databases.

    Raises:
        TypeError: a float, which has no exact written form, or an unknown type.
        ValueError: a moment without a time zone, or a key that names a secret.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {_key(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return _plain_atom(value)


def _plain_atom(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Decimal):
        return written_decimal(value)
    if isinstance(value, datetime):
        return written_moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"An audit line cannot hold a {type(value).__name__}.")


def _key(key: object) -> str:
    name = storable(str(key.value if isinstance(key, Enum) else key))
    if name.lower() in SECRET_KEYS:
        raise ValueError(f"An audit line must not hold “{name}”.")
    return name


def written_decimal(value: Decimal) -> str:
    """Write a number with two places, or with more where two would lose something."""
    if not value.is_finite():
        raise ValueError("An audit line cannot hold a number that is not finite.")
    places = value.as_tuple().exponent
    exact = format(value, "f")
    if isinstance(places, int) and places >= -2:  # noqa: PLR2004 -- two places, as said above
        return f"{value:.2f}"
    whole, _, fraction = exact.partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def written_moment(value: datetime) -> str:
    """Write a moment in UTC to the microsecond."""
    if value.tzinfo is None:
        raise ValueError("An audit line needs moments with a time zone.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def canonical_json(value: object) -> str:
    """Write the value so that equal values are equal bytes."""
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def event_hash(previous_hash: str, body: Mapping[str, object]) -> str:
    """Return the fingerprint (SHA-256, hex) of a line that follows the given one."""
    written = f"{previous_hash}\n{canonical_json(body)}"
    return hashlib.sha256(written.encode()).hexdigest()

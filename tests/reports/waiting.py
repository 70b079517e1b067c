"""Wait for what another process does."""

import time
from collections.abc import Callable

import pytest

from reports.models import Document

PATIENCE_SECONDS = 60


def wait_until(
    happened: Callable[[], bool], what: str, *, patience: float = PATIENCE_SECONDS
) -> None:
    """Look again and again until it happened; fail after a minute, or as long as it is said."""
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {patience} s in vain for: {what}")
        time.sleep(0.02)


def wait_for_state(document: Document, state: str) -> Document:
    """Wait until the document is in the state and return it as it is then."""

    def reached() -> bool:
        document.refresh_from_db()
        return document.state == state

    wait_until(reached, f"document {document.pk} to be {state}, it is {document.state}")
    return document


def wait_for_attempt(document: Document, number: int) -> None:
    """Wait until a worker took the document for the time of that number."""

    def taken() -> bool:
        document.refresh_from_db()
        return document.attempts == number

    wait_until(taken, f"attempt {number} of document {document.pk}")

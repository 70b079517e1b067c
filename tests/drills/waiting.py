"""Wait for papers for as long as a drill allows."""

import time
from collections.abc import Iterable

from reports.models import Document
from reports.states import DocumentState


def seconds_until_over(documents: Iterable[Document], *, patience: float) -> float:
    """Return after how many seconds no paper waits any more, or the patience is at its end."""
    numbers = [document.pk for document in documents]
    waiting = Document.objects.filter(
        pk__in=numbers, state__in=[DocumentState.QUEUED, DocumentState.RUNNING]
    )
    started = time.monotonic()
    while waiting.exists() and time.monotonic() - started < patience:
        time.sleep(0.1)
    return time.monotonic() - started


def ready_among(documents: Iterable[Document]) -> int:
    """Count the papers that are made."""
    numbers = [document.pk for document in documents]
    return Document.objects.filter(pk__in=numbers, state=DocumentState.READY).count()

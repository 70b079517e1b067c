"""The nudge to the workers. It may be lost: the sweeper sends every waiting document again."""

import logging
import threading
from queue import Empty, SimpleQueue

from django.db.models.functions import Now
from kombu.exceptions import KombuError

from reports.models import Document
from reports.tasks import make_document

log = logging.getLogger("reports.broker")

# A page waits this long at most; a frozen broker answers after 8 s or never: see
# docs/sources.md#broker.
PATIENCE_SECONDS = 2
# Threads that may hang on a frozen broker at once; beyond it the nudge is left to the sweeper.
_free_lines = threading.BoundedSemaphore(4)


def nudge(document_id: int) -> bool:
    """Tell the workers about a waiting document; never raise, never wait long.

    Returns:
        Whether the broker took the message in time.
    """
    answers: SimpleQueue[bool] = SimpleQueue()
    if not _free_lines.acquire(blocking=False):
        log.warning("nudge for document %s skipped: the broker does not answer", document_id)
        return False
    threading.Thread(target=_publish, args=(document_id, answers), daemon=True).start()
    try:
        sent = answers.get(timeout=PATIENCE_SECONDS)
    except Empty:
        log.warning("nudge for document %s not sent within %s s", document_id, PATIENCE_SECONDS)
        return False
    if sent:
        Document.objects.filter(pk=document_id).update(published_at=Now())
    return sent


def _publish(document_id: int, answers: "SimpleQueue[bool]") -> None:
    try:
        make_document.apply_async(args=(document_id,))
    # ValueError: a folder broker whose table another process is just writing.
    except (KombuError, OSError, ValueError) as error:
        log.warning("nudge for document %s lost: %s", document_id, error)
        answers.put(False)
    else:
        answers.put(True)
    finally:
        _free_lines.release()

"""The nudge to the workers. It may be lost: the sweeper sends every waiting document again."""

import logging
import threading
from queue import Empty, SimpleQueue

from celery.contrib.django.task import DjangoTask
from django.db.models.functions import Now
from kombu.exceptions import KombuError

from reports.models import Document, Pack
from reports.tasks import assemble_pack, feed_packs_task, make_document

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
    sent = _send(make_document, document_id)
    if sent:
        Document.objects.filter(pk=document_id).update(published_at=Now())
    return sent


def nudge_pack(pack_id: int) -> bool:
    """Tell the workers about a pack whose papers are all there; like ``nudge``."""
    sent = _send(assemble_pack, pack_id)
    if sent:
        Pack.objects.filter(pk=pack_id).update(published_at=Now())
    return sent


def nudge_feeding() -> bool:
    """Tell the workers that a pack waits for its papers; like ``nudge``."""
    return _send(feed_packs_task)


def _send(task: DjangoTask, *keys: int) -> bool:
    answers: SimpleQueue[bool] = SimpleQueue()
    if not _free_lines.acquire(blocking=False):
        log.warning("nudge %s%s skipped: the broker does not answer", task.name, keys)
        return False
    threading.Thread(target=_publish, args=(task, keys, answers), daemon=True).start()
    try:
        return answers.get(timeout=PATIENCE_SECONDS)
    except Empty:
        log.warning("nudge %s%s not sent within %s s", task.name, keys, PATIENCE_SECONDS)
        return False


def _publish(task: DjangoTask, keys: tuple[int, ...], answers: "SimpleQueue[bool]") -> None:
    try:
        task.apply_async(args=keys)
    # ValueError: a folder broker whose table another process is just writing.
    except (KombuError, OSError, ValueError) as error:
        log.warning("nudge %s%s lost: %s", task.name, keys, error)
        answers.put(False)
    else:
        answers.put(True)
    finally:
        _free_lines.release()

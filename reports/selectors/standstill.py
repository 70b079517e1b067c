"""Whether the program that makes papers seems not to run, as far as its rows can tell."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now

from reports.models import PENDING, Document, Pack
from reports.states import DocumentState, PackState

# A job is taken up at once; a message that was lost is sent again after a minute, by the sweep
# that comes every half minute.
SILENCE = timedelta(minutes=2)

_GOES_ON = (PackState.MAKING.value, PackState.ASSEMBLING.value)
_HELD = Q(lease_until__gte=Now())
_LATELY = Now() - SILENCE
_UNHELD = Q(lease_until__isnull=True) | Q(lease_until__lt=_LATELY)
_PAPERS = (
    (_HELD & Q(state=DocumentState.RUNNING.value))
    | Q(started_at__gte=_LATELY)
    | Q(ready_at__gte=_LATELY)
)
_PACKS = (_HELD & Q(state=PackState.ASSEMBLING.value)) | Q(ready_at__gte=_LATELY)


def stands_still(since: datetime, now: datetime) -> bool:
    """Tell whether a job waits in vain: for two minutes, in which no worker did anything at all.

    No query while it has not waited for so long; then one, and two where nothing moves.

    Args:
        since: when the job began to wait for a worker.
    """
    if now - since < SILENCE:
        return False
    return not _is_anything_made()


def anything_stands_still() -> bool:
    """Tell whether any job at all waits in vain, as ``stands_still`` does. Four queries at most."""
    papers = Document.objects.filter(_UNHELD, state__in=PENDING, queued_at__lt=_LATELY)
    packs = Pack.objects.filter(_UNHELD, state__in=_GOES_ON, moved_at__lt=_LATELY)
    return (papers.exists() or packs.exists()) and not _is_anything_made()


def _is_anything_made() -> bool:
    return Document.objects.filter(_PAPERS).exists() or Pack.objects.filter(_PACKS).exists()

"""Whether the program that makes papers seems not to run, as far as its rows can tell."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now

from reports.models import Document, Pack
from reports.states import DocumentState, PackState

# A job is taken up at once; a message that was lost is sent again after a minute, by the sweep
# that comes every half minute.
SILENCE = timedelta(minutes=2)

_HELD = Q(lease_until__gte=Now())
_LATELY = Now() - SILENCE
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
    at_work = Document.objects.filter(_PAPERS).exists() or Pack.objects.filter(_PACKS).exists()
    return not at_work

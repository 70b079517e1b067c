"""How far a paper is that waits or is being made, for the person who watches."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from reports.models import PENDING, RENDER_STEPS, Document
from reports.selectors.leases import is_free
from reports.selectors.standstill import stands_still
from reports.states import DocumentState, RenderStep

_WAITS = "Chờ đến lượt"
_ORDER = list(RenderStep)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work; ``state`` is done, current or todo, ``due`` a word about it."""

    label: str
    state: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a job, and nothing that is only guessed.

    Args:
        ahead: how many papers wait before it, and ``at_work`` how many are being made now; None
            for both when it does not stand in the queue.
        pauses: it failed once, and will be taken again after a short while.
        is_cut_off: its worker is gone, and it will be taken again.
        in_vain: nothing at all has been made for a while: it seems that no worker runs.
        seconds: how long it waits, or has been in the making.
    """

    steps: tuple[Step, ...]
    seconds: int
    ahead: int | None = None
    at_work: int | None = None
    pauses: bool = False
    is_cut_off: bool = False
    in_vain: bool = False

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def rest_seconds(self) -> int:
        return self.seconds % 60


def progress_of(document: Document, now: datetime) -> Progress | None:
    """Return how far a paper is; None when it is over.

    One query while it waits, none while it is made, and those of ``stands_still``.
    """
    if not document.is_pending:
        return None
    lease = document.lease_until
    if document.state == DocumentState.RUNNING:
        since = document.started_at or now
        is_cut_off = lease is not None and lease < now
        return Progress(
            steps=_steps(document.step or RenderStep.PREPARING, document.pages_laid),
            seconds=_whole_seconds(now - since),
            is_cut_off=is_cut_off,
            in_vain=lease is not None and is_cut_off and stands_still(lease, now),
        )
    seconds = _whole_seconds(now - document.queued_at)
    if lease is not None and lease > now:
        return Progress(steps=_steps(""), seconds=seconds, pauses=True)
    ahead, at_work = _before(document)
    in_vain = stands_still(document.queued_at, now)
    return Progress(_steps(""), seconds, ahead=ahead, at_work=at_work, in_vain=in_vain)


def _before(document: Document) -> tuple[int, int]:
    """Count what waits before the paper, in the order the workers take it, and what is made."""
    turn = Q(queued_at__lt=document.queued_at) | Q(queued_at=document.queued_at, pk__lt=document.pk)
    found = Document.objects.filter(state__in=PENDING).aggregate(
        ahead=Count("pk", filter=turn & is_free() & Q(state=DocumentState.QUEUED.value)),
        at_work=Count("pk", filter=~is_free() & Q(state=DocumentState.RUNNING.value)),
    )
    return found["ahead"], found["at_work"]


def _steps(current: str, pages: int = 0) -> tuple[Step, ...]:
    """Return the steps in their order; without a current one the paper still waits."""
    names = [_WAITS, *(name for _, name in RENDER_STEPS)]
    at = _ORDER.index(RenderStep(current)) + 1 if current else 0
    said = {_ORDER.index(RenderStep.LAYING_OUT) + 1: f"{pages} trang"} if pages else {}
    return tuple(
        Step(
            name,
            "done" if place < at else "current" if place == at else "todo",
            said.get(place, ""),
        )
        for place, name in enumerate(names)
    )


def _whole_seconds(span: timedelta) -> int:
    """Return the span in seconds; the clocks of two machines may differ a little."""
    return max(0, int(span.total_seconds()))

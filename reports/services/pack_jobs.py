"""Putting a pack together: a job like the making of a paper, with a lease and three attempts."""

import logging
from collections.abc import Mapping
from pathlib import Path

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts import audit
from accounts.errors import Refused
from reports.models import Pack
from reports.models.packs import PackQuerySet
from reports.selectors.leases import (
    LEASE,
    MOST_ATTEMPTS,
    PAUSE_AFTER_FAULT,
    from_now,
    is_free,
    is_unheard,
)
from reports.selectors.packs import items_of
from reports.services.broker import nudge_pack
from reports.services.jobs import Swept, make_waiting_here
from reports.services.pack_feeding import feed_packs
from reports.services.pack_files import Stored, bind_pack, pack_up
from reports.states import PackState

log = logging.getLogger("reports.packs")

_ASSEMBLING = PackState.ASSEMBLING.value
_TOO_OFTEN = (
    f"Đã thử đóng bộ văn bản {MOST_ATTEMPTS} lần nhưng tiến trình bị dừng giữa chừng. Đề nghị thử "
    "lại sau; nếu vẫn không được, báo người quản trị hệ thống."
)
_TOO_LARGE = "Bộ văn bản quá lớn. Đề nghị bỏ bớt loại văn bản rồi lập lại."
_FAULT = f"Đóng bộ văn bản gặp lỗi cả {MOST_ATTEMPTS} lần. Đề nghị báo người quản trị hệ thống."


def _assembling() -> PackQuerySet:
    return Pack.objects.filter(state=_ASSEMBLING)


def _free() -> PackQuerySet:
    return _assembling().filter(is_free())


def claim_pack(pack_id: int) -> Pack | None:
    """Take the job for 200 s, by one update; None when another has it or it is over."""
    mine = _free().filter(pk=pack_id, attempts__lt=MOST_ATTEMPTS)
    taken = mine.update(attempts=F("attempts") + 1, lease_until=from_now(LEASE))
    return Pack.objects.with_names().get(pk=pack_id) if taken else None


def assemble(pack_id: int) -> bool:
    """Put the files of a pack together and store them. Doing it again changes nothing.

    Returns:
        Whether this call did it.
    """
    pack = claim_pack(pack_id)
    if pack is None:
        return False
    try:
        files = _put_together(pack)
    except (Refused, SoftTimeLimitExceeded) as error:
        log.warning("pack %s cannot be put together", pack_id, exc_info=True)
        fail_pack(pack_id, str(error) if isinstance(error, Refused) else _TOO_LARGE)
        return False
    except Exception as error:
        log.exception("pack %s failed in attempt %s", pack_id, pack.attempts)
        # A child that has grown may be too small for what a fresh one can put together.
        _give_back(pack, _TOO_LARGE if isinstance(error, MemoryError) else _FAULT)
        return False
    _store(pack.pk, files)
    return True


def _put_together(pack: Pack) -> Mapping[str, object]:
    items = items_of(pack)
    made = list(items.made())
    gaps = [*items.left_out(), *items.failed()]
    gaps.sort(key=lambda one: one.position)
    if not pack.is_conference:
        return _columns("archive", pack_up(pack, made, gaps, None))
    bound, pages = bind_pack(pack, made, gaps)
    archive = pack_up(pack, made, gaps, Path(pack.bound.storage.path(bound.name)))
    return {**_columns("archive", archive), **_columns("bound", bound), "bound_pages": pages}


def _columns(field: str, file: Stored) -> dict[str, object]:
    return {field: file.name, f"{field}_sha256": file.sha256, f"{field}_size": file.size}


@transaction.atomic
def _store(pack_id: int, files: Mapping[str, object]) -> None:
    """Say that the files are there. A pack that was cancelled meanwhile stays cancelled."""
    pack = _assembling().select_for_update(no_key=True).filter(pk=pack_id).first()
    if pack is None:
        return
    Pack.objects.filter(pk=pack_id).update(
        state=PackState.READY.value, lease_until=None, error="", ready_at=Now(), **files
    )
    audit.record(
        actor=None,
        action="pack.ready",
        subject=pack,
        before={"state": pack.state},
        after={"state": PackState.READY.value, **files},
    )


def _give_back(pack: Pack, fault: str) -> None:
    """Let the job be tried again after a pause, or give it up after the last attempt."""
    if pack.attempts >= MOST_ATTEMPTS:
        fail_pack(pack.pk, fault)
        return
    mine = _assembling().filter(pk=pack.pk, attempts=pack.attempts)
    mine.update(lease_until=from_now(PAUSE_AFTER_FAULT))


@transaction.atomic
def fail_pack(pack_id: int, reason: str) -> bool:
    """Show the failure to the people who wait. A pack that is ready stays ready."""
    pack = _assembling().select_for_update(no_key=True).filter(pk=pack_id).first()
    if pack is None:
        return False
    after = {"state": PackState.FAILED.value, "error": reason[:300]}
    Pack.objects.filter(pk=pack_id).update(lease_until=None, **after)
    audit.record(
        actor=None,
        action="pack.fail",
        subject=pack,
        before={"state": pack.state, "attempts": pack.attempts},
        after=after,
    )
    return True


def sweep_packs() -> Swept:
    """Go on with every pack from its rows: papers to send, packs to put together or give up."""
    fed = feed_packs()
    failed = _fail_worn_out()
    unheard = _free().filter(is_unheard("moved_at"), attempts__lt=MOST_ATTEMPTS)
    numbers = list(unheard.order_by("moved_at", "pk").values_list("pk", flat=True))
    nudged = 0
    for pack_id in numbers:
        if not nudge_pack(pack_id):
            break
        nudged += 1
    return Swept(nudged=fed + nudged, failed=failed, unsent=len(numbers) - nudged)


def make_packs_here() -> Swept:
    """Make every pack in this process, without broker and worker, with all papers that wait."""
    total = make_waiting_here()
    while feed_packs():
        made = make_waiting_here()
        total = Swept(
            total.nudged + made.nudged, total.failed + made.failed, total.unsent + made.unsent
        )
    feed_packs()
    failed = _fail_worn_out()
    waiting = list(_free().values_list("pk", flat=True))
    done = sum(assemble(pack_id) for pack_id in waiting)
    return Swept(total.nudged + done, total.failed + failed, total.unsent + len(waiting) - done)


def _fail_worn_out() -> int:
    worn_out = _free().filter(attempts__gte=MOST_ATTEMPTS).values_list("pk", flat=True)
    return sum(fail_pack(pack_id, _TOO_OFTEN) for pack_id in list(worn_out))

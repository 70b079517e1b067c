"""A pack's papers go to the workers a few at a time, so that nobody waits behind a whole pack.

The rows say what is to be done; a lost message is made good by the next sweep.
"""

import logging
from functools import partial

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.db.models import Count, Min
from django.db.models.functions import Now

from accounts import audit
from accounts.errors import Refused
from blocs.models import Season
from blocs.services.rows import locked_season
from reports.models import Document, Pack, PackItem
from reports.models.packs import PackQuerySet
from reports.papers import PAPERS, ContentError, fingerprint
from reports.selectors.stored import UNREADABLE
from reports.services.broker import nudge_pack
from reports.services.documents import ask_for_paper, start_over, store_paper
from reports.states import MADE_AGAIN, PackItemState, PackState
from reports.subjects import Subject

log = logging.getLogger("reports.packs")

# Papers of packs that are with the workers at once, of all packs together. Two keep two workers
# busy, two more are at hand when those are done; a single paper waits behind four at most.
MOST_AT_ONCE = 4
_FAULT = "Đọc số liệu của văn bản này gặp lỗi. Đề nghị báo người quản trị hệ thống."


def feed_packs() -> int:
    """Send papers of packs to the workers as far as there is room; put away what is done.

    Returns:
        How many papers were asked for or given up.
    """
    fed = 0
    while _room() and (item_id := _next_item()) is not None:
        fed += _feed(item_id)
    for pack_id in list(_making().values_list("pk", flat=True)):
        _settle(pack_id)
    return fed


def go_on_after(document_id: int) -> None:
    """Send the next papers when one that belongs to a pack is over."""
    if PackItem.objects.filter(document=document_id, pack__state=PackState.MAKING.value).exists():
        feed_packs()


def _making() -> PackQuerySet:
    return Pack.objects.filter(state=PackState.MAKING.value)


def _room() -> bool:
    flying = PackItem.objects.order_by().in_flight().values("document").distinct().count()
    return flying < MOST_AT_ONCE


def _next_item() -> int | None:
    """Return the next paper of the pack that has the fewest with the workers."""
    making = PackItem.objects.filter(pack__state=PackState.MAKING.value).order_by()
    flying = making.in_flight().values("pack").annotate(count=Count("pk"))
    busy = {row["pack"]: row["count"] for row in flying}
    waiting = making.filter(state=PackItemState.WAITING.value).values("pack")
    rows = waiting.annotate(first=Min("position"), since=Min("pack__moved_at"))
    best = min(
        rows, key=lambda row: (busy.get(row["pack"], 0), row["since"], row["pack"]), default=None
    )
    if best is None:
        return None
    # Whether the pack is still being made is asked again where it is held.
    item = PackItem.objects.filter(pack=best["pack"], position=best["first"])
    return item.values_list("pk", flat=True).get()


def _feed(item_id: int) -> int:
    try:
        return _send(item_id)
    except (OperationalError, SoftTimeLimitExceeded):
        raise  # a busy database, or no time left: the next sweep goes on
    except Exception:
        log.exception("paper %s of a pack cannot be read", item_id)
        return _give_up(item_id, _FAULT)


@transaction.atomic
def _send(item_id: int) -> int:
    season_id = PackItem.objects.values_list("season_id", flat=True).get(pk=item_id)
    season = locked_season(season_id)
    item = _held(item_id)
    if item is None or not _room():
        return 0
    try:
        with transaction.atomic():
            document = _document(item, season)
    except (Refused, ContentError) as refusal:
        return _leave_out(item, UNREADABLE if isinstance(refusal, ContentError) else str(refusal))
    item.document = document
    item.content = None
    item.state = PackItemState.ASKED.value
    item.error = ""
    item.save(update_fields=["document", "content", "state", "error"])
    return 1


def _held(item_id: int) -> PackItem | None:
    """Hold all packs that are being made, so that nobody else counts or sends meanwhile."""
    making = list(_making().select_for_update(no_key=True).order_by("pk"))
    item = PackItem.objects.select_for_update(no_key=True, of=("self",)).get(pk=item_id)
    pack = next((one for one in making if one.pk == item.pack_id), None)
    if pack is None or item.state != PackItemState.WAITING:
        return None
    item.pack = pack
    return item


def _document(item: PackItem, season: Season) -> Document:
    """Return the document of the paper; have it made, or made again, unless it is."""
    actor = item.pack.requested_by
    if item.document_id is not None:
        document = Document.objects.select_for_update(no_key=True).get(pk=item.document_id)
        if document.state in MADE_AGAIN:
            start_over(document, actor)
        return document
    if item.content is None:
        return ask_for_paper(season_id=season.pk, kind=item.kind, subject=item.subject, actor=actor)
    paper = PAPERS[item.kind].from_content(item.content)
    known = Document.objects.select_for_update(no_key=True).filter(
        season=season, kind=item.kind, subject=item.subject, fingerprint=fingerprint(paper)
    )
    held = known.first()
    if held is None:
        return store_paper(season, paper, actor, _about(item))
    if held.state in MADE_AGAIN:
        start_over(held, actor)
    return held


def _about(item: PackItem) -> Subject | None:
    if not item.subject:
        return None
    return Subject(item.subject, item.subject_name, item.agency_id)


def _leave_out(item: PackItem, reason: str) -> int:
    item.state = PackItemState.LEFT_OUT.value
    item.document = None
    item.content = None
    item.error = reason[:500]
    item.save(update_fields=["state", "document", "content", "error"])
    return 1


@transaction.atomic
def _give_up(item_id: int, reason: str) -> int:
    item = PackItem.objects.select_for_update(no_key=True, of=("self",)).get(pk=item_id)
    if item.state != PackItemState.WAITING:
        return 0
    return _leave_out(item, reason)


@transaction.atomic
def _settle(pack_id: int) -> None:
    """Go on to the binding when every paper is over; a conference needs all of them."""
    pack = _making().select_for_update(no_key=True).filter(pk=pack_id).first()
    if pack is None:
        return
    items = pack.items.order_by()
    if items.filter(state=PackItemState.WAITING.value).exists() or items.in_flight().exists():
        return
    failed = items.failed().count()
    made = items.made().count()
    reason = _hindrance(pack, made, failed)
    after = PackState.FAILED if reason else PackState.ASSEMBLING
    Pack.objects.filter(pk=pack.pk).update(
        state=after.value,
        error=reason,
        attempts=0,
        lease_until=None,
        published_at=None,
        moved_at=Now(),
    )
    audit.record(
        actor=None,
        action="pack.settle",
        subject=pack,
        before={"state": pack.state},
        after={"state": after.value, "made": made, "failed": failed},
    )
    if not reason:
        transaction.on_commit(partial(nudge_pack, pack.pk))


def _hindrance(pack: Pack, made: int, failed: int) -> str:
    if pack.is_conference and failed:
        return (
            f"Có {failed} văn bản không lập được nên chưa đóng được trọn bộ. Đề nghị xem lý do ở "
            "danh sách, thử lại, hoặc lập bộ khác không có các văn bản ấy."
        )
    return "" if made else "Không lập được văn bản nào."

"""Asking for packs, pausing, resuming and cancelling them; who took a copy of one."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Cycle, Province, Season
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from reports.models import Pack, PackItem
from reports.models.packs import ACTIVE
from reports.permissions import can_ask_for_pack, can_ask_of_all_blocs, can_move_pack
from reports.selectors.pack_reading import (
    Choice,
    Wanted,
    fingerprint_of,
    one_reading,
    read_wanted,
)
from reports.selectors.packs import seasons_of_province
from reports.services.broker import nudge_feeding
from reports.states import (
    MADE_AGAIN,
    PACK_MOVES,
    PROVINCE_KINDS,
    PackAction,
    PackItemState,
    PackKind,
    PackState,
)

NOTHING_CHOSEN = "Quý vị vui lòng chọn ít nhất một loại văn bản."
NOTHING_READY = "Chưa có văn bản nào trong số đã chọn lập được: {why}"


def ask_for_conference_pack(*, season_id: int, choice: Choice, actor: User | None) -> Pack:
    """Return the pack of the season's facts as they are now; have it made if it is new.

    All papers are read at one moment and frozen; same facts and same choice, the same pack. One
    that failed or was cancelled is taken up again.

    Raises:
        Invalid: no kind is chosen, or none of the papers can be made.
        NotAllowed: not by this person.
    """
    if not choice.kinds:
        raise Invalid(NOTHING_CHOSEN, field="kinds")
    with one_reading():
        season = Season.objects.with_names().get(pk=season_id)
        can_ask_for_pack(standing_of(actor), season, seats_of(season)).demand()
        wanted = read_wanted(season, choice)
    if not any(one.fingerprint for one in wanted):
        why = next((one.why for one in wanted), "")
        raise Invalid(NOTHING_READY.format(why=why), field="kinds")
    return _store(season, wanted, choice, actor)


@transaction.atomic
def _store(season: Season, wanted: Sequence[Wanted], choice: Choice, actor: User | None) -> Pack:
    held = locked_season(season.pk)
    can_ask_for_pack(standing_of(actor), held, seats_of(held)).demand()
    mark = fingerprint_of(season, wanted, choice)
    known = Pack.objects.select_for_update(no_key=True).filter(season=season, fingerprint=mark)
    pack = known.first()
    if pack is not None:
        if pack.state in {PackState.FAILED, PackState.CANCELLED}:
            _move(pack, PackAction.RETRY, actor)
        return pack
    now = timezone.now()
    pack = Pack.objects.create(
        kind=PackKind.CONFERENCE.value,
        season=season,
        options=choice.as_options(),
        fingerprint=mark,
        is_sample=any(one.is_sample for one in wanted),
        requested_by=actor,
        requested_at=now,
        moved_at=now,
    )
    PackItem.objects.bulk_create(
        [_item(pack, place, one) for place, one in enumerate(wanted, start=1)]
    )
    return _asked(pack, actor)


def _item(pack: Pack, place: int, wanted: Wanted) -> PackItem:
    item = PackItem(
        pack=pack,
        position=place,
        season=pack.season,
        kind=wanted.kind,
        fingerprint=wanted.mark,
        error=wanted.why[:500],
    )
    if wanted.subject is not None:
        item.subject, item.subject_name = wanted.subject.key, wanted.subject.name
        item.agency_id = wanted.subject.agency_id
    if wanted.paper is None:
        item.state = PackItemState.LEFT_OUT.value
    elif wanted.known is None:
        item.content = wanted.paper.as_content()
    else:
        item.document = wanted.known
        is_lost = wanted.known.state in MADE_AGAIN
        item.state = (PackItemState.WAITING if is_lost else PackItemState.ASKED).value
    return item


@transaction.atomic
def ask_for_province_pack(
    *, province: Province, cycle: Cycle, kind: str, actor: User | None
) -> Pack:
    """Return the job that makes one kind of paper for each bloc that the person manages.

    One that is under way is found again, so that a second click starts nothing.

    Raises:
        Invalid: there is no such kind.
        NotAllowed: not by this person, who manages no bloc of that year.
    """
    if kind not in PROVINCE_KINDS:
        raise Invalid("Quý vị vui lòng chọn loại văn bản.", field="kind")
    standing = standing_of(actor)
    seen = seasons_of_province(standing, province.code, cycle.label)
    seasons = [one for one in seen if standing.manages.covers(one.bloc)]
    can_ask_of_all_blocs(standing, seasons).demand()
    about = {"province": province, "cycle": cycle, "paper_kind": kind, "requested_by": actor}
    mine = Pack.objects.select_for_update(no_key=True).filter(**about, state__in=ACTIVE)
    pack = mine.first()
    if pack is not None:
        return pack
    now = timezone.now()
    is_sample = any(one.is_made_up for one in seasons)
    pack = Pack(
        kind=PackKind.PROVINCE.value, is_sample=is_sample, requested_at=now, moved_at=now, **about
    )
    try:
        with transaction.atomic():
            pack.save(force_insert=True)
    except IntegrityError:  # a second click at the same moment was first
        return mine.get()
    items = [
        PackItem(pack=pack, position=place, season=season, kind=kind)
        for place, season in enumerate(seasons, start=1)
    ]
    PackItem.objects.bulk_create(items)
    return _asked(pack, actor)


def _asked(pack: Pack, actor: User | None) -> Pack:
    audit.record(
        actor=actor,
        action="pack.ask",
        subject=pack,
        before={},
        after={
            "kind": pack.kind,
            "paper_kind": pack.paper_kind,
            "fingerprint": pack.fingerprint,
            "papers": pack.items.count(),
        },
    )
    transaction.on_commit(nudge_feeding)
    return pack


@transaction.atomic
def move_pack(*, pack_id: int, action: PackAction, actor: User | None) -> Pack:
    """Pause, resume, cancel or retry a pack. Papers that are with the workers are finished.

    Raises:
        NotAllowed: not as the pack stands, or not by this person.
    """
    season_id = Pack.objects.values_list("season_id", flat=True).get(pk=pack_id)
    season = locked_season(season_id) if season_id else None
    pack = Pack.objects.select_for_update(no_key=True).get(pk=pack_id)
    if season is not None:
        pack.season = season
    seats = seats_of(season) if season is not None else None
    can_move_pack(standing_of(actor), pack, action, seats).demand()
    _move(pack, action, actor)
    return pack


def _move(pack: Pack, action: PackAction, actor: User | None) -> None:
    before = PackState(pack.state)
    pack.state = PACK_MOVES[before, action].value
    pack.moved_at = timezone.now()
    again = _take_back(pack) if action is PackAction.RETRY else 0
    pack.save()
    audit.record(
        actor=actor,
        action=f"pack.{action.name.lower()}",
        subject=pack,
        before={"state": before},
        after={"state": pack.state, "again": again} if again else {"state": pack.state},
    )
    if pack.state == PackState.MAKING:
        transaction.on_commit(nudge_feeding)


def _take_back(pack: Pack) -> int:
    """Let what came to nothing be tried again; the files are put together anew.

    What a conference could not hold at its moment stays out: its facts are frozen.
    """
    pack.error, pack.attempts, pack.lease_until, pack.published_at = "", 0, None, None
    pack.archive = pack.bound = ""
    pack.archive_sha256 = pack.bound_sha256 = ""
    pack.archive_size = pack.bound_size = pack.bound_pages = pack.ready_at = None
    waiting = PackItemState.WAITING.value
    again = pack.items.order_by().failed().update(state=waiting)
    if not pack.is_conference:
        again += pack.items.order_by().left_out().update(state=waiting, error="")
    return again


@transaction.atomic
def record_pack_download(*, pack: Pack, actor: User, bound: bool) -> None:
    """Note who took a copy of a pack out of the system.

    Args:
        bound: the bound file, not the archive.
    """
    sha256 = pack.bound_sha256 if bound else pack.archive_sha256
    audit.record(
        actor=actor,
        action="pack.download",
        subject=pack,
        before={},
        after={"sha256": sha256, "format": "pdf" if bound else "zip"},
    )

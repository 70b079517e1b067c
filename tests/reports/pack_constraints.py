"""What the database must refuse of packs and their papers."""

from reports.models import Pack, PackItem
from tests.constraints import Cases, change, repeat
from tests.factories import NOON, make_cycle, make_document, make_province, make_season, make_user
from tests.reports.packing import make_packs

OTHER = "12345678-1234-5678-1234-567812345678"
ARCHIVE = {
    "state": "ready",
    "ready_at": NOON,
    "archive": "a.zip",
    "archive_sha256": "0" * 64,
    "archive_size": 10,
}
READY = {**ARCHIVE, "bound": "a.pdf", "bound_sha256": "0" * 64}


def pack() -> Pack:
    return make_packs(make_season())[0]


def province_pack(**fields: object) -> Pack:
    about = {"kind": "toan-tinh", "paper_kind": "giao-uoc", "requested_by": make_user()}
    where = {"province": make_province(), "cycle": make_cycle()}
    return Pack.objects.create(**about, **where, requested_at=NOON, moved_at=NOON, **fields)


def item() -> PackItem:
    return pack().items.get()


PACK_CASES: Cases = {
    "Pack.uuid": lambda: repeat(pack(), fingerprint="f" * 64),
    "pack_kind_valid": lambda: change(province_pack(), kind="x"),
    "pack_state_valid": lambda: change(pack(), state="x"),
    "pack_of_a_season_or_of_a_province": [
        lambda: change(pack(), season=None),
        lambda: change(pack(), fingerprint=""),
        lambda: change(pack(), province=make_province()),
        lambda: change(pack(), cycle=make_cycle()),
        lambda: change(pack(), paper_kind="giao-uoc"),
        lambda: change(province_pack(), province=None),
        lambda: change(province_pack(), cycle=None),
        lambda: change(province_pack(), paper_kind=""),
        lambda: change(province_pack(), season=make_season()),
        lambda: change(province_pack(), fingerprint="0" * 64),
    ],
    "pack_once_per_fingerprint": lambda: repeat(pack(), uuid=OTHER),
    "pack_of_a_province_one_at_a_time": lambda: repeat(province_pack(), uuid=OTHER),
    "pack_ready_iff_it_has_its_files": [
        *(
            lambda name=name: change(pack(), **{**READY, name: ""})
            for name in ("archive", "archive_sha256", "bound", "bound_sha256")
        ),
        *(
            lambda name=name: change(pack(), **{**READY, name: None})
            for name in ("ready_at", "archive_size")
        ),
        lambda: change(pack(), **{**READY, "archive_size": 0}),
        lambda: change(pack(), **{**READY, "state": "making"}),
        lambda: change(pack(), archive="a.zip"),
        lambda: change(pack(), bound="a.pdf"),
    ],
    "pack_failed_says_why": lambda: change(pack(), state="failed"),
    "pack_at_most_three_attempts": lambda: change(pack(), attempts=4),
    "pack_item_kind_valid": lambda: change(item(), kind="x"),
    "pack_item_state_valid": lambda: change(item(), state="x"),
    "pack_item_position_once": lambda: repeat(item(), kind="giao-uoc"),
    "pack_item_paper_once": lambda: repeat(item(), position=2),
    "pack_item_asked_has_its_document": [
        lambda: change(item(), state="asked"),
        lambda: change((one := item()), state="asked", content={}, document=document_of(one)),
    ],
    "pack_item_left_out_says_why": [
        lambda: change(item(), state="left_out"),
        lambda: change(item(), error="Chưa có số liệu"),
    ],
}


def document_of(one: PackItem) -> object:
    return make_document(one.season)


def allowed() -> None:
    """Write what the constraints allow of packs."""
    held = pack()
    change(held, **READY)
    change(province_pack(), **ARCHIVE)
    repeat(province_pack(state="cancelled"), uuid=OTHER)
    one = held.items.get()
    change(one, state="asked", document=document_of(one))

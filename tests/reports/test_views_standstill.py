"""A page that waits says so when nothing at all is being made: no worker runs, or none hears."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports import services
from reports.models import Document, Pack
from reports.selectors.standstill import anything_stands_still
from reports.states import PackAction
from tests.factories import make_bloc_year, make_document, make_officer
from tests.reports.packing import COVENANT, SUMMARY, ask, make_packs, ranked_season
from tests.reports.pages import of_document, of_pack, settle_in

pytestmark = pytest.mark.django_db
TOLD = "chương trình lập văn bản trên máy chủ không chạy hoặc không nhận được việc"
WHOM = "báo người quản trị hệ thống của cơ quan thường trực"


def moment(seconds: int):
    """Return a moment so many seconds from now; before now where the number is negative."""
    return timezone.now() + timedelta(seconds=seconds)


def at_moments(fields):
    moments = ("queued_at", "lease_until", "started_at", "ready_at", "moved_at")
    return {name: moment(held) if name in moments else held for name, held in fields.items()}


READY = {"state": "ready", "file": "a.pdf", "size": 1, "sha256": "0" * 64}
PUT_TOGETHER = {
    "state": "ready",
    "archive": "a.zip",
    "archive_size": 1,
    "archive_sha256": "0" * 64,
    "bound": "a.pdf",
    "bound_sha256": "0" * 64,
}
WAITED = {"queued_at": -180}


@pytest.fixture
def season():
    return make_bloc_year(1)[0]


@pytest.fixture
def seen(client):
    client.force_login(make_officer())
    return lambda address: client.get(address).content.decode()


@pytest.mark.parametrize("name", ["document-detail", "document-progress"])
@pytest.mark.parametrize(
    "fields",
    [
        WAITED,
        {"queued_at": -180, "attempts": 1, "lease_until": -180},
        {"state": "running", "attempts": 1, "started_at": -400, "lease_until": -180},
    ],
)
def test_a_paper_that_waits_in_vain_says_that_nothing_runs_and_whom_to_tell(
    season, seen, name, fields
):
    document = make_document(season, **at_moments(fields))

    page = seen(of_document(document, name))

    assert TOLD in page
    assert WHOM in page


@pytest.mark.parametrize(
    "fields",
    [
        {"queued_at": -60},
        {"queued_at": -180, "attempts": 1, "lease_until": 20},
        {"state": "running", "attempts": 1, "started_at": -400, "lease_until": 20},
        {"state": "running", "attempts": 1, "started_at": -400, "lease_until": -60},
    ],
)
def test_a_paper_that_has_not_waited_long_says_nothing_of_it(season, seen, fields):
    document = make_document(season, **at_moments(fields))

    assert TOLD not in seen(of_document(document))


@pytest.mark.parametrize(
    "other",
    [
        {"state": "running", "attempts": 1, "started_at": -150, "lease_until": 50},
        {"attempts": 1, "started_at": -60},
        {**READY, "started_at": -200, "ready_at": -60},
    ],
)
def test_a_worker_that_did_anything_lately_is_not_missed(season, seen, other):
    make_document(season, **at_moments(other))
    waits = make_document(season, **at_moments(WAITED))
    (pack,) = make_packs(season, moved_at=moment(-180))

    assert TOLD not in seen(of_document(waits))
    assert TOLD not in seen(of_pack(pack))


@pytest.mark.parametrize(
    "other",
    [
        {"state": "assembling", "attempts": 1, "lease_until": 100},
        {**PUT_TOGETHER, "ready_at": -60},
    ],
)
def test_a_worker_that_puts_a_pack_together_is_not_missed(season, seen, other):
    make_packs(season, **at_moments(other))
    waits = make_document(season, **at_moments(WAITED))

    assert TOLD not in seen(of_document(waits))


def test_what_a_worker_did_long_ago_does_not_help(season, seen):
    make_document(season, **at_moments({**READY, "started_at": -300, "ready_at": -180}))
    make_packs(season, **at_moments({**PUT_TOGETHER, "ready_at": -180}))
    waits = make_document(season, **at_moments(WAITED))

    assert TOLD in seen(of_document(waits))


@pytest.mark.parametrize("name", ["pack-detail", "pack-progress"])
@pytest.mark.parametrize("state", ["making", "assembling"])
def test_a_pack_that_waits_in_vain_says_that_nothing_runs_and_whom_to_tell(
    season, seen, name, state
):
    (pack,) = make_packs(season, state=state, moved_at=moment(-180))

    page = seen(of_pack(pack, name))

    assert TOLD in page
    assert WHOM in page


def test_a_pack_that_was_just_asked_for_says_nothing_of_it(season, seen):
    (pack,) = make_packs(season, moved_at=moment(-60))

    assert TOLD not in seen(of_pack(pack))


@pytest.mark.parametrize("state", ["paused", "failed", "cancelled"])
def test_a_pack_that_waits_for_no_worker_misses_none(season, seen, state):
    (pack,) = make_packs(
        season, state=state, moved_at=moment(-180), error="Lỗi." if state == "failed" else ""
    )

    assert TOLD not in seen(of_pack(pack))


def test_a_paused_pack_whose_papers_wait_with_no_worker_says_so(seen):
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    services.feed_packs()
    services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)
    Pack.objects.update(moved_at=moment(-180))

    page = seen(of_pack(pack))
    assert TOLD in page
    assert "đã gửi đi lập 2" in page
    assert "đang lập 2" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_telling_so_costs_the_same_for_few_papers_and_many(
    client, django_assert_num_queries, count
):
    pack = ask(ranked_season(), [SUMMARY, COVENANT, "bang-tong-hop-diem"][:count])
    services.feed_packs()
    Pack.objects.update(moved_at=moment(-180))
    Document.objects.update(queued_at=moment(-180))
    document = Document.objects.order_by("pk")[0]
    settle_in(client, make_officer())

    # session, user, appointments, pack, seats, progress, papers with their count, papers at work,
    # packs at work
    with django_assert_num_queries(10):
        client.get(of_pack(pack, "pack-progress"))
    # session, user, appointments, document, seats, the queue, papers at work, packs at work
    with django_assert_num_queries(8):
        client.get(of_document(document, "document-progress"))


@pytest.mark.parametrize(
    ("fields", "in_vain"),
    [
        (WAITED, True),
        ({"queued_at": -60}, False),
        ({"queued_at": -180, "attempts": 1, "lease_until": 20}, False),
        ({"queued_at": -400, "state": "running", "attempts": 1, "lease_until": -180}, True),
        ({"queued_at": -400, "state": "running", "attempts": 1, "lease_until": -60}, False),
        ({**READY, "queued_at": -400, "ready_at": -180}, False),
    ],
)
def test_the_monitor_hears_of_a_paper_that_waits_in_vain(season, fields, in_vain):
    make_document(season, **at_moments(fields))

    assert anything_stands_still() is in_vain


@pytest.mark.parametrize(
    ("fields", "in_vain"),
    [
        ({"moved_at": -180}, True),
        ({"moved_at": -60}, False),
        ({"moved_at": -180, "state": "assembling", "attempts": 1}, True),
        ({"moved_at": -180, "state": "assembling", "attempts": 1, "lease_until": 20}, False),
        ({"moved_at": -180, "state": "paused"}, False),
    ],
)
def test_the_monitor_hears_of_a_pack_that_waits_in_vain(season, fields, in_vain):
    make_packs(season, **at_moments(fields))

    assert anything_stands_still() is in_vain


def test_the_monitor_hears_nothing_while_anything_is_made(season):
    make_document(season, **at_moments(WAITED))
    make_document(season, **at_moments({**READY, "ready_at": -60}))

    assert anything_stands_still() is False

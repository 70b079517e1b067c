"""The page of a paper while it waits and is made: turn, step, pages, time, and the way out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from blocs.standing import standing_of
from reports import services
from reports.models import Document
from reports.selectors import my_papers
from reports.states import DocumentState
from tests.factories import make_bloc_year, make_document, make_editor, make_officer
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db


def address(document: Document, name: str = "document-progress") -> str:
    return reverse(f"reports:{name}", args=[document.uuid])


def ago(**span: int):
    return timezone.now() - timedelta(**span)


def ahead(**span: int):
    return timezone.now() + timedelta(**span)


@pytest.fixture
def season():
    return make_bloc_year(1)[0]


@pytest.fixture
def seen(client):
    client.force_login(make_officer())
    return lambda document: client.get(address(document)).content.decode()


def running(season, **fields):
    values = {"state": "running", "attempts": 1, "lease_until": ahead(seconds=100)}
    return make_document(season, **{**values, "started_at": timezone.now(), **fields})


def with_lease(fields):
    """Read the lease in seconds from now, so that a slow collection of tests does not eat it."""
    lease = fields.get("lease_until")
    return fields if lease is None else {**fields, "lease_until": ahead(seconds=lease)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Văn bản này đứng đầu hàng chờ"),
        ({"attempts": 1, "lease_until": 20}, "Lần lập thứ 1 gặp lỗi, sẽ tự lập"),
        ({"attempts": 1, "lease_until": -2}, "đứng đầu hàng chờ"),
        ({"state": "running", "attempts": 2}, "Đang lập lần thứ 2"),
        ({"state": "running", "attempts": 1, "lease_until": -2}, "bị ngắt giữa chừng"),
    ],
)
def test_the_page_says_what_is_going_on(season, seen, fields, words):
    part = seen(make_document(season, **with_lease(fields)))

    assert words in part
    assert 'hx-trigger="every 2s"' in part


def test_the_turn_counts_what_was_asked_before_and_what_is_being_made(season, seen):
    for minutes in (9, 8):
        make_document(season, queued_at=ago(minutes=minutes))
    document = make_document(season, queued_at=ago(minutes=5))
    make_document(season, queued_at=ago(minutes=1))
    running(season)

    assert "Trước văn bản này còn 2 văn bản chờ, 1 văn bản đang lập." in seen(document)


@pytest.mark.parametrize(
    "other",
    [
        {"state": "failed", "error": "Lỗi"},
        {"state": "cancelled"},
        {"attempts": 1, "lease_until": 20},  # it pauses: it is not taken first
    ],
)
def test_what_no_worker_takes_first_is_not_counted(season, seen, other):
    make_document(season, queued_at=ago(minutes=9), **with_lease(other))
    document = make_document(season, queued_at=ago(minutes=5))

    assert "Văn bản này đứng đầu hàng chờ." in seen(document)


def test_of_two_asked_at_one_moment_the_older_row_is_first(season, seen):
    moment = ago(minutes=5)
    first, second = (make_document(season, queued_at=moment) for _ in range(2))

    assert "đứng đầu hàng chờ" in seen(first)
    assert "còn 1 văn bản chờ." in seen(second)


@pytest.mark.parametrize(
    ("step", "done", "current"),
    [
        ("", ["Chờ đến lượt"], "Chuẩn bị nội dung"),
        ("prepare", ["Chờ đến lượt"], "Chuẩn bị nội dung"),
        ("layout", ["Chờ đến lượt", "Chuẩn bị nội dung"], "Dàn trang"),
        ("write", ["Chờ đến lượt", "Chuẩn bị nội dung", "Dàn trang"], "Ghi tệp PDF"),
    ],
)
def test_the_steps_show_how_far_the_making_is(season, client, step, done, current):
    client.force_login(make_officer())

    progress = client.get(address(running(season, step=step))).context["progress"]

    assert [one.label for one in progress.steps if one.state == "done"] == done
    assert [one.label for one in progress.steps if one.state == "current"] == [current]


def test_pages_and_time_are_told_in_words(season, seen):
    document = running(
        season, step="layout", pages_laid=12, claim=uuid4(), started_at=ago(seconds=65)
    )

    part = seen(document)

    assert '<span class="step-due">12 trang</span>' in part
    assert "Đã lập 1 phút 5 giây." in part


def test_no_page_is_told_before_there_is_one(season, seen):
    assert "step-due" not in seen(running(season, step="layout"))


def test_a_clock_that_is_ahead_makes_no_negative_time(season, seen):
    assert "Đã chờ 0 giây." in seen(make_document(season, queued_at=ahead(seconds=9)))


def test_without_javascript_the_page_tells_the_same(season, client):
    document = running(season, step="layout", pages_laid=3)
    client.force_login(make_officer())

    page = client.get(document.get_absolute_url()).content.decode()

    assert "3 trang" in page
    assert "Tải lại để xem đã xong chưa" in page
    assert address(document, "document-cancel") in page


@pytest.mark.parametrize("state", ["running", "ready"])
def test_the_whole_page_is_read_anew_when_the_paper_is_made(season, client, state):
    document = services.ask_for_paper(season_id=season.pk, kind="giao-uoc", actor=None)
    services.claim(document.pk) if state == "running" else services.make(document.pk)
    client.force_login(make_officer())

    alone = client.get(address(document))
    asked = client.get(address(document), headers={"HX-Request": "true"})

    assert address(document, "document-cancel") not in alone.content.decode()
    assert asked.get("HX-Refresh") == ("true" if state == "ready" else None)


def test_the_person_who_asked_cancels_and_asks_again(client):
    season, members = make_bloc_year(2)
    editor = make_editor(members[0])
    document = services.ask_for_paper(season_id=season.pk, kind="giao-uoc", actor=editor)
    client.force_login(editor)

    answer = client.post(address(document, "document-cancel"))

    document.refresh_from_db()
    assert (answer.url, document.state) == (document.get_absolute_url(), DocumentState.CANCELLED)
    page = client.get(answer.url).content.decode()
    assert '<span class="state-cancelled">Đã hủy lập</span>' in page
    assert "Đã hủy lập văn bản" in page
    assert "hx-trigger" not in page
    assert my_papers(standing_of(editor)) == []
    client.post(address(document, "document-retry"))
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


def test_a_member_sees_why_the_paper_is_not_theirs_to_cancel(client):
    season, members = make_bloc_year(3)
    document = services.ask_for_paper(season_id=season.pk, kind="giao-uoc", actor=None)
    client.force_login(make_editor(members[2]))

    page = client.get(document.get_absolute_url()).content.decode()
    answer = client.post(address(document, "document-cancel"))

    document.refresh_from_db()
    assert 'disabled aria-describedby="why-huy"' in page
    assert "Chỉ đơn vị Trưởng khối" in str(*get_messages(answer.wsgi_request))
    assert document.state == DocumentState.QUEUED
    assert not AuditEvent.objects.filter(action="document.cancel").exists()


def test_a_link_cancels_nothing(client, season):
    document = make_document(season)
    client.force_login(make_officer())

    assert client.get(address(document, "document-cancel")).status_code == 405

    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


@pytest.mark.parametrize("count", [1, 3])
def test_watching_a_paper_that_waits_costs_the_same_in_any_queue(
    client, season, django_assert_num_queries, count
):
    for _ in range(count):
        document = make_document(season)
    settle_in(client, make_officer())

    # session, user, appointments, document, seats, the queue
    with django_assert_num_queries(6):
        client.get(address(document))


def test_watching_a_paper_that_is_made_costs_five_queries(
    client, season, django_assert_num_queries
):
    document = running(season)
    settle_in(client, make_officer())

    # session, user, appointments, document, seats
    with django_assert_num_queries(5):
        client.get(address(document))

import logging
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import OperationalError
from django.test import Client

from accounts import context
from accounts.context import RequestContext
from tests.factories import PASSWORD, make_user

PRIVATE = "/private/"
EXPIRED = "/dang-nhap/?het-phien=1&next=%2Fprivate%2F"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/private/"}

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.stub_urls")]


def text_of(response) -> str:
    return response.content.decode()


def quiet(client: Client) -> Client:
    """Answer an error the way production does instead of raising it in the test."""
    client.raise_request_exception = False
    return client


def test_a_request_has_a_number_and_an_address_that_end_with_it(client):
    response = client.get("/context/", REMOTE_ADDR="10.0.0.7")

    number, address = text_of(response).split()
    assert re.fullmatch(r"[0-9a-f]{32}", number)
    assert (address, response["X-Request-ID"]) == ("10.0.0.7", number)
    assert context.current() == RequestContext()


def test_a_number_sent_by_the_client_is_not_taken(client):
    response = client.get("/context/", headers={"X-Request-ID": "forged"})

    assert response["X-Request-ID"] != "forged"


@pytest.mark.parametrize(("minutes", "inside"), [(29, True), (30, False), (31, False)])
def test_half_an_hour_without_use_ends_the_session(client, time_machine, minutes, inside):
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    client.force_login(make_user())
    client.get(PRIVATE)

    time_machine.shift(minutes * 60)
    response = client.get(PRIVATE)

    if inside:
        assert text_of(response) == "riêng"
    else:
        assert response["Location"] == EXPIRED
        assert SESSION_KEY not in client.session
        page = client.get(EXPIRED)
        assert "Phiên làm việc đã hết hạn" in text_of(page)


def test_use_keeps_a_session_alive_until_the_working_day_is_over(client, time_machine):
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    client.force_login(make_user())

    statuses = []
    for _ in range(37):  # every twenty minutes for twelve hours
        statuses.append(client.get(PRIVATE).status_code)
        time_machine.shift(20 * 60)

    assert statuses == [200] * 36 + [302]


def test_signing_in_again_starts_a_new_working_day(client, time_machine):
    user = make_user()
    posted = {"username": user.username, "password": PASSWORD}
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    client.post("/dang-nhap/", posted)
    client.get(PRIVATE)
    for _ in range(35):
        time_machine.shift(20 * 60)
        client.get(PRIVATE)

    client.post("/dang-nhap/", posted)
    time_machine.shift(25 * 60)

    assert client.get(PRIVATE).status_code == 200


def test_a_session_is_not_written_at_every_request(client, django_assert_num_queries):
    client.force_login(make_user())
    client.get(PRIVATE)

    with django_assert_num_queries(2):  # session, person
        client.get(PRIVATE)


def test_an_expired_session_sends_the_whole_page_when_a_fragment_is_asked(client, time_machine):
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    client.force_login(make_user())
    client.get(PRIVATE)

    time_machine.shift(31 * 60)
    response = client.post("/fail/stale/", headers=HTMX)

    assert response["HX-Redirect"] == EXPIRED
    assert text_of(response) == ""


def test_a_form_sent_after_the_session_leads_back_to_its_page(client, time_machine):
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    client.force_login(make_user())
    client.get(PRIVATE)

    time_machine.shift(31 * 60)
    response = client.post("/fail/stale/", headers={"Referer": "http://testserver/private/"})

    assert response["Location"] == EXPIRED


def test_a_fragment_asked_by_nobody_leads_the_whole_page_to_sign_in(client):
    response = client.get(PRIVATE, headers=HTMX)

    assert response.status_code == 200
    assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fprivate%2F"


def test_only_pages_of_signed_in_people_are_kept_out_of_caches(client):
    public = client.get("/context/")
    client.force_login(make_user())
    private = client.get("/context/")

    assert "Cache-Control" not in public
    assert private["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("not-allowed", 403, "Chỉ thư ký được chốt <b>phiếu</b>."),
        ("stale", 409, "Đồng chí khác vừa sửa phiếu."),
        ("invalid", 422, "Điểm vượt quá mức tối đa."),
        ("refused", 422, "Chưa đến hạn."),
    ],
)
def test_a_refusal_that_no_view_caught_is_a_page_that_says_why(client, kind, status, sentence):
    client.force_login(make_user())

    page = client.get(f"/fail/{kind}/", headers={"Referer": "http://testserver/private/"})
    fragment = client.get(f"/fail/{kind}/", headers=HTMX)

    assert page.status_code == status
    assert sentence.replace("<", "&lt;").replace(">", "&gt;") in text_of(page)
    assert 'href="http://testserver/private/"' in text_of(page)
    assert (fragment.status_code, text_of(fragment)) == (status, sentence)
    assert fragment["Content-Type"] == "text/plain; charset=utf-8"


def test_a_refusal_does_not_lead_back_to_another_site(client):
    page = client.get("/fail/stale/", headers={"Referer": "https://evil.example/"})

    assert "evil.example" not in text_of(page)


@pytest.mark.parametrize("kind", ["locked", "away"])
def test_a_database_that_does_not_answer_asks_to_send_again(client, kind):
    page = client.post(f"/fail/{kind}/")
    fragment = client.post(f"/fail/{kind}/", headers=HTMX)

    for answer in (page, fragment):
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert "nội dung quý vị vừa nhập chưa được lưu, vui lòng bấm gửi lại" in text_of(answer)
    assert "<h1>Hệ thống đang bận</h1>" in text_of(page)
    assert "<h1>" not in text_of(fragment)


def test_a_database_away_before_the_view_asks_to_send_again_too(client, monkeypatch):
    client.force_login(make_user())

    def no_answer(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", no_answer)
    page = quiet(client).get(PRIVATE)

    assert page.status_code == 503
    assert "Hệ thống đang bận" in text_of(page)


def test_an_unexpected_error_shows_its_number_and_nothing_else(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = quiet(client).get("/fail/broken/")

    assert page.status_code == 500
    assert page["X-Request-ID"] in text_of(page)
    assert "mat-khau-bi-lo" not in text_of(page)
    assert "Traceback" not in text_of(page)


@pytest.mark.parametrize(
    ("kind", "status"), [("denied", 403), ("missing", 404), ("not-allowed", 403)]
)
def test_a_denied_page_is_logged_once_with_who_and_what(client, caplog, kind, status):
    user = make_user()
    client.force_login(user)
    caplog.set_level(logging.WARNING, logger="accounts.security")

    client.get(f"/fail/{kind}/")

    lines = [record.msg for record in caplog.records if record.name == "accounts.security"]
    told = [(line["event"], line["username"], line["path"], line["status"]) for line in lines]
    assert told == [("access.denied", user.username, f"/fail/{kind}/", status)]
    assert re.fullmatch(r"[0-9a-f]{32}", lines[0]["request_id"])


@pytest.mark.parametrize(
    ("kind", "status", "heading"),
    [
        ("denied", 403, "Quý vị không có quyền mở trang này"),
        ("missing", 404, "Không tìm thấy trang"),
    ],
)
def test_the_error_pages_speak_vietnamese(client, kind, status, heading):
    page = client.get(f"/fail/{kind}/")

    assert page.status_code == status
    assert f"<h1>{heading}</h1>" in text_of(page)


def test_a_broken_request_gets_its_page(client):
    page = client.get("/context/", headers={"Host": "evil.example"})

    assert page.status_code == 400
    assert "<h1>Yêu cầu không hợp lệ</h1>" in text_of(page)


def test_an_address_that_takes_forms_only_says_so_when_it_is_opened(client):
    client.force_login(make_user())

    answer = client.get("/dang-xuat/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "chỉ nhận nội dung gửi từ một trang khác" in text_of(answer)

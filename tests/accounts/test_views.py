import logging

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from tests.factories import PASSWORD, make_user

NEW = "mat-khau-hoan-toan-moi"
SIGN_IN = "/dang-nhap/"
PROFILE = "/tai-khoan/"
SAME_ANSWER = "Tên đăng nhập hoặc mật khẩu chưa đúng."

pytestmark = pytest.mark.django_db


def sign_in(client, username, password=PASSWORD, address="10.0.0.1", **data):
    posted = {"username": username, "password": password, **data}
    return client.post(SIGN_IN, posted, REMOTE_ADDR=address)


def text_of(response) -> str:
    return response.content.decode()


def log_lines(caplog) -> list[dict[str, object]]:
    security = [r for r in caplog.records if r.name == "accounts.security"]
    return [record.msg for record in security]


def test_a_known_person_comes_in_and_goes_on_to_the_page_they_wanted(client):
    user = make_user(username="can-bo")

    response = sign_in(client, " Can-Bo ", next=PROFILE)

    assert (response.status_code, response["Location"]) == (302, PROFILE)
    page = client.get(PROFILE)
    assert user.full_name in text_of(page)
    assert page["Cache-Control"] == "no-store, private"


def test_the_sign_in_page_keeps_the_wanted_page(client):
    page = client.get(f"{SIGN_IN}?next={PROFILE}")

    assert f'name="next" value="{PROFILE}"' in text_of(page)
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_site(client, target):
    make_user(username="can-bo")

    by_form = sign_in(client, "can-bo", next=target)
    when_signed_in = client.get(SIGN_IN, {"next": target})

    assert (by_form["Location"], when_signed_in["Location"]) == ("/", "/")


def test_the_session_gets_a_new_key_at_sign_in(client):
    make_user(username="can-bo")
    session = client.session
    session["before"] = "here"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted

    sign_in(client, "can-bo")

    assert client.cookies["session"].value != planted
    assert not client.session.exists(planted)


def test_a_known_and_an_unknown_name_get_the_same_answer(client):
    make_user(username="co-that")
    make_user(username="da-dong", is_active=False)

    known = sign_in(client, "co-that", "sai")
    unknown = sign_in(client, "khong-co", "sai")
    closed = sign_in(client, "da-dong")

    pages = [
        text_of(page).replace(name, "")
        for page, name in [(known, "co-that"), (unknown, "khong-co"), (closed, "da-dong")]
    ]
    assert SAME_ANSWER in pages[0]
    without_token = [page.split('name="csrfmiddlewaretoken"')[0][-200:] for page in pages]
    assert len(set(without_token)) == 1
    assert [page.count("alert") for page in pages] == [pages[0].count("alert")] * 3
    assert {known.status_code, unknown.status_code, closed.status_code} == {200}


def test_the_password_is_never_written_back_into_the_page(client):
    page = sign_in(client, "can-bo", "bi-mat-cua-toi")

    assert "bi-mat-cua-toi" not in text_of(page)


def test_sign_ins_are_logged_without_the_password(client, caplog):
    make_user(username="can-bo")
    caplog.set_level(logging.INFO)

    sign_in(client, "can-bo", "sai-mat-khau-nay")
    sign_in(client, "can-bo")
    client.post("/dang-xuat/")

    events = [(line["event"], line["username"]) for line in log_lines(caplog)]
    assert events == [
        ("sign-in.failure", "can-bo"),
        ("sign-in.success", "can-bo"),
        ("sign-out", "can-bo"),
    ]
    assert PASSWORD not in caplog.text
    assert "sai-mat-khau-nay" not in caplog.text


def test_signing_out_ends_the_session_and_takes_a_post(client):
    make_user(username="can-bo")
    sign_in(client, "can-bo")
    key = client.session.session_key

    assert client.get("/dang-xuat/").status_code == 405
    response = client.post("/dang-xuat/", follow=True)

    assert response.redirect_chain == [(SIGN_IN, 302)]
    assert "Quý vị đã đăng xuất." in text_of(response)
    assert not client.session.exists(key)
    assert client.get(PROFILE)["Location"] == f"{SIGN_IN}?next={PROFILE}"


def test_a_form_without_its_token_is_refused():
    from django.test import Client  # noqa: PLC0415 -- the fixture's client does not check

    page = Client(enforce_csrf_checks=True).post(SIGN_IN, {"username": "x", "password": "y"})

    assert page.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in text_of(page)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client):
    from django.test import Client  # noqa: PLC0415 -- a second browser

    make_user(username="can-bo")
    elsewhere = Client()
    sign_in(elsewhere, "can-bo")
    sign_in(client, "can-bo")
    before = client.session.session_key

    response = client.post(
        "/doi-mat-khau/",
        {"old_password": PASSWORD, "password": NEW, "repeated": NEW},
        follow=True,
    )

    assert response.redirect_chain == [(PROFILE, 302)]
    assert "Đã đổi mật khẩu" in text_of(response)
    assert client.session.session_key != before
    assert elsewhere.get(PROFILE).status_code == 302
    assert AuditEvent.objects.get().action == "user.change-password"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"old_password": "sai"}, "Mật khẩu đang dùng chưa đúng."),
        ({"repeated": "khac-han-mat-khau"}, "Hai lần nhập mật khẩu mới chưa giống nhau."),
        ({"password": "ngan", "repeated": "ngan"}, "Mật khẩu phải có ít nhất 12 ký tự."),
        ({"password": "password1234", "repeated": "password1234"}, "Mật khẩu này quá phổ biến"),
        ({"password": PASSWORD, "repeated": PASSWORD}, "Mật khẩu mới phải khác"),
    ],
)
def test_a_bad_new_password_is_explained_in_the_form(client, changes, sentence):
    user = make_user()
    client.force_login(user)
    posted = {"old_password": PASSWORD, "password": NEW, "repeated": NEW, **changes}

    page = client.post("/doi-mat-khau/", posted)

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert NEW not in text_of(page)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert AuditEvent.objects.count() == 0


def test_a_first_password_leads_to_its_change_before_anything_else(client):
    make_user(username="can-bo", must_change_password=True)
    sign_in(client, "can-bo")

    asked = client.get(PROFILE)
    by_htmx = client.get(PROFILE, headers={"HX-Request": "true"})
    page = client.get(asked["Location"])
    client.post("/doi-mat-khau/", {"old_password": PASSWORD, "password": NEW, "repeated": NEW})

    assert asked["Location"] == "/doi-mat-khau/"
    assert by_htmx["HX-Redirect"] == "/doi-mat-khau/"
    assert "Mật khẩu hiện tại do người quản trị cấp" in text_of(page)
    assert client.get(PROFILE).status_code == 200


def test_a_person_with_a_first_password_may_also_leave(client):
    client.force_login(make_user(must_change_password=True))

    assert client.post("/dang-xuat/")["Location"] == SIGN_IN


def test_a_closed_account_is_out_at_the_next_request(client):
    user = make_user()
    client.force_login(user)
    assert client.get(PROFILE).status_code == 200

    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(PROFILE)["Location"] == f"{SIGN_IN}?next={PROFILE}"


def test_the_addresses_are_the_agreed_ones():
    names = ["sign-in", "sign-out", "password-change", "profile"]

    assert [reverse(f"accounts:{name}") for name in names] == [
        "/dang-nhap/",
        "/dang-xuat/",
        "/doi-mat-khau/",
        "/tai-khoan/",
    ]


def test_the_name_of_a_person_is_escaped(client):
    client.force_login(make_user(full_name="<script>alert(1)</script>"))

    page = text_of(client.get(PROFILE))

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

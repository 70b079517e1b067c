import pytest
from django.test import Client

from tests.factories import PASSWORD, make_user

SIGN_IN = "/dang-nhap/"
PROFILE = "/tai-khoan/"

pytestmark = pytest.mark.django_db


def sign_in(client, username, password=PASSWORD, address="10.0.0.1", **headers):
    posted = {"username": username, "password": password}
    return client.post(SIGN_IN, posted, REMOTE_ADDR=address, headers=headers)


def text_of(response) -> str:
    return response.content.decode()


def test_five_wrong_passwords_lock_this_name_at_this_address_only(client):
    user = make_user(username="can-bo")
    make_user(username="nguoi-khac")

    tries = [sign_in(client, name, "sai").status_code for name in ["can-bo", "CAN-BO"] * 2]
    fifth = sign_in(client, "can-bo", "sai")
    right_but_late = sign_in(client, "can-bo")

    assert tries == [200] * 4
    for page in (fifth, right_but_late):
        assert page.status_code == 429
        assert "Tạm dừng đăng nhập" in text_of(page)
        assert "chờ khoảng 15 phút" in text_of(page)
    assert sign_in(client, "nguoi-khac").status_code == 302
    client.logout()
    from_elsewhere = sign_in(client, "can-bo", address="10.0.0.2")
    assert from_elsewhere.status_code == 302
    assert client.get(PROFILE).context["user"] == user


def test_a_forged_header_does_not_bring_more_tries(client):
    make_user(username="can-bo")

    statuses = [
        client.post(
            SIGN_IN,
            {"username": "can-bo", "password": "sai"},
            headers={"X-Forwarded-For": f"1.2.3.{number}"},
        ).status_code
        for number in range(6)
    ]

    assert statuses == [200] * 4 + [429] * 2


def test_the_lock_opens_after_a_quarter_of_an_hour(client, time_machine):
    make_user(username="can-bo")
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    for _ in range(5):
        sign_in(client, "can-bo", "sai")

    time_machine.move_to("2022-12-01T08:14:00+07:00", tick=False)
    early = sign_in(client, "can-bo")
    time_machine.move_to("2022-12-01T08:16:00+07:00", tick=False)
    late = sign_in(client, "can-bo")

    assert (early.status_code, late.status_code) == (429, 302)


def test_another_browser_name_does_not_bring_more_tries(client):
    make_user(username="can-bo")

    guesses = [
        sign_in(client, "can-bo", "sai", **{"User-Agent": f"Browser {number}"}).status_code
        for number in range(6)
    ]

    assert guesses == [200] * 4 + [429] * 2


def test_one_guess_at_many_names_stops_the_address(client, settings, caplog):
    settings.SIGN_IN_MAX_NAMES = 6
    make_user(username="can-bo")

    guesses = [sign_in(client, f"ten-{number}", "sai").status_code for number in range(9)]
    stopped = sign_in(client, "can-bo")

    assert guesses == [200] * 6 + [429] * 3
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "900")
    assert "Nhiều tên đăng nhập khác nhau đã bị nhập sai từ địa chỉ mạng này" in text_of(stopped)
    assert "chờ khoảng 15 phút" in text_of(stopped)
    assert "đăng nhập từ mạng khác" in text_of(stopped)
    assert "sign-in.address-paused" in caplog.text


def test_the_others_come_in_from_elsewhere_while_an_address_is_stopped(client, settings):
    settings.SIGN_IN_MAX_NAMES = 3
    make_user(username="can-bo")
    for name in ("can-bo", "ten-1", "ten-2"):
        sign_in(client, name, "sai")

    assert sign_in(client, "can-bo").status_code == 429
    assert sign_in(client, "can-bo", address="10.0.0.2").status_code == 302


def test_who_is_signed_in_works_on_while_the_address_is_stopped(client, settings):
    settings.SIGN_IN_MAX_NAMES = 3
    make_user(username="can-bo")
    inside = Client()
    sign_in(inside, "can-bo")
    for number in range(3):
        sign_in(client, f"ten-{number}", "sai")

    assert sign_in(client, "ten-3").status_code == 429
    assert inside.get(PROFILE, REMOTE_ADDR="10.0.0.1").status_code == 200


def test_an_office_whose_people_mistype_and_then_come_in_is_not_stopped(client, settings):
    settings.SIGN_IN_MAX_NAMES = 3
    people = [make_user(username=f"can-bo-{number}").username for number in range(6)]

    answers = [
        (sign_in(client, name, "sai").status_code, sign_in(client, name).status_code)
        for name in people
    ]

    assert answers == [(200, 302)] * 6


def test_a_stopped_address_is_heard_again_after_a_quarter_of_an_hour(
    client, settings, time_machine
):
    settings.SIGN_IN_MAX_NAMES = 3
    make_user(username="can-bo")
    time_machine.move_to("2022-12-01T08:00:00+07:00", tick=False)
    for number in range(3):
        sign_in(client, f"ten-{number}", "sai")

    time_machine.move_to("2022-12-01T08:14:00+07:00", tick=False)
    early = sign_in(client, "can-bo")
    time_machine.move_to("2022-12-01T08:16:00+07:00", tick=False)
    late = sign_in(client, "can-bo")

    assert (early.status_code, late.status_code) == (429, 302)


def test_one_name_guessed_at_from_many_addresses_gets_fewer_tries_at_each(client):
    make_user(username="can-bo")

    answered = [
        sum(sign_in(client, "can-bo", "sai", f"10.1.0.{host}").status_code == 200 for _ in range(5))
        for host in range(10)
    ]

    assert answered == [4] * 4 + [1] * 6


def test_the_person_guessed_at_comes_in_from_an_address_of_their_own(client):
    user = make_user(username="can-bo")
    for host in range(50):
        sign_in(client, "can-bo", "sai", f"10.1.0.{host}")
        sign_in(client, "can-bo", "sai", f"10.1.0.{host}")

    mistyped = sign_in(client, "can-bo", "sai", "10.2.0.1")
    right = sign_in(client, "can-bo", address="10.2.0.1")

    assert (mistyped.status_code, right.status_code) == (200, 302)
    assert client.get(PROFILE).context["user"] == user


def test_a_name_that_does_not_exist_is_braked_like_one_that_does(client):
    make_user(username="can-bo")

    for name in ("can-bo", "khong-co"):
        answers = [
            sign_in(client, name, "sai", f"10.1.0.{number // 4}").status_code
            for number in range(24)
        ]
        assert answers == [200] * 19 + [429, 200, 429, 429, 429]

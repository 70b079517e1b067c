import pytest
from django.core.management import CommandError, ManagementUtility, call_command
from django.db import connections

from accounts.models import AuditEvent, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_a_person_is_added_with_a_made_up_password_that_is_shown_once(capsys):
    call_command("add_user", "Van-Thu", "--full-name", "Văn thư Sở Nội vụ")

    first, second = capsys.readouterr().out.splitlines()
    password = second.removeprefix("Mật khẩu lần đầu: ")
    user = User.objects.get(username="van-thu")
    assert first == "Đã thêm người dùng van-thu."
    assert len(password) >= 20
    assert user.check_password(password)
    assert user.must_change_password
    assert user.full_name == "Văn thư Sở Nội vụ"
    line = AuditEvent.objects.get()
    assert (line.action, line.actor_label) == ("user.create", "hệ thống")


def test_a_password_from_a_file_is_not_shown(capsys, tmp_path):
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\nkhông thuộc mật khẩu\n", encoding="utf-8")

    call_command(
        "add_user", "van-thu", full_name="Văn thư", password_file=secret, keep_password=True
    )

    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert not user.must_change_password
    assert PASSWORD not in capsys.readouterr().out


def test_a_bad_name_ends_the_command_with_a_sentence():
    with pytest.raises(CommandError, match="Tên đăng nhập chỉ gồm"):
        call_command("add_user", "văn thư", full_name="Văn thư")

    assert User.objects.count() == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_password_file_that_cannot_be_read_is_named(tmp_path, content):
    secret = tmp_path / "password"
    if content is not None:
        secret.write_bytes(content)

    with pytest.raises(CommandError, match=f"Không đọc được tệp mật khẩu {secret}"):
        call_command("add_user", "van-thu", full_name="Văn thư", password_file=secret)


def test_an_empty_password_file_is_refused(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("", encoding="utf-8")

    with pytest.raises(CommandError, match="ít nhất 12 ký tự"):
        call_command("add_user", "van-thu", full_name="Văn thư", password_file=secret)


def test_a_password_is_set_anew_and_shown_once(capsys):
    user = make_user(username="van-thu")

    call_command("set_password", "Van-Thu", "--reason", "Quên mật khẩu")

    first, second = capsys.readouterr().out.splitlines()
    user.refresh_from_db()
    assert first == "Đã cấp lại mật khẩu cho van-thu."
    assert user.check_password(second.removeprefix("Mật khẩu lần đầu: "))
    assert user.must_change_password
    line = AuditEvent.objects.get()
    assert (line.action, line.reason) == ("user.change-password", "Quên mật khẩu")


def test_a_password_set_from_a_file_is_not_shown(capsys, tmp_path):
    user, secret = make_user(username="van-thu"), tmp_path / "password"
    secret.write_text("mat-khau-hoan-toan-moi\n", encoding="utf-8")

    call_command("set_password", "van-thu", password_file=secret)

    user.refresh_from_db()
    assert user.check_password("mat-khau-hoan-toan-moi")
    assert "hoan-toan-moi" not in capsys.readouterr().out


def test_an_account_is_closed_with_a_reason(capsys):
    user = make_user(username="van-thu")

    call_command("close_user", "van-thu", "--reason", "Chuyển công tác")

    user.refresh_from_db()
    assert not user.is_active
    line = AuditEvent.objects.get()
    assert (line.action, line.reason) == ("user.deactivate", "Chuyển công tác")
    assert capsys.readouterr().out == "Đã ngừng hoạt động tài khoản van-thu.\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["set_password", "ai-do"], "Không có người dùng ai-do"),
        (["close_user", "ai-do", "--reason", "Nghỉ"], "Không có người dùng ai-do"),
        (["close_user", "van-thu", "--reason", " "], "cần nêu lý do"),
        (["close_user", "da-nghi", "--reason", "Nghỉ"], "đã ngừng hoạt động"),
    ],
)
def test_a_command_about_an_account_says_what_is_wrong(arguments, reason):
    make_user(username="van-thu")
    make_user(username="da-nghi", is_active=False)

    with pytest.raises(CommandError, match=reason):
        call_command(*arguments)

    assert AuditEvent.objects.count() == 0


def test_a_weak_password_is_not_set(tmp_path):
    user, secret = make_user(username="van-thu"), tmp_path / "password"
    secret.write_text("ngan", encoding="utf-8")

    with pytest.raises(CommandError, match="ít nhất 12 ký tự"):
        call_command("set_password", "van-thu", password_file=secret)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "instead"),
    [
        (["changepassword", "van-thu"], "set_password"),
        (["createsuperuser", "--username", "van-thu", "--noinput"], "add_user"),
    ],
)
def test_a_command_of_django_that_leaves_no_record_names_ours(
    arguments, instead, capsys, monkeypatch
):
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test still needs them
    user = make_user(username="van-thu")

    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", *arguments]).execute()

    assert end.value.code == 1
    assert f"Quý vị dùng lệnh {instead}" in capsys.readouterr().err
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert User.objects.count() == 1

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent, User
from tests.factories import PASSWORD

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

"""Add a person who can sign in."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import services
from accounts.errors import Refused


class Command(BaseCommand):
    """Add a person; the first password comes from a file or is made up and printed once."""

    help = "Thêm người dùng. Không có --password-file thì in ra một mật khẩu ngẫu nhiên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--full-name", required=True, help="họ và tên hoặc chức danh")
        parser.add_argument("--email", default="", help="thư điện tử")
        parser.add_argument("--password-file", type=Path, help="tệp chứa mật khẩu ở dòng đầu")
        parser.add_argument(
            "--keep-password",
            action="store_true",
            help="không bắt đổi mật khẩu ở lần đăng nhập đầu tiên",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        password_file = options["password_file"]
        password = _first_line(password_file) if password_file else secrets.token_urlsafe(15)
        try:
            user = services.create_user(
                actor=None,
                username=options["username"],
                full_name=options["full_name"],
                email=options["email"],
                password=password,
                must_change_password=not options["keep_password"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã thêm người dùng {user.username}.")
        if not password_file:
            self.stdout.write(f"Mật khẩu lần đầu: {password}")


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được tệp mật khẩu {path}.") from error
    return lines[0] if lines else ""

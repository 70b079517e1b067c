"""Add a person who can sign in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import services
from accounts.errors import Refused
from accounts.management.passwords import given_or_made_up


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
        password = given_or_made_up(options["password_file"])
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
        if not options["password_file"]:
            self.stdout.write(f"Mật khẩu lần đầu: {password}")

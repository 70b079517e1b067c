"""Give a person a new first password."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import services
from accounts.errors import Refused
from accounts.management.passwords import given_or_made_up
from accounts.management.people import named_user


class Command(BaseCommand):
    """Set a password, which the person changes at the next sign-in; open sessions end."""

    help = "Cấp lại mật khẩu. Không có --password-file thì in ra một mật khẩu ngẫu nhiên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--password-file", type=Path, help="tệp chứa mật khẩu ở dòng đầu")
        parser.add_argument("--reason", default="", help="lý do, ghi vào nhật ký")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = named_user(options["username"])
        password = given_or_made_up(options["password_file"])
        try:
            services.change_password(
                actor=None, user_id=user.pk, password=password, reason=options["reason"]
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã cấp lại mật khẩu cho {user.username}.")
        if not options["password_file"]:
            self.stdout.write(f"Mật khẩu lần đầu: {password}")

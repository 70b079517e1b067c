"""Close a person's account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import services
from accounts.errors import Refused
from accounts.management.people import named_user


class Command(BaseCommand):
    """Close an account; what the person did stays on record."""

    help = "Ngừng hoạt động một tài khoản; các việc người đó đã làm vẫn được lưu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = named_user(options["username"])
        try:
            services.deactivate_user(actor=None, user_id=user.pk, reason=options["reason"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã ngừng hoạt động tài khoản {user.username}.")

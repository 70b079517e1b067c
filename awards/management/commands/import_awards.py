"""Take awards or ratings of earlier years from a file into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from accounts.management.people import named_user
from awards.services.import_kinds import AWARDS, RATINGS, Faults
from blocs.standing import standing_of
from scoring.spreadsheets.faults import WorkbookFaults


class Command(BaseCommand):
    help = (
        "Nạp thành tích (hoặc xếp loại, với --ratings) các năm trước từ tệp .xlsx hoặc .csv. Có "
        "lỗi ở bất kỳ ô nào thì nêu hết các lỗi và không ghi gì. Nạp lại cùng một tệp thì không "
        "thay đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument(
            "--ratings",
            action="store_true",
            help="tệp là các mức xếp loại hoàn thành nhiệm vụ, không phải thành tích",
        )
        parser.add_argument(
            "--user",
            metavar="TÊN",
            help="tên đăng nhập của người nhập, để ghi nhật ký và xét quyền; bỏ trống là hệ thống",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        actor = named_user(options["user"]) if options["user"] else None
        thing = RATINGS if options["ratings"] else AWARDS
        path, standing = options["file"], standing_of(actor)
        try:
            with path.open("rb") as stream:
                found, faults = thing.check(stream, path.name, standing, today=timezone.localdate())
        except OSError as error:
            raise CommandError(f"{path}: không đọc được tệp.") from error
        except WorkbookFaults as refusal:
            self._refuse(refusal.faults)
        if faults:
            self._refuse(faults)
        new = sum(one.is_new for one in found)
        try:
            done = thing.enter(rows=[one.row for one in found], new=new, actor=actor)
        except Refused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì.") from refusal
        self.stdout.write(thing.said(done))

    def _refuse(self, faults: Faults) -> NoReturn:
        for fault in faults:
            self.stderr.write(str(fault))
        raise CommandError(f"Không nạp được vì có {len(faults)} lỗi. Chưa ghi gì.")

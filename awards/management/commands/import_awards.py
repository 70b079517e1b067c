"""Take awards of earlier years from a file into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from accounts.management.people import named_user
from accounts.models import User
from awards.services import import_awards
from awards.spreadsheets.matching import MatchedRow, matched
from awards.spreadsheets.reading import read_awards
from blocs.standing import standing_of
from scoring.spreadsheets.faults import WorkbookFaults


class Command(BaseCommand):
    help = (
        "Nạp thành tích các năm trước từ tệp .xlsx hoặc .csv. Có lỗi ở bất kỳ ô nào thì nêu hết "
        "các lỗi và không ghi gì. Nạp lại cùng một tệp thì không thay đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument(
            "--user",
            metavar="TÊN",
            help="tên đăng nhập của người nhập, để ghi nhật ký và xét quyền; bỏ trống là hệ thống",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        actor = named_user(options["user"]) if options["user"] else None
        found = self._matched(options["file"], actor)
        try:
            done = import_awards(
                rows=[one.row for one in found],
                new=sum(one.is_new for one in found),
                actor=actor,
            )
        except Refused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì.") from refusal
        self.stdout.write(f"Đã ghi {done.new} thành tích; {done.same} dòng đã có từ trước.")

    def _matched(self, path: Path, actor: User | None) -> list[MatchedRow]:
        try:
            with path.open("rb") as stream:
                written, findings = read_awards(stream, path.name)
        except OSError as error:
            raise CommandError(f"{path}: không đọc được tệp.") from error
        except WorkbookFaults as refusal:
            self._refuse([str(fault) for fault in refusal.faults])
        today = timezone.localdate()
        found = matched(written, findings, standing_of(actor), today=today)
        if findings.faults:
            self._refuse([str(fault) for fault in findings.faults])
        return found

    def _refuse(self, sentences: list[str]) -> NoReturn:
        for sentence in sentences:
            self.stderr.write(sentence)
        raise CommandError(f"Không nạp được vì có {len(sentences)} lỗi. Chưa ghi gì.")

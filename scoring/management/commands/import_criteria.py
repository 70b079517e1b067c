"""Take a criteria table from a workbook into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.errors import Refused
from accounts.management.people import named_user
from scoring.rules.cautions import cautions
from scoring.selectors.versions import sectors
from scoring.services.imports import Imported, Outcome, import_table
from scoring.services.publishing import publish_table
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.states import TableState

_SAID = {
    Outcome.SAME: "không thay đổi so với bản đang có",
    Outcome.NEW: "đã lập dự thảo mới",
    Outcome.REPLACED: "đã thay nội dung dự thảo",
    Outcome.AMENDED: "đã lập dự thảo sửa đổi bản đã ban hành",
}


class Command(BaseCommand):
    help = (
        "Nạp bảng tiêu chí từ tệp Excel. Có lỗi ở bất kỳ ô nào thì nêu hết các lỗi và không ghi "
        "gì. Nạp lại tệp do export_criteria xuất ra thì không thay đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx")
        parser.add_argument("--code", required=True, help="mã bảng, ví dụ tinh-mau-so-nganh")
        parser.add_argument("--cycle", required=True, help="năm thi đua, ví dụ 2026, 2025-2026")
        parser.add_argument("--publish", action="store_true", help="ban hành ngay sau khi nạp")
        parser.add_argument(
            "--user",
            metavar="TÊN",
            help="tên đăng nhập của người nhập, để ghi nhật ký và xét quyền; bỏ trống là hệ thống",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        actor = named_user(options["user"]) if options["user"] else None
        content = self._content(options["file"])
        try:
            with transaction.atomic():
                done = import_table(
                    code=options["code"], cycle=options["cycle"], content=content, actor=actor
                )
                if options["publish"]:
                    publish_table(table=done.table, actor=actor)
        except Refused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì.") from refusal
        self.stdout.write(_sentence(done, content))
        for sentence in cautions(content.rules, content.scale):
            self.stdout.write(f"Lưu ý: {sentence}")

    def _content(self, path: Path) -> TableContent:
        try:
            with path.open("rb") as stream:
                return read_criteria_book(stream, path.name, sectors())
        except OSError as error:
            raise CommandError(f"{path}: không đọc được tệp.") from error
        except WorkbookFaults as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            count = len(refusal.faults)
            raise CommandError(f"Không nạp được vì có {count} lỗi. Chưa ghi gì.") from refusal


def _sentence(done: Imported, content: TableContent) -> str:
    done.table.refresh_from_db()
    state = "đã ban hành" if done.table.state == TableState.PUBLISHED else "dự thảo"
    return (
        f"{done.table.code}, bản {done.table.number} ({state}): {_SAID[done.outcome]}; "
        f"{content.leaves} tiêu chí chấm điểm."
    )

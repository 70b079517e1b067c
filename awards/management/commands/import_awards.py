"""Take awards or ratings of earlier years from a file into the database."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from accounts.management.people import named_user
from accounts.models import User
from awards.services import Imported, import_awards, import_ratings
from awards.spreadsheets.matching import matched
from awards.spreadsheets.rating_matching import matched_ratings
from awards.spreadsheets.reading import read_awards, read_ratings
from blocs.standing import standing_of
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.tables import Findings
from scoring.uploads import Readable


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
        try:
            with options["file"].open("rb") as stream:
                save, findings = _checked(stream, options["file"].name, actor, **options)
        except OSError as error:
            raise CommandError(f"{options['file']}: không đọc được tệp.") from error
        except WorkbookFaults as refusal:
            self._refuse([str(fault) for fault in refusal.faults])
        if findings.faults:
            self._refuse([str(fault) for fault in findings.faults])
        try:
            done = save()
        except Refused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì.") from refusal
        what = "mức xếp loại" if options["ratings"] else "thành tích"
        self.stdout.write(f"Đã ghi {done.new} {what}; {done.same} dòng đã có từ trước.")

    def _refuse(self, sentences: list[str]) -> NoReturn:
        for sentence in sentences:
            self.stderr.write(sentence)
        raise CommandError(f"Không nạp được vì có {len(sentences)} lỗi. Chưa ghi gì.")


def _checked(
    stream: Readable, name: str, actor: User | None, *, ratings: bool, **_options: Any
) -> tuple[Callable[[], Imported], Findings]:
    """Read and match a file; return how to save it, and what is wrong with it."""
    standing, today = standing_of(actor), timezone.localdate()
    if ratings:
        rated, findings = read_ratings(stream, name)
        levels = matched_ratings(rated, findings, standing, today=today)
        rows = [one.row for one in levels]
        new = sum(one.is_new for one in levels)
        return partial(import_ratings, rows=rows, new=new, actor=actor), findings
    written, findings = read_awards(stream, name)
    found = matched(written, findings, standing, today=today)
    new = sum(one.is_new for one in found)
    save = partial(import_awards, rows=[one.row for one in found], new=new, actor=actor)
    return save, findings

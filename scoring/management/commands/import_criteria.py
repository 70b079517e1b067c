"""Take a criteria table from a workbook into the database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.errors import Refused
from accounts.management.people import named_user
from accounts.models import User
from blocs.models import Province
from blocs.standing import standing_of
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_tables, table_scope
from scoring.rules.cautions import cautions
from scoring.selectors.titles import titles_for
from scoring.selectors.versions import first_of, sectors, version_for
from scoring.services.imports import Imported, Outcome, import_table
from scoring.services.publishing import publish_table
from scoring.spreadsheets.content import TableContent, content_of
from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.criteria_rows import Sector, Title
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
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument(
            "--province",
            metavar="MÃ",
            help="mã tỉnh ban hành bảng; bỏ trống là tỉnh duy nhất, hoặc tỉnh đang có mã bảng này",
        )
        whose.add_argument("--shared", action="store_true", help="bảng dùng chung cho mọi tỉnh")
        parser.add_argument(
            "--user",
            metavar="TÊN",
            help="tên đăng nhập của người nhập, để ghi nhật ký và xét quyền; bỏ trống là hệ thống",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        actor = named_user(options["user"]) if options["user"] else None
        province = _province(options, actor)
        known = version_for(options["code"], options["cycle"])
        named = content_of(known).sectors if known else ()
        content = self._content(options["file"], sectors(province, named), titles_for(province))
        try:
            with transaction.atomic():
                done = import_table(
                    code=options["code"],
                    cycle=options["cycle"],
                    content=content,
                    province=province,
                    actor=actor,
                )
                if options["publish"]:
                    publish_table(table=done.table, actor=actor)
        except Refused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì.") from refusal
        self.stdout.write(_sentence(done, content))
        for sentence in cautions(content.rules, content.scale):
            self.stdout.write(f"Lưu ý: {sentence}")

    def _content(
        self, path: Path, offered: Sequence[Sector], titles: Sequence[Title]
    ) -> TableContent:
        try:
            with path.open("rb") as stream:
                return read_criteria_book(stream, path.name, offered, titles)
        except OSError as error:
            raise CommandError(f"{path}: không đọc được tệp.") from error
        except WorkbookFaults as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            count = len(refusal.faults)
            raise CommandError(f"Không nạp được vì có {count} lỗi. Chưa ghi gì.") from refusal


def _province(options: dict[str, Any], actor: User | None) -> Province | None:
    """Return whose table it is or will be, as the page would; None for a shared one.

    Raises:
        CommandError: there are several provinces and none is named, or the code is of others.
    """
    code, known = options["code"], first_of(options["code"])
    chosen = None if options["shared"] else _chosen(options["province"], known, actor)
    if known is not None and known.province != chosen:
        owner = f"của tỉnh {known.province}" if known.province else "dùng chung cho mọi tỉnh"
        raise CommandError(
            f"Mã {code} đang là mã của bảng tiêu chí {owner}; đề nghị chọn mã khác. Chưa ghi gì."
        )
    return chosen


def _chosen(named: str | None, known: CriteriaTable | None, actor: User | None) -> Province | None:
    standing = standing_of(actor)
    if not (verdict := can_manage_tables(standing)):
        raise CommandError(f"{verdict.reason} Chưa ghi gì.")
    scope = table_scope(standing.manages)
    mine = Province.objects.order_by("code")
    if not scope.everything:
        mine = mine.filter(pk__in=scope.province_ids)
    found = [one for one in mine if named in {None, one.code}]
    if named is None and known is not None and known.province in found:
        return known.province
    if len(found) == 1 or (named is None and not found):
        return found[0] if found else None
    listed = "; ".join(f"{one.code} ({one.name})" for one in mine)
    why = f"Không có tỉnh mang mã {named}." if named else "Có nhiều tỉnh."
    raise CommandError(f"{why} Đề nghị nêu --province một trong: {listed}. Chưa ghi gì.")


def _sentence(done: Imported, content: TableContent) -> str:
    done.table.refresh_from_db()
    state = "đã ban hành" if done.table.state == TableState.PUBLISHED else "dự thảo"
    return (
        f"{done.table.code}, bản {done.table.number} ({state}): {_SAID[done.outcome]}; "
        f"{content.leaves} tiêu chí chấm điểm."
    )

"""Copy everything the site knows into a new folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.backups.making import make_backup
from reports.backups.manifest import BackupError


class Command(BaseCommand):
    """Database, files and the list of both; people may go on working meanwhile."""

    help = "Sao lưu cơ sở dữ liệu và mọi tệp vào một thư mục mới (không gồm khóa bí mật)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục mới hoặc rỗng")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            made = make_backup(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(made.tables.values())
        self.stdout.write(
            f"Đã sao lưu vào {folder}: {len(made.tables)} bảng, {rows} dòng, "
            f"{len(made.files)} tệp; nhật ký {made.audit_count} dòng, dòng cuối {made.audit_head}."
        )
        if made.missing:
            raise CommandError(
                f"Bản sao lưu đã ghi xong, nhưng {len(made.missing)} tệp không còn trên đĩa, "
                f"đầu tiên là {made.missing[0]}."
            )

"""Put the site back as a backup holds it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reports.backups.manifest import BackupError, Manifest
from reports.backups.restoring import check_audit, missing_migrations, restore_backup


class Command(BaseCommand):
    """Everything is checked before anything is touched; exit code 1 with the first finding."""

    help = "Phục hồi cơ sở dữ liệu và tệp từ một bản sao lưu; dừng web và worker trước khi chạy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="bản sao lưu")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="thay toàn bộ cơ sở dữ liệu và tệp đang có; không lấy lại được",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            restored = restore_backup(options["folder"], overwrite=options["overwrite"])
            if newer := missing_migrations(restored):
                call_command("migrate", verbosity=0, interactive=False)
                self.stdout.write(f"Đã cập nhật cấu trúc dữ liệu thêm {newer} bước.")
            check_audit(restored)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_report(restored))


def _report(restored: Manifest) -> str:
    rows = sum(restored.tables.values())
    sentence = (
        f"Đã phục hồi bản sao lưu lúc {restored.made_at}: {len(restored.tables)} bảng, "
        f"{rows} dòng, {len(restored.files)} tệp. Nhật ký nguyên vẹn đến dòng "
        f"{restored.audit_count}, {restored.audit_head}."
    )
    if restored.missing:
        sentence += f" {len(restored.missing)} tệp đã thiếu từ khi sao lưu."
    return sentence

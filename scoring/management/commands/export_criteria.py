"""Write a criteria table as a workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.selectors.titles import titles_for
from scoring.selectors.versions import sectors, version_for
from scoring.spreadsheets.content import content_of
from scoring.spreadsheets.criteria_writing import written_criteria


class Command(BaseCommand):
    help = (
        "Xuất bảng tiêu chí ra tệp Excel: bản mới nhất lập cho năm thi đua đó, hoặc bản mà các "
        "khối, cụm đang dùng để chấm điểm trong năm."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="mã bảng tiêu chí")
        parser.add_argument("cycle", metavar="CYCLE", help="năm thi đua, ví dụ 2026, 2025-2026")
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx sẽ ghi")

    def handle(self, *_args: object, **options: Any) -> None:
        table = version_for(options["code"], options["cycle"])
        if table is None:
            raise CommandError(
                f"Không có bảng tiêu chí {options['code']} cho năm thi đua {options['cycle']}."
            )
        content = content_of(table)
        offered = sectors(table.province, content.sectors)
        data = written_criteria(content, offered, titles_for(table.province))
        try:
            options["file"].write_bytes(data)
        except OSError as error:
            raise CommandError(f"{options['file']}: không ghi được tệp.") from error
        self.stdout.write(f"{options['file']}: {table.code}, bản {table.number}.")

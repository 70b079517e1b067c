"""Write a season as a season file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.season_files.loading import dump_season


class Command(BaseCommand):
    """Print one bloc in one cycle as YAML, in the form that load_season reads."""

    help = "In hồ sơ năm thi đua của một khối, cụm thành tệp YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bloc", metavar="KHỐI", help="mã khối, cụm, ví dụ tay-ninh-cqtw")
        parser.add_argument("cycle", metavar="NĂM", help="năm thi đua, ví dụ 2022 hoặc 2025-2026")

    def handle(self, *_args: Any, **options: Any) -> None:
        text = dump_season(options["bloc"], options["cycle"])
        if text is None:
            raise CommandError(
                f"Không có hồ sơ năm {options['cycle']} của khối, cụm {options['bloc']}."
            )
        self.stdout.write(text, ending="")

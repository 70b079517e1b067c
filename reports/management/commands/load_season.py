"""Load season files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.season_files.findings import Unloadable
from reports.season_files.loading import Outcome, load_files


class Command(BaseCommand):
    """Build the seasons of the files; write nothing when anything is wrong in any of them."""

    help = "Nạp hồ sơ năm thi đua từ các tệp YAML. Có một lỗi ở bất kỳ tệp nào thì không ghi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="TỆP", help="tệp .yaml")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            outcomes = load_files(options["files"])
        except Unloadable as refusal:
            for finding in refusal.findings:
                self.stderr.write(str(finding))
            count = len(refusal.findings)
            raise CommandError(f"Không nạp được vì có {count} lỗi. Chưa ghi gì.") from refusal
        for outcome in outcomes:
            self.stdout.write(_sentence(outcome))


def _sentence(outcome: Outcome) -> str:
    season = f"{outcome.bloc} {outcome.cycle}"
    if outcome.is_new:
        return f"{season}: đã dựng hồ sơ năm thi đua."
    if outcome.sections:
        return f"{season}: đã bổ sung {', '.join(outcome.sections)}."
    return f"{season}: đã có đủ, không thay đổi."

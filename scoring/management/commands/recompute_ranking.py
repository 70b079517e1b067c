"""Prove a frozen ranking from its file alone; no database is asked."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.text_files import Unreadable, read_text
from scoring.rules.frozen_text import FrozenError, fingerprint
from scoring.rules.recompute import contract_shape, first_difference, recomputed


class Command(BaseCommand):
    help = (
        "Tính lại xếp hạng từ tệp nội dung đã chốt (show_ranking --format frozen), không cần cơ "
        "sở dữ liệu. In kết quả như show_ranking --format json; thoát với mã 1 và nêu điểm "
        "khác đầu tiên nếu kết quả trong tệp không khớp."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp nội dung đã chốt")

    def handle(self, *args: object, **options: Any) -> None:
        content = _read(options["file"])
        try:
            difference = first_difference(content)
            computed = recomputed(content)
        except FrozenError as error:
            raise CommandError(str(error)) from error
        if difference:
            raise CommandError(f"Kết quả trong tệp không khớp. {difference}")
        shown = contract_shape(computed, sha256=fingerprint(content))
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))


def _read(path: Path) -> Any:
    try:
        return json.loads(read_text(path))
    except Unreadable as error:
        raise CommandError(f"{path}: {error}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path}: nội dung không phải là JSON.") from error

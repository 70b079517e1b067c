"""Add a synthetic province to the database."""

import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from reports.season_files.findings import Unloadable
from reports.synthetic.building import build_province
from reports.synthetic.plan import ProvincePlan


class Command(BaseCommand):
    """Build a province of any size, the same each time, everything marked as sample data."""

    help = "Dựng một tỉnh giả định để thử tải; mọi dữ liệu đều được đánh dấu là dữ liệu mẫu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--blocs", type=int, default=20, metavar="SỐ", help="số khối, cụm")
        parser.add_argument(
            "--members", type=int, default=8, metavar="SỐ", help="số đơn vị của mỗi khối, cụm"
        )
        parser.add_argument(
            "--criteria", type=int, default=60, metavar="SỐ", help="số tiêu chí chấm điểm"
        )
        parser.add_argument("--cycles", type=int, default=3, metavar="SỐ", help="số năm thi đua")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="SỐ", help="cùng một số thì cùng dữ liệu"
        )
        parser.add_argument(
            "--last-cycle", type=int, default=2025, metavar="NĂM", help="năm thi đua cuối cùng"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        names = ("blocs", "members", "criteria", "cycles", "seed", "last_cycle")
        plan = ProvincePlan(**{name: options[name] for name in names})
        if plan.last_cycle > (this_year := timezone.localdate().year):
            raise CommandError(
                f"--last-cycle không được sau năm nay ({this_year}), vì năm sau chưa có gì."
            )
        started = time.perf_counter()
        try:
            counts = build_province(plan)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except Unloadable as refusal:
            raise CommandError(f"Chưa ghi gì. {refusal}") from refusal
        seconds = time.perf_counter() - started
        told = " ".join(f"{name}={value}" for name, value in asdict(counts).items())
        self.stdout.write(f"{told} seconds={seconds:.1f}")

"""Check that nobody changed the record of what was done."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import Finding, check_anchor, missing_guards, verify_chain


class Command(BaseCommand):
    """Walk the audit chain; exit code 1 with the first finding."""

    help = "Kiểm tra chuỗi nhật ký; dừng ở dòng sai đầu tiên với mã thoát 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect-head",
            default="",
            metavar="HASH",
            help="mã của dòng cuối đã ghi lại lần trước",
        )
        parser.add_argument(
            "--expect-count", default=0, type=int, metavar="N", help="số dòng đã ghi lại lần trước"
        )
        parser.add_argument(
            "--since", default=1, type=int, metavar="N", help="chỉ kiểm tra từ dòng thứ N"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["since"] < 1:
            raise CommandError("--since: số dòng bắt đầu từ 1.")
        result = verify_chain(options["since"])
        if isinstance(result, Finding):
            raise CommandError(self._sentence(result))
        anchored = check_anchor(
            result, expected_hash=options["expect_head"], expected_count=options["expect_count"]
        )
        if anchored is not None:
            raise CommandError(self._sentence(anchored))
        if missing := missing_guards():
            raise CommandError(f"Cơ sở dữ liệu thiếu chốt bảo vệ nhật ký: {', '.join(missing)}.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {result.count} dòng, dòng cuối {result.hash}.")

    def _sentence(self, finding: Finding) -> str:
        return f"Dòng {finding.position}: {finding.reason}."

"""Read what is known of the signers' certificates anew, with today's trusted authorities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import Invalid
from reports.models import SignedCopy
from reports.services import recheck_signatures


class Command(BaseCommand):
    help = "Đọc lại chứng thư của mọi chữ ký số trên văn bản, mỗi chữ ký theo lúc tải lên."

    def handle(self, *_: Any, **__: Any) -> None:
        """Recheck every signed copy; name each that cannot be, go on, and exit 1 at the end."""
        changed = faults = 0
        for copy in SignedCopy.objects.select_related("issue__document").order_by("pk"):
            try:
                told = recheck_signatures(copy_id=copy.pk)
                why = f"tệp {copy.file.name} không còn như khi lưu."
            except Invalid as fault:
                told, why = None, f"phần mềm nay không đọc được tệp như khi nhận. {fault}"
            if told is None:
                faults += 1
                self.stderr.write(f"{copy.issue}, {copy}: {why}")
            changed += told or 0
        said = f"{changed} chữ ký có kết luận mới về chứng thư."
        if faults:
            raise CommandError(f"{faults} bản ký không kiểm tra lại được; {said}")
        self.stdout.write(f"Đã kiểm tra lại; {said}")

"""Read what is known of the signers' certificates anew, with today's trusted authorities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import SignedCopy
from reports.services import recheck_signatures


class Command(BaseCommand):
    help = "Read the certificates of all signatures in papers anew, each as of its upload."

    def handle(self, *_: Any, **__: Any) -> None:
        """Recheck every signed copy; exit 1 with the first file that is not what was kept."""
        changed = 0
        for copy in SignedCopy.objects.order_by("pk"):
            told = recheck_signatures(copy_id=copy.pk)
            if told is None:
                raise CommandError(
                    f"Tệp {copy.file.name} ({copy}, văn bản {copy.issue}) không còn như khi lưu."
                )
            changed += told
        self.stdout.write(f"Đã kiểm tra lại; {changed} chữ ký có kết luận mới về chứng thư.")

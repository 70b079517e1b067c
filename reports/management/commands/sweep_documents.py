"""Send lost render jobs again, or do them here: ``manage.py sweep_documents [--here]``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports import services


class Command(BaseCommand):
    """What the beat does every 30 s, by hand."""

    help = "Gửi lại các văn bản chờ lập quá lâu hoặc bị dừng giữa chừng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--here",
            action="store_true",
            help="lập ngay trong tiến trình này, không cần hàng đợi và worker",
        )

    def handle(self, *_: Any, here: bool, **__: Any) -> None:
        """Sweep once and say what was done; exit code 1 when something could not be done."""
        swept = services.make_packs_here() if here else _sweep()
        did = "Đã lập" if here else "Đã gửi lại"
        self.stdout.write(f"{did} {swept.nudged} văn bản, {swept.failed} văn bản bị dừng hẳn.")
        if swept.unsent:
            what = "không lập được" if here else "chưa gửi được: hàng đợi không trả lời"
            raise CommandError(f"Còn {swept.unsent} văn bản {what}.")
        if swept.failed:
            raise CommandError(f"{swept.failed} văn bản không lập được sau 3 lần thử.")


def _sweep() -> services.Swept:
    papers, packs = services.sweep_documents(), services.sweep_packs()
    return services.Swept(
        nudged=papers.nudged + packs.nudged,
        failed=papers.failed + packs.failed,
        unsent=papers.unsent + packs.unsent,
    )

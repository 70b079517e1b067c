"""Issue the report and the covenant of the demo's finished season as sample papers."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from accounts.models import User
from blocs.models import Season
from reports.demo.issued import issue_samples
from reports.demo.people import BLOC
from reports.management.commands.await_papers import wait_for
from reports.management.commands.prepare_demo import FINISHED
from reports.models import Issue

CLERK = "nhnn.thutruong"
WAIT_SECONDS = 180


class Command(BaseCommand):
    """One line per paper: its number and the code to check it by. Needs a running worker."""

    help = "Ban hành báo cáo và giao ước của năm dùng thử thành văn bản mẫu, có mã xác minh."

    def handle(self, *args: Any, **options: Any) -> None:
        seasons = Season.objects.with_names().filter(bloc__code=BLOC, cycle__label=FINISHED)
        season, clerk = seasons.first(), User.objects.filter(username=CLERK).first()
        if season is None or clerk is None:
            raise CommandError("Chưa có dữ liệu dùng thử: hãy chạy prepare_demo trước.")
        if Issue.objects.filter(document__season=season).exists():
            raise CommandError("Năm dùng thử này đã có văn bản ban hành.")
        deadline = time.monotonic() + WAIT_SECONDS
        try:
            issues = issue_samples(
                season,
                clerk=clerk,
                today=timezone.localdate(),
                made=lambda document: wait_for(document, deadline),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for issue in issues:
            self.stdout.write(f"{issue}: {issue.spoken_code}")

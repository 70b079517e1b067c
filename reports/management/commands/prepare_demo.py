"""Add the demo's accounts and its season of the current year to a database with the seasons."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.errors import Refused
from accounts.models import User
from blocs.models import Agency, Season
from reports.demo.live_season import open_live_season
from reports.demo.people import BLOC, PEOPLE, add_people

FINISHED = "2022"


class Command(BaseCommand):
    """Prints the accounts with one random password, fresh at each run."""

    help = "Thêm tài khoản dùng thử và năm thi đua đang chấm điểm (dữ liệu mẫu)."

    def handle(self, *args: Any, **options: Any) -> None:
        finished = Season.objects.filter(bloc__code=BLOC, cycle__label=FINISHED).first()
        if finished is None:
            raise CommandError(f"Chưa có khối {BLOC} năm {FINISHED}: hãy nạp seasons/ trước.")
        if User.objects.filter(username=PEOPLE[0].username).exists():
            raise CommandError("Cơ sở dữ liệu này đã có tài khoản dùng thử.")
        acted_for = {person.agency for person in PEOPLE if person.agency}
        missing = acted_for - set(Agency.objects.values_list("code", flat=True))
        if missing:
            names = ", ".join(sorted(missing))
            raise CommandError(f"Chưa có đơn vị {names}: hãy nạp mọi tệp trong seasons/ trước.")
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        try:
            people = add_people(password)
            open_live_season(finished, people, today=timezone.localdate())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for person in PEOPLE:
            self.stdout.write(f"{person.username:<20} {person.full_name}")
        self.stdout.write(f"Mật khẩu chung: {password}")

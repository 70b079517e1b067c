"""End what a person acts for."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import Refused
from blocs.models import Appointment
from blocs.services import end_appointment


class Command(BaseCommand):
    """End an appointment; from that day on it no longer counts."""

    help = "Kết thúc một phân công; từ ngày đó phân công không còn hiệu lực."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="số của phân công, do lệnh appoint in ra")
        parser.add_argument(
            "--on",
            required=True,
            metavar="NGÀY",
            type=date.fromisoformat,
            help="ngày đầu tiên không còn hiệu lực, dạng NĂM-THÁNG-NGÀY",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        number, day = options["id"], options["on"]
        try:
            appointment = end_appointment(appointment_id=number, on=day, actor=None)
        except Appointment.DoesNotExist as error:
            raise CommandError(f"Không có phân công số {number}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã kết thúc phân công {appointment} từ ngày {day:%d/%m/%Y}.")

"""Let a person act for an agency or for the province."""

from argparse import ArgumentParser
from datetime import date
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.utils import timezone

from accounts.errors import Refused
from accounts.management.people import named_user
from blocs.models import Agency, Bloc, Province
from blocs.services import appoint
from blocs.states import Role

Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    """Appoint a person: a role for an agency, or a role for the province within a scope."""

    help = "Giao cho một người vai trò tại đơn vị, hoặc vai trò cấp tỉnh trong một phạm vi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("role", choices=[role.value for role in Role], help="vai trò")
        parser.add_argument("--agency", metavar="MÃ", help="đơn vị (editor, approver)")
        parser.add_argument("--province", metavar="MÃ", help="tỉnh (các vai trò cấp tỉnh)")
        parser.add_argument(
            "--bloc",
            dest="blocs",
            metavar="MÃ",
            action="append",
            default=[],
            help="chỉ khối, cụm này; ghi nhiều lần cho nhiều khối, cụm",
        )
        parser.add_argument("--from", dest="starts_on", metavar="NGÀY", type=date.fromisoformat)
        parser.add_argument("--until", dest="ends_on", metavar="NGÀY", type=date.fromisoformat)

    def handle(self, *_args: Any, **options: Any) -> None:
        user = named_user(options["username"])
        try:
            appointment = appoint(
                user=user,
                role=Role(options["role"]),
                agency=_found(Agency, options["agency"], "đơn vị"),
                province=_found(Province, options["province"], "tỉnh"),
                blocs=[_wanted(Bloc, code, "khối, cụm") for code in options["blocs"]],
                starts_on=options["starts_on"] or timezone.localdate(),
                ends_on=options["ends_on"],
                actor=None,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã phân công số {appointment.pk}: {appointment}.")


def _found(model: type[Row], code: str | None, what: str) -> Row | None:
    return None if code is None else _wanted(model, code, what)


def _wanted(model: type[Row], code: str, what: str) -> Row:
    row = model._default_manager.filter(code=code).first()  # noqa: SLF001 -- Django documents _default_manager
    if row is None:
        raise CommandError(f"Không có {what} mang mã {code}.")
    return row

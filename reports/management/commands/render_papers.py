"""Make a season's papers here and now: ``manage.py render_papers BLOC CYCLE --out DIR``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from accounts.errors import Refused
from blocs.access import season_for
from blocs.models import Season
from blocs.standing import SYSTEM
from reports.gather import gather_paper
from reports.papers import PAPERS
from reports.render.fonts import FontsMissingError
from reports.render.pdf import pdf_bytes
from reports.services.files import replace_file


class Command(BaseCommand):
    """The same papers as the worker makes, without worker, broker and stored document."""

    help = "Lập văn bản của một khối trong một năm thành tệp PDF, không cần worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bloc", metavar="BLOC", help="mã khối, cụm, ví dụ tay-ninh-cqtw")
        parser.add_argument("cycle", metavar="CYCLE", help="năm, ví dụ 2022 hoặc 2025-2026")
        parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="thư mục ghi")
        parser.add_argument(
            "--kind",
            metavar="KIND",
            action="append",
            choices=sorted(PAPERS),
            help="chỉ lập loại này (nêu được nhiều lần): " + ", ".join(sorted(PAPERS)),
        )

    def handle(
        self, *_: Any, bloc: str, cycle: str, out: Path, kind: list[str] | None, **__: Any
    ) -> None:
        """Write ``KIND-BLOC-CYCLE.pdf`` for each kind and name each file."""
        try:
            season = season_for(SYSTEM, bloc, cycle)
        except Http404 as error:
            raise CommandError(f"Không có khối “{bloc}” trong năm “{cycle}”.") from error
        for name in dict.fromkeys(kind or PAPERS):
            self.stdout.write(str(_write(season, name, out)))


def _write(season: Season, kind: str, out: Path) -> Path:
    target = out / f"{kind}-{season.bloc.code}-{season.cycle.label}.pdf"
    try:
        data = pdf_bytes(gather_paper(season, kind))
        out.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
    except (Refused, FontsMissingError) as error:
        raise CommandError(f"{kind}: {error}") from error
    except OSError as error:
        raise CommandError(f"Không ghi được {target}: {error.strerror}.") from error
    return target

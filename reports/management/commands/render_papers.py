"""Make a season's papers here and now: ``manage.py render_papers BLOC CYCLE --out DIR``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from accounts.errors import Refused
from accounts.whole_files import replace_file
from blocs.access import season_for
from blocs.models import Season
from blocs.standing import SYSTEM
from reports.gather import gather_paper
from reports.papers import PAPERS
from reports.render.docx import docx_bytes
from reports.render.fonts import FontsMissingError
from reports.render.pdf import pdf_bytes
from reports.selectors.word_forms import form_data
from reports.states import ABOUT_ONE
from reports.subjects import is_ready, nothing_yet, subjects_of


class Command(BaseCommand):
    """The same papers as the worker makes, without worker, broker and stored document."""

    help = "Lập văn bản của một khối trong một năm thành tệp PDF (và Word), không cần worker."

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
        parser.add_argument("--docx", action="store_true", help="lập thêm bản Word cạnh mỗi PDF")

    def handle(
        self, *_: Any, bloc: str, cycle: str, out: Path, kind: list[str] | None, **options: Any
    ) -> None:
        """Write each paper and name its files; without ``--kind`` those whose facts are there.

        A paper about one ballot, agency or proposal has its key at the end of the name.
        """
        try:
            season = season_for(SYSTEM, bloc, cycle)
        except Http404 as error:
            raise CommandError(f"Không có khối “{bloc}” trong năm “{cycle}”.") from error
        for name in dict.fromkeys(kind or PAPERS):
            ready, why = _keys(season, name)
            if not ready and kind:
                raise CommandError(f"{name}: {why}")
            if not ready:
                self.stderr.write(f"{name}: {why}")
            for key in ready:
                for target in _write(season, name, key, out, docx=options["docx"]):
                    self.stdout.write(str(target))


def _keys(season: Season, kind: str) -> tuple[list[str], str]:
    """Return what the kind can be made about (an empty key for the season), or why it cannot."""
    if kind not in ABOUT_ONE:
        verdict = is_ready(season, kind)
        return ([""] if verdict else []), verdict.reason
    found = subjects_of(season, kind)
    ready = [one.key for one in found if one.ready]
    waiting = [one.answer.reason for one in found if not one.ready]
    return ready, " ".join(waiting) or nothing_yet(kind)


def _write(season: Season, kind: str, key: str, out: Path, *, docx: bool) -> list[Path]:
    parts = (kind, season.bloc.code, season.cycle.label, key)
    stem = "-".join(part for part in parts if part)
    targets = [out / f"{stem}.pdf", *([out / f"{stem}.docx"] if docx else [])]
    try:
        paper = gather_paper(season, kind, key)
        out.mkdir(parents=True, exist_ok=True)
        replace_file(targets[0], pdf_bytes(paper))
        if docx:
            replace_file(targets[1], docx_bytes(paper, form=form_data(season, kind)))
    except (Refused, FontsMissingError) as error:
        raise CommandError(f"{kind}: {error}") from error
    except OSError as error:
        raise CommandError(f"Không ghi được {out / stem}: {error.strerror}.") from error
    return targets

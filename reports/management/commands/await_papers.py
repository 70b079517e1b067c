"""Ask for the papers of a season, wait for the worker to make them, and copy the files."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import Refused
from blocs.models import Season
from reports.models import Document
from reports.services.documents import ask_for_paper
from reports.states import ABOUT_ONE, DocumentKind, DocumentState
from reports.subjects import is_ready

WHOLE = [kind.value for kind in DocumentKind if kind not in ABOUT_ONE]
DONE = {DocumentState.READY, DocumentState.FAILED, DocumentState.CANCELLED}


class Command(BaseCommand):
    """One line per paper: its path. Needs a running worker."""

    help = "Yêu cầu lập các văn bản của một khối, chờ tiến trình nền lập xong và chép ra thư mục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bloc")
        parser.add_argument("cycle")
        parser.add_argument("--out", required=True, type=Path)
        parser.add_argument(
            "--kind",
            action="append",
            choices=WHOLE,
            help="loại văn bản, có thể ghi nhiều lần; không ghi thì lập mọi loại đã đủ số liệu",
        )
        parser.add_argument("--wait-seconds", type=int, default=180)

    def handle(self, *args: Any, **options: Any) -> None:
        bloc, cycle = options["bloc"], options["cycle"]
        season = Season.objects.filter(bloc__code=bloc, cycle__label=cycle).first()
        if season is None:
            raise CommandError(f"Không có khối {bloc} năm {cycle}.")
        try:
            asked = [
                ask_for_paper(season_id=season.pk, kind=kind, actor=None)
                for kind in options["kind"] or [one for one in WHOLE if is_ready(season, one)]
            ]
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + options["wait_seconds"]
        for document in asked:
            finished = wait_for(document, deadline)
            path = folder / f"{finished.kind}-{bloc}-{cycle}.pdf"
            path.write_bytes(finished.file.read())
            self.stdout.write(str(path))


def wait_for(document: Document, deadline: float) -> Document:
    """Return the document when it is ready; the row is asked, not the broker."""
    while time.monotonic() < deadline:
        document.refresh_from_db()
        if document.state in DONE:
            break
        time.sleep(0.2)
    if document.state != DocumentState.READY:
        raise CommandError(f"{document}: {document.error or 'chưa lập xong trong thời gian chờ.'}")
    return document

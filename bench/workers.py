"""The papers of a whole province through real Celery workers: one, then two."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, product

from django.conf import settings
from django.db.models import QuerySet

from bench.data import CLOSED_YEAR, OPEN_YEAR, PROVINCE, PROVINCE_SIZE, season_of
from bench.records import Record
from bench.server import ROOT
from bench.workplace import Workplace, tell
from reports.models import Document
from reports.services import ask_for_paper
from reports.states import DocumentKind, DocumentState

_PAPERS = 240
# The first papers are not counted: the workers start and import WeasyPrint.
_WARM_UP = 40
_PATIENCE_SECONDS = 600
# Seven of each bloc: those about the closed year, and the covenant of the year in progress.
_PAPERS_OF_BLOC = (
    (DocumentKind.SUMMARY_REPORT, CLOSED_YEAR),
    (DocumentKind.COVENANT, CLOSED_YEAR),
    (DocumentKind.SCORE_MATRIX, CLOSED_YEAR),
    (DocumentKind.HANDOVER_MINUTES, CLOSED_YEAR),
    (DocumentKind.REVIEW_MINUTES, CLOSED_YEAR),
    (DocumentKind.SUBMISSION, CLOSED_YEAR),
    (DocumentKind.COVENANT, OPEN_YEAR),
)
_WORKER = (
    *("-m", "celery", "-A", "config", "worker", "--pool=prefork", "--concurrency=1"),
    *("--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
)


def province(place: Workplace) -> Iterator[Record]:
    """Measure how many papers a minute one worker makes, and two."""
    _ = place.province
    alone = _papers_a_minute(place, 1)
    size = f"{_PAPERS} papers of 6 kinds; {PROVINCE_SIZE}; {os.cpu_count()} cores; once"
    yield Record(name="render_province", value=alone, unit="papers/min", size=f"1 worker; {size}")
    yield Record(
        name="render_province",
        value=_papers_a_minute(place, 2),
        unit="papers/min",
        baseline="the same with one worker",
        baseline_value=alone,
        size=f"2 workers; {size}",
    )


def _papers_a_minute(place: Workplace, workers: int) -> float:
    tell(f"asking for {_PAPERS} papers, {workers} worker(s)")
    documents = _asked()
    with _working(place, workers):
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while documents.exclude(state=DocumentState.READY.value).exists():
            if time.monotonic() > deadline or documents.filter(state="failed").exists():
                raise RuntimeError("the workers did not make every paper")
            time.sleep(0.5)
    times = sorted(one.ready_at for one in documents if one.ready_at is not None)
    seconds = (times[-1] - times[_WARM_UP - 1]).total_seconds()
    documents.delete()
    return (len(times) - _WARM_UP) / seconds * 60


def _asked() -> QuerySet[Document]:
    """Ask for the papers while nobody works; the messages wait in Redis."""
    blocs = range(1, PROVINCE.blocs + 1)
    for bloc, (kind, year) in islice(product(blocs, _PAPERS_OF_BLOC), _PAPERS):
        season = season_of(PROVINCE.bloc_code(bloc), year)
        ask_for_paper(season_id=season.pk, kind=kind.value, actor=None)
    return Document.objects.filter(season__bloc__province__code=PROVINCE.province_code)


@contextmanager
def _working(place: Workplace, workers: int) -> Iterator[None]:
    started = []
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    try:
        for number in range(workers):
            with (place.folder / f"worker-{number}.log").open("wb") as log:
                started.append(
                    subprocess.Popen(  # noqa: S603 -- our own command, nothing from outside
                        [sys.executable, *_WORKER, "--hostname", f"{number}@bench"],
                        cwd=ROOT,
                        env=environment,
                        stdout=log,
                        stderr=log,
                    )
                )
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=60)

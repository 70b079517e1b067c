"""Setting each kind of paper as PDF, beside LibreOffice with the same paper's Word file."""

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import pikepdf
from django.conf import settings

from bench.names import PAPER_NAMES
from bench.office import BASELINE, Office, Spent, found_office
from bench.paper_sizes import paper_of, sizes_of
from bench.records import Record
from bench.workplace import Workplace, run_python
from reports.papers import PAPERS, Paper
from reports.render.docx import docx_bytes
from reports.render.fonts import font_folder
from reports.render.pdf import html_to_pdf, pdf_bytes
from reports.render.word.writer import html_to_docx
from reports.states import DocumentKind

_RUNS = 3
_EMPTY = '<!DOCTYPE html><html lang="vi"><title>.</title><p>.</p>'


def of_kind(name: str, kind: DocumentKind, place: Workplace) -> Iterator[Record]:
    """Measure a kind in each of its sizes: time, processor time and memory at the most."""
    office = _office(place.folder)
    for size in sizes_of(kind):
        paper = paper_of(kind, size)
        ours, theirs = _measured(paper, office)
        pages = _pages(pdf_bytes(paper))
        words = f"{size.words}; {pages} pages, {paper.table_rows} table rows; median of {_RUNS}"
        figures = (
            (name, "s", ours.wall, theirs.wall if theirs else None),
            (f"{name}_cpu", "s", ours.cpu, theirs.cpu if theirs else None),
            (
                f"{name}_memory",
                "MB",
                _peak(paper, place.folder),
                theirs.peak if theirs else None,
            ),
        )
        for figure, unit, value, beside in figures:
            yield Record(
                name=figure,
                value=value,
                unit=unit,
                baseline=BASELINE if office else None,
                baseline_value=beside,
                size=words,
            )


@cache
def _office(folder: Path) -> Office | None:
    html_to_pdf(_EMPTY)  # a worker has WeasyPrint in memory when it is asked for a paper
    faces = font_folder(settings.PDF_FONT_DIR)
    return found_office(folder, html_to_docx(_EMPTY, faces, identifier="", marked=False))


def _measured(paper: Paper, office: Office | None) -> tuple[Spent, Spent | None]:
    """Let both take turns, so that a busy moment of the machine hits both."""
    docx = docx_bytes(paper) if office else b""
    ours, theirs = [], []
    pdf_bytes(paper)
    for _ in range(_RUNS):
        ours.append(_spent_on(paper))
        if office:
            theirs.append(office.convert(docx))
    return _middle(ours), _middle(theirs) if theirs else None


def _spent_on(paper: Paper) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    pdf_bytes(paper)
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _middle(runs: list[Spent]) -> Spent:
    return Spent(
        wall=statistics.median(one.wall for one in runs),
        cpu=statistics.median(one.cpu for one in runs),
        peak=max(one.peak for one in runs),
    )


def _pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def _peak(paper: Paper, folder: Path) -> float:
    """Return the most memory, in MB, that a process of its own took for the paper."""
    file = folder / "paper.json"
    content = {"kind": paper.kind, "content": paper.as_content()}
    file.write_text(json.dumps(content), encoding="utf-8")
    return float(run_python(["-m", "bench", "--peak", str(file)], {}))


def show_peak_memory(file: str) -> None:
    """Set the paper of a file and print the most memory, in MB, that this process took."""
    found = json.loads(Path(file).read_text(encoding="utf-8"))
    pdf_bytes(PAPERS[found["kind"]].from_content(found["content"]))
    # Not getrusage: its figure would begin with what the process that started us had taken.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    sys.stdout.write(f"{int(kilobytes) / 1024:.1f}\n")


KINDS: Mapping[str, Callable[[Workplace], Iterator[Record]]] = MappingProxyType(
    {name: partial(of_kind, name, kind) for name, kind in PAPER_NAMES.items()}
)

"""Setting papers as PDF, beside LibreOffice with the same text."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from django.template.loader import render_to_string

from bench.data import CLOSED_YEAR, LARGE, LARGE_SIZE, season_of
from bench.records import Record
from bench.server import ROOT
from bench.timing import Work, medians
from bench.workplace import Workplace, run_python, tell
from reports.gather import gather_paper
from reports.papers import Paper
from reports.render.pdf import html_to_pdf, pdf_bytes
from reports.season_files.loading import load_files
from reports.states import DocumentKind

RUNS = 3
_TAY_NINH = ("tay-ninh-cqtw", "2022")
_TAY_NINH_SIZE = "Tây Ninh 2022: 7 members, sample scores"
_LARGE = (LARGE.bloc_code(1), CLOSED_YEAR)
_OFFICE = "LibreOffice from its start: soffice --headless --convert-to pdf, the same text unstyled"


def summary_report(place: Workplace) -> Iterator[Record]:
    """Measure the year-end report with its tables of points."""
    return _papers(place, "render_bao_cao_tong_ket", DocumentKind.SUMMARY_REPORT)


def covenant(place: Workplace) -> Iterator[Record]:
    """Measure the covenant."""
    return _papers(place, "render_giao_uoc", DocumentKind.COVENANT)


def score_matrix(place: Workplace) -> Iterator[Record]:
    """Measure the matrix of scores, one row for each criterion and page of members."""
    return _papers(place, "render_bang_tong_hop_diem", DocumentKind.SCORE_MATRIX)


def peak_memory(place: Workplace) -> Iterator[Record]:
    """Measure the most memory of a process that sets one large paper, beside an empty page."""
    _ = place.large_bloc
    empty = _peak("")
    for kind in (DocumentKind.SUMMARY_REPORT, DocumentKind.SCORE_MATRIX):
        yield Record(
            name="peak_rss_render",
            value=_peak(kind.value),
            unit="MB",
            baseline="the same process with an empty page",
            baseline_value=empty,
            size=f"{kind.value}, {LARGE_SIZE}; once each",
        )


def _peak(kind: str) -> float:
    """Return the most memory, in MB, that a process of its own took for a paper."""
    return float(run_python(["-m", "bench", "--peak", kind], {}))


def render_once(kind: str) -> None:
    """Set the large bloc's paper of a kind, or an empty page where there is none."""
    if kind:
        pdf_bytes(gather_paper(season_of(*_LARGE), kind))
    else:
        html_to_pdf('<!DOCTYPE html><html lang="vi"><title>.</title><p>.</p>')


def _papers(place: Workplace, name: str, kind: DocumentKind) -> Iterator[Record]:
    _ = place.large_bloc
    _load_tay_ninh()
    for (bloc, cycle), size in ((_LARGE, LARGE_SIZE), (_TAY_NINH, _TAY_NINH_SIZE)):
        paper = gather_paper(season_of(bloc, cycle), kind.value)
        works: list[Work] = [partial(pdf_bytes, paper), *_office_works(paper, place.folder)]
        seconds, *office = medians(*works, runs=RUNS)
        yield Record(
            name=name,
            value=seconds,
            unit="s",
            baseline=_OFFICE if office else None,
            baseline_value=office[0] if office else None,
            size=f"{size}; {paper.table_rows} table rows; median of {RUNS}",
        )


@cache
def _load_tay_ninh() -> None:
    files = sorted((ROOT / "seasons").glob("tay-ninh-cqtw-2022*.yaml"))
    load_files(files)


def _office_works(paper: Paper, folder: Path) -> list[Work]:
    """Return LibreOffice's work on the same text; nothing where its Writer is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        tell("soffice is not installed, so the papers have no baseline")
        return []
    page = folder / "paper.html"
    page.write_text(render_to_string(paper.template, {"paper": paper}), encoding="utf-8")
    profile = (folder / "soffice").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]

    def convert() -> None:
        subprocess.run(  # noqa: S603 -- our own command, nothing from outside
            [*command, "--outdir", str(folder), str(page)], check=True, capture_output=True
        )
        page.with_suffix(".pdf").unlink()  # fails when nothing was converted

    try:
        convert()
    except FileNotFoundError:
        tell("soffice is here without its Writer, so the papers have no baseline")
        return []
    return [convert]

"""Papers of the seed articles, and their PDFs, each rendered once."""

from random import Random
from types import SimpleNamespace

import pytest

from reports.papers import Covenant, ScoreMatrixPaper, SummaryReport
from reports.render.pdf import pdf_bytes
from reports.services import issue_orders, jobs
from tests.reports import hoa_binh, matrix_papers, printing, tay_ninh, tay_ninh_covenant


@pytest.fixture
def printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs take a paper that this process has printed before as it is.

    The codes of issued papers are drawn alike in every test, so that there are such papers.
    """
    drawn = SimpleNamespace(choice=Random(0).choice)  # noqa: S311 -- keeps no secret
    monkeypatch.setattr(issue_orders, "secrets", drawn)
    monkeypatch.setattr(jobs, "pdf_bytes", printing.printed_once)


@pytest.fixture(scope="session")
def tay_ninh_report() -> SummaryReport:
    return tay_ninh.tay_ninh_report()


@pytest.fixture(scope="session")
def covenant() -> Covenant:
    return tay_ninh_covenant.tay_ninh_covenant()


@pytest.fixture(scope="session")
def hoa_binh_report() -> SummaryReport:
    return hoa_binh.hoa_binh_report()


@pytest.fixture(scope="session")
def matrix_paper() -> ScoreMatrixPaper:
    return matrix_papers.paper_of(matrix_papers.matrix(9, 4))


@pytest.fixture(scope="session")
def tay_ninh_pdf(tay_ninh_report: SummaryReport) -> bytes:
    return pdf_bytes(tay_ninh_report)


@pytest.fixture(scope="session")
def covenant_pdf(covenant: Covenant) -> bytes:
    return pdf_bytes(covenant)


@pytest.fixture(scope="session")
def hoa_binh_pdf(hoa_binh_report: SummaryReport) -> bytes:
    return pdf_bytes(hoa_binh_report)


@pytest.fixture(scope="session")
def matrix_pdf(matrix_paper: ScoreMatrixPaper) -> bytes:
    return pdf_bytes(matrix_paper)

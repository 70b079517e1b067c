"""Score sheet and matrix as large as they get: 180 criteria, and 20 members side by side.

Each is set once and read by poppler. test_layout_kinds.py measures rules and cells, by pdfplumber,
which takes longer than the render; they do not depend on the number of rows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reports.papers import Paper
from reports.papers.base import SignatureBlock
from reports.render.pdf import pdf_bytes
from tests.reports import layout, matrix_papers, more_papers
from tests.reports.layout import A3_LANDSCAPE, A4_LANDSCAPE, HALF_MM, Margins, WordPage
from tests.reports.layout_cases import CASES

CRITERIA, MEMBERS = 180, 20
SIGNERS = {"NGƯỜI", "TRƯỞNG"}
SAMPLE = {"DỮ", "LIỆU", "MẪU"}  # in the bottom margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A large paper and what stands on its pages.

    Args:
        head: words of the table's head that stand on every page of it.
        row: a pattern in the first cell of each row.
        last: words of the last rows.
        times: how often each row is printed, each time for other members.
    """

    make: Callable[[], Paper]
    kind: str
    size: tuple[int, int]
    head: set[str]
    row: str
    last: set[str]
    times: int = 1

    def rows_of(self, page: WordPage) -> list[str]:
        return [word for word in page.texts if re.fullmatch(self.row, word)]


def matrix_paper() -> Paper:
    writer, head = SignatureBlock(position="Người tổng hợp"), more_papers.HEAD
    matrix = matrix_papers.matrix(MEMBERS, CRITERIA)
    return matrix_papers.paper_of(matrix, writer=writer, head=head)


SHEET = Large(
    make=lambda: more_papers.self_scores(CRITERIA, 120),
    kind="phieu-tu-cham",
    size=A4_LANDSCAPE,
    head={"Mã", "chuẩn", "Chênh", "lệch", "Minh", "Ghi"},
    row=r"<\d{3}>",
    last={"TỔNG", "CỘNG"},
)
MATRIX = Large(
    make=matrix_paper,
    kind="bang-tong-hop-diem",
    size=A3_LANDSCAPE,
    head={"Mã", "Tối", "Thẩm", "Chính"},
    row=r"II\.4\.\d+",
    last={"Tổng", "loại"},
    times=3,
)


@pytest.mark.parametrize("large", [SHEET, MATRIX], ids=["sheet", "matrix"])
def test_the_largest_tables_keep_to_the_paper_with_heads_rows_and_signatures(large: Large):
    pages = layout.word_pages(pdf_bytes(large.make()))
    margins = CASES[large.kind].margins

    assert len(pages) > 15
    for page in pages:
        assert_inside_margins(page, large.size, margins)
    assert_rows_whole_under_heads(pages, large)
    assert_nothing_ends_alone(pages, large)


def assert_inside_margins(page: WordPage, size: tuple[int, int], margins: Margins) -> None:
    assert page.size_mm == size
    body = [word for word in page.words if word.bottom > margins.top and word.text not in SAMPLE]
    assert min(word.left for word in body) >= margins.left - HALF_MM
    assert max(word.right for word in body) <= size[0] - margins.right + HALF_MM
    assert max(word.bottom for word in body) <= size[1] - margins.bottom + HALF_MM


def assert_rows_whole_under_heads(pages: list[WordPage], large: Large) -> None:
    printed = [row for page in pages for row in large.rows_of(page)]
    assert len(printed) == CRITERIA * large.times
    assert {printed.count(row) for row in printed} == {large.times}
    for page in pages:
        assert large.head <= set(page.texts) or not large.rows_of(page)
        assert {"Tên", "hành"} <= set(page.texts) or not re.search("/BC-CT", " ".join(page.texts))


def assert_nothing_ends_alone(pages: list[WordPage], large: Large) -> None:
    ends = [page for page in pages if large.last <= set(page.texts)]
    assert len(ends) == large.times
    assert all(large.rows_of(page) for page in ends)
    (signed,) = [page for page in pages if set(page.texts) >= SIGNERS]
    before = signed.texts[: signed.texts.index("NGƯỜI")]
    assert len([word for word in before if not word.isdecimal()]) > 5

"""Figures painted as one picture: nobody sees, reads or hears a difference."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports.papers import Paper
from reports.render import press
from reports.render.figures import BORDER, FigureRow
from reports.render.fonts import KNOWN_FOLDERS, bold_advances
from reports.render.merging import LOOKS, merged
from reports.render.pdf import paper_html, pdf_bytes
from reports.render.word.looks import Looks
from tests.reports import layout, matrix_papers, more_papers

pytestmark = pytest.mark.pure  # the only process started is poppler's
CSS = (Path(press.__file__).parents[2] / "static/css/paper.css").read_text()


def _holed_matrix() -> Paper:
    """Return a matrix with blanks, with groups, and with figures too wide for their column."""
    found = matrix_papers.matrix(7, 60)
    narrow, blank = replace(found.lines[0].cells[0], own="8,50", appraised="11,11", final=""), ""
    lines = list(found.lines)
    for place in range(60):
        if place % 9:
            cells = [replace(narrow, own=blank if one == place % 7 else "7,25") for one in range(7)]
            lines[place] = replace(lines[place], cells=tuple(cells), is_group=place % 5 == 0)
    return matrix_papers.paper_of(replace(found, lines=tuple(lines)))


PAPERS = {
    "matrix": _holed_matrix,
    "appraised sheet": lambda: more_papers.self_scores(60),
    "sheet": lambda: more_papers.self_scores(30, appraised=False),
}


@pytest.fixture(scope="module", params=PAPERS)
def both(request) -> tuple[bytes, bytes]:
    """A paper as it is set, and as it is with a box for every cell."""
    paper = PAPERS[request.param]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "merged", lambda html, *_: (html, {}))
        plain = pdf_bytes(paper)
    return pdf_bytes(paper), plain


def _merged(html: str) -> tuple[str, Any]:
    return merged(html, CSS, bold_advances(next(one for one in KNOWN_FOLDERS if one.exists())))


def _places(pdf: bytes) -> list[tuple[int, str, float, float]]:
    return [
        (page.number, word.text, round(word.left, 2), round(word.bottom, 2))
        for page in layout.word_pages(pdf)
        for word in page.words
    ]


def _pictures(pdf: bytes, folder: Path) -> list[bytes]:
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "60", str(folder / "paper.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return [page.read_bytes() for page in sorted(folder.glob("page*.ppm"))]


def _heard(pdf: bytes) -> list[tuple[str, str, tuple[str, ...], str]]:
    """List the cells in the order of reading: kind, width, heads, and the letters in each."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        contents = {page.objgen: _by_number(page) for page in document.pages}
        return list(_cells(document.Root.StructTreeRoot.K, contents))


def _cells(item: Any, contents: Any) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    if isinstance(item, pikepdf.Array):
        for one in item:
            yield from _cells(one, contents)
    elif isinstance(item, pikepdf.Dictionary):
        if item.S in ("/TD", "/TH"):
            about = item.get("/A", {})
            heads = tuple(str(one).partition("-")[2] for one in about.get("/Headers", []))
            letters = "".join(_letters(item, contents))
            yield str(item.S), str(about.get("/ColSpan", 1)), heads, letters
        yield from _cells(item.get("/K", []), contents)


def _letters(item: Any, contents: Any) -> Iterator[str]:
    for kid in item.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _letters(kid, contents)
        else:
            yield contents[item.Pg.objgen][int(kid)]


def _by_number(page: Any) -> dict[int, str]:
    """Return what is written under each number of tagged content, as glyphs."""
    found: dict[int, str] = {}
    number = -1
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            number = int(operands[1]["/MCID"])
            found[number] = ""
        elif str(operator) == "TJ":
            found[number] += "".join(
                bytes(one).hex() for one in operands[0] if isinstance(one, pikepdf.String)
            )
    return found


def test_every_word_stands_where_it_stood(both):
    ours, plain = both

    assert _places(ours) == _places(plain)
    assert layout.text(ours) == layout.text(plain)


def test_the_pages_look_the_same_to_the_last_dot(both, tmp_path):
    ours, plain = (tmp_path / "ours", tmp_path / "plain")
    ours.mkdir()
    plain.mkdir()

    assert _pictures(both[0], ours) == _pictures(both[1], plain)


def test_who_has_the_paper_read_out_hears_the_same_cells_under_the_same_heads(both):
    ours, plain = both

    assert len(_heard(ours)) > 100
    assert _heard(ours) == _heard(plain)


def test_every_piece_of_content_belongs_to_one_place_of_the_structure(both):
    with pikepdf.open(io.BytesIO(both[0])) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for place, page in enumerate(document.pages):
            contents = list(_by_number(page))
            assert sorted(contents) == list(range(len(numbers[2 * place + 1])))
            for number, owner in enumerate(numbers[2 * place + 1]):
                assert number in [kid for kid in owner.K if isinstance(kid, int)]
        assert document.check_pdf_syntax() == []


def test_most_rows_are_put_together():
    html, pictures = _merged(paper_html(_holed_matrix()))

    assert len(pictures) == html.count("<img ") == 53  # of 60; the others are too wide


def test_the_sizes_that_are_counted_with_are_those_of_the_style_sheet():
    for name, look in LOOKS.items():
        cell = f'<td>I<td>I<td class="{look.name}">1'
        looks = Looks(f'<html><table class="grid {name}"><tbody><tr>{cell}</table>')
        style = looks.of(list(looks.root.iter("td"))[-1])

        assert style["font_size"] == pytest.approx(look.size)
        assert style["padding_left"].value == style["padding_right"].value
        assert style["padding_left"].value == pytest.approx(look.padding)
        assert style["border_left_width"] == pytest.approx(BORDER)


def _table(*cells: str) -> str:
    columns = '<col class="matrix-code"><col>' + '<col class="matrix-figure">' * (len(cells) - 2)
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<table class="grid matrix-grid">{columns}<tbody>\n<tr>{row}</tr></tbody></table>'


@pytest.mark.parametrize(
    "cells",
    [
        ("I", "Thu", "1", "2"),
        ("I", "Thu", "", "", ""),
        ("I", "Thu", "1", "1.000,00", "2", "3"),
        ("I", "Thu", "1", "<b>2</b>", "3"),
        ("I", "Thu", "1", " 2", "3"),
        ("I", "Thu hoạch " * 61, "1", "2", "3"),
    ],
    ids=["two", "blanks", "too wide", "not plain", "spaced", "higher than a page"],
)
def test_a_row_that_is_no_plain_row_of_figures_stays_as_it_is(cells):
    assert _merged(_table(*cells)) == (_table(*cells), {})


def test_a_cell_that_spans_columns_leaves_its_row_as_it_is():
    table = _table("I", "Thu", "1", "2", "3").replace("<td>3", '<td colspan="2">3')

    assert _merged(table) == (table, {})


def test_signs_that_html_writes_in_another_way_are_painted_as_they_are():
    _, pictures = _merged(_table("I", "Thu", "&lt;1", "2", "3&amp;4"))

    (row,) = pictures.values()
    assert isinstance(row, FigureRow)
    assert row.texts == ("<1", "2", "3&4")


def test_a_table_of_another_kind_stays_as_it_is():
    table = _table("I", "Thu", "1", "2", "3").replace("matrix-grid", "score-grid")

    assert _merged(table) == (table, {})

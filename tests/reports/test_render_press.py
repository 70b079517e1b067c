"""What makes a render cheap changes nothing of what is printed."""

import gc
import io
import re
from pathlib import Path

import pikepdf
import pytest
from weasyprint import HTML

from reports.render import press
from reports.render.pdf import html_to_pdf, pdf_bytes
from reports.render.press import PaperHTML, collector_at_rest
from tests.reports import layout

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("tay_ninh_report", "hoa_binh_report", "covenant", "matrix_paper")
PDFS = ("tay_ninh_pdf", "hoa_binh_pdf", "covenant_pdf", "matrix_pdf")
# Elements that look like the text around them, and the drawing of the code.
BARE = {"a", "span", "svg", "path"}


@pytest.mark.parametrize(("paper", "pdf"), list(zip(PAPERS, PDFS, strict=True)))
def test_a_paper_is_the_same_byte_for_byte_with_weasyprints_own_sheet(
    paper, pdf, request, monkeypatch
):
    expected = request.getfixturevalue(pdf)
    monkeypatch.setattr(PaperHTML, "_ua_stylesheets", HTML._ua_stylesheets)

    assert pdf_bytes(request.getfixturevalue(paper)) == expected


def test_weasyprint_asks_for_our_sheet_of_elements(monkeypatch):
    page = "<html lang=vi><title>.</title><p>Có <b>chữ đậm</b>."
    dressed = html_to_pdf(page)
    monkeypatch.setattr(PaperHTML, "_ua_stylesheets", lambda *_: [])

    assert len(layout.font_names(dressed)) == 2
    assert len(layout.font_names(html_to_pdf(page))) == 1


def test_an_element_that_papers_do_not_use_brings_in_no_other_font():
    pdf = html_to_pdf("<html lang=vi><title>.</title><p>Chữ <code>máy</code>")

    assert layout.font_names(pdf) == {"Liberation-Serif-Paper"}


def test_the_sheet_of_elements_knows_every_element_of_the_papers():
    templates = (ROOT / "templates" / "reports" / "papers").glob("*.html")
    used = {tag for file in templates for tag in re.findall(r"<([a-z0-9]+)", file.read_text())}
    sheet = (ROOT / "static" / "css" / "paper-elements.css").read_text()
    heads = re.findall(r"^([^{}@/]+)\{", sheet, flags=re.MULTILINE)
    known = {name.strip().partition("::")[0] for head in heads for name in head.split(",")}

    assert "table" in used
    assert used - BARE <= known


def test_the_collector_rests_while_a_paper_is_set_and_works_afterwards():
    phases = []
    cells = "".join(f"<tr><td>{number}<td>{number}</tr>" for number in range(400))
    gc.collect()
    gc.callbacks.append(lambda phase, _: phases.append(phase))
    try:
        html_to_pdf(f"<html lang=vi><title>.</title><table>{cells}</table>")
    finally:
        gc.callbacks.pop()

    assert phases.count("start") < 20  # about 300 when it works all the time
    assert gc.isenabled()


def test_the_collector_is_back_at_work_after_a_render_that_failed():
    def fail() -> None:
        with collector_at_rest():
            assert not gc.isenabled()
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_every_cell_of_the_matrix_is_tagged_as_one(matrix_paper, matrix_pdf):
    rows = len(matrix_paper.matrix.lines) + 1  # and the total
    foot = len(matrix_paper.matrix.foot)  # each step from there to the rank
    blocks = [len(block.heads) for block in matrix_paper.matrix.blocks]
    figures = [3 + 3 * heads for heads in blocks]
    merged = [3 + heads for heads in blocks]
    cells = sum(one * rows for one in figures) + sum(one * foot for one in merged)

    with pikepdf.open(io.BytesIO(matrix_pdf)) as document:
        tags = [
            str(item["/S"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
        assert document.open_metadata().pdfa_status == "2A"
        assert str(document.Root.Lang) == "vi"
    outside = 6  # letterhead and signatures
    assert tags.count("/TD") == cells + outside
    assert tags.count("/TH") == sum(3 + 4 * heads for heads in blocks)


def test_a_face_that_was_not_loaded_ends_the_render(monkeypatch):
    monkeypatch.setattr(press.FontConfiguration, "add_font_face", lambda *_: None)

    with pytest.raises(press.StrangeFaceError):
        html_to_pdf("<html lang=vi><title>.</title><p>Một</p></html>")

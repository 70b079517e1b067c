"""What a render spares itself: a second parsing, a second layout, a second writing."""

import hashlib
import io
import re
from dataclasses import replace

import pikepdf
import pytest

from reports.papers import BallotSlips
from reports.render import fonts, press
from reports.render.pdf import html_to_pdf, paper_html, pdf_bytes
from reports.render.repeats import once_each
from reports.render.written import identified
from tests.reports import layout, more_papers

PAGE = "<html lang=vi><title>.</title><p>Đơn vị thứ "


def test_a_style_sheet_is_parsed_once_in_a_process_and_the_fonts_are_set_up_once_a_paper(
    monkeypatch,
):
    press.parsed_sheet.cache_clear()
    sheets, maps = [], []
    make, configure = press.CSS, press.FontConfiguration
    monkeypatch.setattr(press, "CSS", lambda **said: sheets.append(said) or make(**said))
    monkeypatch.setattr(press, "FontConfiguration", lambda: maps.append(1) or configure())

    for number in range(3):
        html_to_pdf(f"{PAGE}{number}")

    shared = [said for said in sheets if "font_config" not in said]
    assert len(shared) == len({said["string"] for said in shared}) == 2
    assert len(sheets) - len(shared) == len(maps) == 3


def test_the_faces_are_read_once_for_the_widths_of_their_letters(monkeypatch):
    html_to_pdf(f"{PAGE}nhất")
    monkeypatch.setattr(fonts, "TTFont", lambda *_, **__: pytest.fail("a face was read again"))

    html_to_pdf(f"{PAGE}hai")


def _slips(count: int, **fields: object) -> BallotSlips:
    return more_papers.slips(7, 40, count=count, **fields)


@pytest.mark.parametrize("count", [1, 4, 9, 12])
@pytest.mark.parametrize("sample", [False, True])
def test_slips_are_the_same_whether_like_sheets_are_laid_out_once_or_each(
    count, sample, monkeypatch
):
    ours = pdf_bytes(_slips(count, sample=sample))
    monkeypatch.setattr(press, "once_each", lambda html: (html, []))

    # All but the identifier, which is a checksum of the file, and so the whole file.
    assert ours == pdf_bytes(_slips(count, sample=sample))


def test_a_slip_that_takes_two_pages_is_laid_out_with_all_others(monkeypatch):
    paper = replace(_slips(4), instructions=("Đánh dấu X vào cột “Đồng ý”. " * 400,))
    assert len(once_each(paper_html(paper))[1]) == 1
    ours = pdf_bytes(paper)
    monkeypatch.setattr(press, "once_each", lambda html: (html, []))

    assert ours == pdf_bytes(paper)
    assert layout.text(ours).count("PHIẾU BẦU") == 4


def test_only_like_sheets_in_a_row_are_left_out():
    full, rest = ('<section class="slip-sheet">%s</section>' % word for word in ("a", "b"))  # noqa: UP031 -- shorter

    html, counts = once_each(f"<body>{full}\n{full}\n{rest}\n</body>")

    assert html == f"<body>{full}\n{rest}\n</body>"
    assert counts == [2, 1]
    assert once_each(f"<body>{full}\n{rest}</body>")[1] == []
    assert once_each("<body></body>") == ("<body></body>", [])


def test_every_stream_is_compressed_and_the_identifier_is_the_checksum_of_the_rest():
    pdf = html_to_pdf(f"{PAGE}nhất")
    bare = re.sub(rb"/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]", b"", pdf)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        # PDF/A wants the description of the file to be readable as it is, or compressed.
        assert all(one.get("/Filter") == "/FlateDecode" for one in streams)
        expected = hashlib.md5(bare, usedforsecurity=False).digest()
        assert [bytes(one) for one in document.trailer.ID] == [expected, expected]
        assert document.check_pdf_syntax() == []
    assert identified(bare) == pdf
    assert html_to_pdf(f"{PAGE}nhất") == pdf != html_to_pdf(f"{PAGE}hai")


def test_a_file_without_a_list_of_its_objects_is_refused():
    with pytest.raises(ValueError, match="not found"):
        identified(b"%PDF-1.7")

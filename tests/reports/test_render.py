"""Papers set as PDF: fonts, letters, sizes, the same bytes for the same facts."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from reports import checks
from reports.papers import Covenant
from reports.papers.results import Ranking, RankingRow
from reports.render import fonts
from reports.render.pdf import MOST_TABLE_ROWS, PaperTooLarge, check_size, html_to_pdf, pdf_bytes
from tests.reports import layout

pytestmark = pytest.mark.pure  # the processes started here set papers, without a database
ROOT = Path(__file__).resolve().parents[2]
FACES = {
    "Liberation-Serif-Paper",
    "Liberation-Serif-Paper-Bold",
    "Liberation-Serif-Paper-Italic",
    "Liberation-Serif-Paper-Bold-Italic",
}
RENDER = """
import hashlib, sys, time_machine
sys.path.insert(0, "")
import django
django.setup()
from reports.render.pdf import pdf_bytes
from tests.reports.hoa_binh import hoa_binh_report
from tests.reports.matrix_papers import matrix, paper_of
from tests.reports.tay_ninh import tay_ninh_report
from tests.reports.tay_ninh_covenant import tay_ninh_covenant
makers = [tay_ninh_report, hoa_binh_report, tay_ninh_covenant, lambda: paper_of(matrix(9, 4))]
with time_machine.travel(sys.argv[1]):
    for make in makers * 2:
        print(hashlib.sha256(pdf_bytes(make())).hexdigest())
"""


def test_there_are_146_vietnamese_letters():
    letters = fonts.vietnamese_letters()

    assert len(letters) == len(set(letters)) == 146
    assert unicodedata.normalize("NFC", letters) == letters
    assert set("aăâbcdđeêghiklmnoôơpqrstuưvxy") & set(letters) == set("aăâđeêioôơuưy")
    assert set("ạậệộợựỳỷỹỵẮẰẲẴẶ") <= set(letters)


def test_every_letter_is_printed_in_our_four_faces_and_no_other():
    letters = fonts.vietnamese_letters()
    faces = "".join(
        f"<p>{open_tag}{letters}{close_tag}</p>"
        for open_tag, close_tag in [
            ("", ""),
            ("<b>", "</b>"),
            ("<i>", "</i>"),
            ("<b><i>", "</i></b>"),
        ]
    )

    pdf = html_to_pdf(f"<html lang=vi><body>{faces}")

    assert layout.unspaced(layout.text(pdf)) == layout.unspaced(letters) * 4
    assert layout.font_names(pdf) == FACES


@pytest.mark.parametrize("pdf", ["tay_ninh_pdf", "hoa_binh_pdf", "covenant_pdf"])
def test_a_paper_embeds_only_liberation_serif(pdf, request):
    names = layout.font_names(request.getfixturevalue(pdf))

    assert "Liberation-Serif-Paper" in names
    assert names <= FACES


def test_signs_our_faces_lack_become_boxes_and_bring_no_other_font(covenant):
    paper = replace(covenant, commitment="Cam kết ☑ ✓ 漢字 😀 hết.", copies="Đ₫ “–” … hết.")

    pdf = pdf_bytes(paper)

    assert "Cam kết □ □ □□ □ hết. Đ₫ “–” … hết." in layout.text(pdf)
    assert layout.font_names(pdf) <= FACES


def test_decomposed_text_is_composed_on_the_way_to_the_page():
    decomposed = unicodedata.normalize("NFD", "Nguyễn Khuyến ở Yên Đổ")

    pdf = html_to_pdf(f"<html><body><p>{decomposed}</p>")

    assert layout.text(pdf) == "Nguyễn Khuyến ở Yên Đổ"


def test_a_paper_is_an_archive_file_with_language_title_and_tags(tay_ninh_report, tay_ninh_pdf):
    with pikepdf.open(io.BytesIO(tay_ninh_pdf)) as document:
        metadata = document.open_metadata()
        root = document.Root

        assert metadata.pdfa_status == "2A"
        assert metadata["dc:title"] == tay_ninh_report.document_title
        assert str(root.Lang) == "vi"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert "/OutputIntents" in root


def test_a_paper_tells_no_time_and_holds_no_attachment(tay_ninh_pdf):
    reader = pypdf.PdfReader(io.BytesIO(tay_ninh_pdf))

    assert reader.metadata.creation_date is None
    assert reader.metadata.modification_date is None
    assert dict(reader.attachments) == {}


def test_the_same_facts_give_the_same_bytes_in_two_processes_on_two_days_and_once_more(
    tay_ninh_pdf, hoa_binh_pdf, covenant_pdf, matrix_pdf
):
    environment = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "UTC-2"}
    command = [sys.executable, "-c", RENDER, "2031-03-05 23:59"]
    there = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    pdfs = [tay_ninh_pdf, hoa_binh_pdf, covenant_pdf, matrix_pdf]
    here = [hashlib.sha256(pdf).hexdigest() for pdf in pdfs]
    assert there.stdout.split() == here * 2


def test_a_paper_with_too_many_rows_is_refused_before_it_is_set(hoa_binh_report):
    def with_rows(count: int) -> object:
        rows = tuple(RankingRow(rank=str(place), agency="Sở") for place in range(count))
        review = replace(hoa_binh_report.review, ranking=Ranking(rows=rows))
        return replace(hoa_binh_report, review=review)

    check_size(with_rows(MOST_TABLE_ROWS))
    with pytest.raises(PaperTooLarge, match="2001 dòng bảng, vượt quá 2000 dòng"):
        pdf_bytes(with_rows(MOST_TABLE_ROWS + 1))


def test_rows_of_all_tables_are_counted(tay_ninh_report, covenant: Covenant):
    assert tay_ninh_report.table_rows == 7 + 3 + 5 + 7 * 3 + 3
    assert covenant.table_rows == 7 + 3 + 1


def test_the_named_font_folder_is_used_and_checked(settings, tmp_path):
    real = fonts.font_folder("")
    for name in fonts.FACES.values():
        shutil.copy(real / name, tmp_path)
    settings.PDF_FONT_DIR = str(tmp_path)

    assert fonts.font_folder(settings.PDF_FONT_DIR) == tmp_path
    assert checks.check_paper_fonts(None) == []
    (tmp_path / "LiberationSerif-Bold.ttf").unlink()
    (fault,) = checks.check_paper_fonts(None)
    assert fault.id == "reports.E001"
    assert "thiếu LiberationSerif-Bold.ttf" in fault.msg
    assert "fonts-liberation2" in fault.hint
    with pytest.raises(fonts.FontsMissingError, match="fonts-liberation2"):
        html_to_pdf("<p>x</p>")


def test_a_face_that_lacks_letters_or_is_no_font_is_found_out(settings, tmp_path):
    dejavu_like = fonts.font_folder("") / "LiberationSerif-Regular.ttf"
    for name in fonts.FACES.values():
        shutil.copy(dejavu_like, tmp_path / name)
    poor = tmp_path / "LiberationSerif-Italic.ttf"
    keep_ascii(dejavu_like, poor)
    settings.PDF_FONT_DIR = str(tmp_path)

    (fault,) = checks.check_paper_fonts(None)
    assert f"{poor} thiếu 134 chữ cái tiếng Việt" in fault.msg
    poor.write_bytes(b"not a font")
    (fault,) = checks.check_paper_fonts(None)
    assert f"{poor} không đọc được" in fault.msg


def keep_ascii(source: Path, target: Path) -> None:
    """Write a copy of a face that can draw nothing but ASCII."""
    with TTFont(source) as font:
        subsetter = Subsetter()
        subsetter.populate(unicodes=range(32, 127))
        subsetter.subset(font)
        font.save(target)


def test_the_site_does_not_start_without_the_fonts_and_names_the_package(tmp_path):
    environment = {**os.environ, "PDF_FONT_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--tag", checks.PAPERS_TAG]

    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert run.returncode == 1
    assert "(reports.E001)" in run.stderr
    assert "fonts-liberation2 (Debian 12)" in run.stderr

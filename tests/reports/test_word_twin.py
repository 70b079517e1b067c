"""The Word file of every kind of paper says what its PDF says, word for word."""

import itertools
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import tinycss2
from django.core.management import call_command

from reports.papers import PAPERS, Imprint, Paper
from reports.render.docx import docx_bytes
from reports.render.form_checks import starting_form
from reports.render.pdf import pdf_bytes
from reports.render.word.looks import UnknownMarkupError
from reports.render.word.writer import html_to_docx
from reports.selectors.word_forms import WITH_FORMS
from tests.factories import make_bloc, make_bloc_year, make_cycle
from tests.reports import matrix_papers, more_papers, word_files, year_papers
from tests.reports.test_layout_tables import big_table, marked_covenant
from tests.reports.test_papers_printed import filled
from tests.reports.word_files import difference, numbers

SIZED = [
    *((more_papers, name) for name in ("slips", "counting", "review_minutes", "submission")),
    *((year_papers, name) for name in ("invitation", "programme", "enrolment", "explanation")),
    *((year_papers, name) for name in ("mid_review", "reminder", "achievement")),
]
IMPRINT = Imprint(
    date="ngày 24 tháng 02 năm 2023",
    code="6RNQ-9BXF-QKNF-44F4-B4R4",
    address="https://thidua.tayninh.gov.vn/xac-minh/6RNQ9BXFQKNF44F4B4R4",
    number="05",
    symbol="VB-KTĐ",
    replaces="Văn bản số 03/VB-KTĐ ngày 20/02/2023",
)
ROOT = Path(__file__).resolve().parents[2]
FONTS = Path("/usr/share/fonts/truetype/liberation2")
# What the walk through a paper reads of its style sheet, by hand or through a shorthand.
HONOURED = {
    "border", "border-bottom", "border-left", "border-top", "break-after", "break-before",
    "break-inside", "color", "content", "counter-reset", "display", "font-size", "font-style",
    "font-weight", "height", "left", "line-height", "margin", "margin-bottom", "margin-top",
    "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "page",
    "position", "size", "text-align", "text-indent", "top", "vertical-align", "width", "background",
}  # fmt: skip
# What says nothing to Word: how the PDF is made up, or what Word does of its own accord.
NOT_FOR_WORD = {
    "bookmark-label", "bookmark-level", "border-collapse", "border-color", "border-spacing",
    "box-sizing", "font-family", "hyphens", "max-width", "orphans", "overflow-wrap",
    "table-layout", "white-space", "widows",
}  # fmt: skip


def page_of(body: str) -> bytes:
    html = f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>"
    return html_to_docx(html, FONTS, identifier="", marked=False)


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_kind_says_the_same_in_word_and_in_pdf(kind):
    paper: Paper = filled(PAPERS[kind], itertools.count(100))
    word, pdf = docx_bytes(paper), pdf_bytes(paper)

    printed = numbers(" ".join(word_files.printed_pages(pdf)))

    assert difference(word, pdf) == ""
    assert len(printed) >= 8
    assert set(numbers(word_files.unspaced(word_files.body_text(word)))) <= set(printed)


@pytest.mark.parametrize("kind", sorted(WITH_FORMS))
@pytest.mark.parametrize("imprint", [None, IMPRINT], ids=["draft", "issued"])
def test_a_form_that_has_every_name_says_what_ours_says(kind, imprint):
    paper: Paper = filled(PAPERS[kind], itertools.count(100))
    ours = word_files.body_text(docx_bytes(paper, imprint))
    theirs = word_files.body_text(docx_bytes(paper, imprint, starting_form()))

    mark = "DỮ LIỆU MẪU " if paper.sample else ""  # ours has it in the footer
    assert sorted(theirs.split()) == sorted((mark + ours).split())


@pytest.mark.parametrize(("module", "name"), SIZED, ids=[name for _, name in SIZED])
def test_long_names_and_many_members_are_the_same_in_word(module, name):
    paper: Paper = getattr(module, name)(20, 120)

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


@pytest.mark.parametrize("appraised", [True, False])
def test_a_long_score_sheet_is_the_same_in_word(appraised):
    paper = more_papers.self_scores(60, 120, appraised=appraised)

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


def test_the_widest_matrix_is_the_same_in_word():
    paper = matrix_papers.paper_of(matrix_papers.matrix(15, 30))

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


def test_the_annexes_of_a_large_report_are_the_same_in_word(tay_ninh_report):
    paper = replace(tay_ninh_report, scores=big_table(9, 20, 120))

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


@pytest.mark.parametrize("members", [2, 20])
def test_the_signatures_of_a_covenant_are_the_same_in_word(covenant, members):
    paper = marked_covenant(covenant, members, 120)

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


def test_many_short_rounds_of_explanations_are_the_same_in_word():
    paper = filled(PAPERS["phieu-giai-trinh"], itertools.count(100), 20)

    assert difference(docx_bytes(paper), pdf_bytes(paper)) == ""


def test_a_changed_number_is_seen(tay_ninh_report, tay_ninh_pdf):
    lied = replace(tay_ninh_report, cycle="2021")

    assert "PDF '21.Kết" in difference(docx_bytes(lied), tay_ninh_pdf)


def test_the_same_facts_give_the_same_bytes(tay_ninh_report):
    first, again = docx_bytes(tay_ninh_report), docx_bytes(tay_ninh_report)

    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert b"dcterms:" not in package.read("docProps/core.xml").partition(b"<dc:title")[2]
    assert first == again


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>Một</li></ul>",
        "<p><img src='x'></p>",
        "<p>Một <u>hai</u></p>",
        "<table><caption>Một</caption><tr><td>1</td></tr></table>",
        "<div class='slip'>Một</div>".replace("slip", "annex-head") + "<pre>Một</pre>",
        "<p><span class='ruled'>Một</span></p>",
    ],
)
def test_markup_that_word_would_not_show_is_refused(markup):
    with pytest.raises(UnknownMarkupError):
        page_of(markup)


def test_the_walk_reads_every_property_of_the_papers_style_sheet():
    found = set()
    for name in ("paper.css", "paper-elements.css"):
        text = (ROOT / "static" / "css" / name).read_text("utf-8")
        found |= {item.lower_name for rule in _rules(text) for item in rule}

    assert found - HONOURED - NOT_FOR_WORD == set()


def _rules(text: str) -> list[list[tinycss2.ast.Declaration]]:
    blocks = [rule.content for rule in tinycss2.parse_stylesheet(text) if hasattr(rule, "content")]
    parsed = [tinycss2.parse_blocks_contents(block) for block in blocks if block]
    inner = [
        tinycss2.parse_blocks_contents(item.content)
        for block in parsed
        for item in block
        if item.type == "at-rule" and item.content
    ]
    return [[item for item in block if item.type == "declaration"] for block in (*parsed, *inner)]


@pytest.mark.django_db
def test_the_command_writes_word_files_beside_the_pdf_files(tmp_path, capsys):
    bloc, cycle = make_bloc(code="tay-ninh-cqtw"), make_cycle(label="2022")
    make_bloc_year(2, bloc=bloc, cycle=cycle)

    call_command(
        "render_papers", "tay-ninh-cqtw", "2022", "--out", str(tmp_path), "--kind", "giao-uoc",
        "--docx",
    )  # fmt: skip

    names = ["giao-uoc-tay-ninh-cqtw-2022.docx", "giao-uoc-tay-ninh-cqtw-2022.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert sorted(Path(line).name for line in capsys.readouterr().out.split()) == names
    word, pdf = ((tmp_path / name).read_bytes() for name in names)
    assert difference(word, pdf) == ""

"""The Word file of a paper in the numbers of NĐ 30/2020/NĐ-CP, Phụ lục I."""

import itertools

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.papers import PAPERS
from reports.render.docx import docx_bytes
from tests.reports.test_papers_printed import filled
from tests.reports.word_files import opened, text_in


@pytest.fixture
def word(tay_ninh_report):
    return opened(docx_bytes(tay_ninh_report))


def millimetres(*lengths) -> list[int]:
    return [round(one.mm) for one in lengths]


def looks(word, text: str):
    """Return the style of the paragraph that says the text."""
    styles = {style.style_id: style for style in word.styles}
    for paragraph in word.element.body.iter(qn("w:p")):
        if text_in_one(paragraph) == text:
            return styles[paragraph.pPr.pStyle.val]
    raise AssertionError(text)


def text_in_one(paragraph) -> str:
    return "".join(item.text or "" for item in paragraph.iter(qn("w:t")))


def test_pages_have_the_margins_of_the_decree_and_annexes_lie(word):
    first, *annexes = word.sections

    for section in word.sections:
        edges = (section.top_margin, section.right_margin, section.bottom_margin)
        assert millimetres(*edges, section.left_margin) == [20, 15, 20, 30]
    assert millimetres(first.page_width, first.page_height) == [210, 297]
    assert [one.orientation for one in annexes] == [WD_ORIENT.LANDSCAPE] * 3


def test_pages_are_numbered_in_the_header_but_not_the_first_and_annexes_from_one(word):
    first, *annexes = word.sections

    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml
    assert all(section.different_first_page_header_footer for section in word.sections)
    starts = [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in annexes]
    assert starts == ["1"] * 3


def test_every_page_of_a_sample_is_marked(word):
    for section in word.sections:
        for footer in (section.footer, section.first_page_footer):
            assert text_in(footer._element) == "DỮ LIỆU MẪU"


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("BÁO CÁO", 14, True, False),
        ("I. ĐẶC ĐIỂM TÌNH HÌNH", 14, True, False),
        ("Thuận lợi:", 14, True, True),
        ("Nơi nhận:", 12, True, True),
    ],
)
def test_letters_have_the_size_and_weight_of_the_decree(word, text, size, bold, italic):
    font = looks(word, text).font

    assert (font.size.pt, font.bold, font.italic) == (size, bold, italic)


def test_the_face_is_times_new_roman_and_the_first_line_is_set_in(word):
    fonts = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    heading = looks(word, "I. ĐẶC ĐIỂM TÌNH HÌNH")

    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    assert round(heading.paragraph_format.first_line_indent.cm, 2) == 1.27
    assert heading.paragraph_format.keep_with_next


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_row_fills_its_columns_and_is_not_split(kind):
    word = opened(docx_bytes(filled(PAPERS[kind], itertools.count(100))))

    for table in word.element.body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        for row in table.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in cells]
            taken = sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans)
            assert taken == columns
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            assert all(cell[-1].tag == qn("w:p") for cell in cells)


def test_the_heads_of_tables_repeat(word):
    heads = [
        text_in(row)
        for row in word.element.body.iter(qn("w:tr"))
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]

    assert sum("Đơn vị" in head for head in heads) >= 4


def test_lines_to_write_on_that_follow_each_other_are_each_drawn():
    word = opened(docx_bytes(filled(PAPERS["bien-ban-binh-xet"], itertools.count(100))))

    ruled = [
        one for one in word.element.body.iter(qn("w:pBdr")) if one.find(qn("w:bottom")) is not None
    ]
    dotted = [one for one in ruled if one.find(qn("w:bottom")).get(qn("w:val")) == "dotted"]

    assert len(dotted) == 4  # two for the reports, two for the discussion
    for one in dotted:
        assert [line.tag for line in one] == [qn("w:bottom"), qn("w:between")]

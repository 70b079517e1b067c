"""A paragraph of a table is told by its row and column, whatever a file does to its tables."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.render.word.reading import NotReadableError, read_words

pytestmark = pytest.mark.pure


def table(*rows: tuple[str, ...], heads: int = 1) -> Any:
    """Return a Word file with one table, its first rows the heads."""
    word = docx.Document()
    made = word.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for row in made.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return word


def places(word: Any) -> dict[str, str]:
    data = io.BytesIO()
    word.save(data)
    return {one.text: one.place for one in read_words(data.getvalue()).blocks if one.text}


def test_a_cell_is_told_by_the_first_words_of_its_row_and_the_head_of_its_column():
    found = places(table(("TT", "Tiêu chí", "Điểm"), ("1", "Thu ngân sách", "9,5")))

    assert found["9,5"] == "1 Thu ngân sách – Điểm"
    assert found["Điểm"] == ""


def test_heads_over_several_columns_are_told_with_those_below():
    word = table(("Tiêu chí", "Sở A", "Sở A"), ("", "Tự", "Chấm"), ("Thu", "9", "8"), heads=2)
    first = word.tables[0].rows[0].cells
    first[1].text = first[2].text = ""
    first[1].merge(first[2]).text = "Sở A"

    assert places(word)["8"] == "Thu 9 – Sở A, Chấm"


def test_words_outside_of_tables_have_no_place():
    word = table(("TT",), ("1",))
    word.add_paragraph("Ngoài bảng")

    assert places(word)["Ngoài bảng"] == ""


def wrap(cell: Any, tag: str) -> None:
    """Put a content control around a cell, as Word does in forms."""
    outer, row = OxmlElement(tag), cell.getparent()
    row.replace(cell, outer)
    if tag == "w:sdt":
        inner = OxmlElement("w:sdtContent")
        outer.append(inner)
        inner.append(cell)
    else:
        outer.append(cell)


@pytest.mark.parametrize("tag", ["w:sdt", "w:customXml"])
def test_a_cell_within_a_content_control_is_a_cell(tag):
    word = table(("TT", "Điểm"), ("1", "9"))
    wrap(word.tables[0].rows[1]._tr.tc_lst[1], tag)

    assert places(word)["9"] == "1 9 – Điểm"


@pytest.mark.parametrize("told", ["9" * 5000, "abc", "-1", "", "²", "999"])
def test_an_absurd_width_of_a_cell_is_read_as_well_as_can_be(told):
    word = table(("TT", "Điểm"), ("1", "9"))
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), told)
    word.tables[0].rows[1]._tr.tc_lst[0].get_or_add_tcPr().append(span)

    assert places(word)["9"].startswith("1")


def test_ten_thousand_wide_heads_take_no_more_than_a_table_has():
    word = table(("TT", "Điểm"), ("1", "9"))
    row = word.tables[0].rows[0]._tr
    for _ in range(10_000):
        cell, about, span = (OxmlElement(f"w:{one}") for one in ("tc", "tcPr", "gridSpan"))
        span.set(qn("w:val"), "200")
        about.append(span)
        cell.append(about)
        row.append(cell)

    assert places(word)["9"] == "1 9 – Điểm"


def test_a_row_without_a_table_is_read_as_words():
    word = table(("TT", "Điểm"), ("1", "9"))
    row = word.tables[0].rows[1]._tr
    box = OxmlElement("w:txbxContent")
    box.append(row)
    word.add_paragraph()._p.append(box)

    assert places(word)["9"] == "1 9"


@pytest.mark.parametrize(
    ("outer", "levels", "is_read"), [("tbl", 5, True), ("tbl", 6, False), ("p", 5, False)]
)
def test_tables_within_tables_beyond_reason_are_refused(outer, levels, is_read):
    word = docx.Document()
    holder = word.element.body
    for _ in range(levels):
        if outer == "p":
            inner = OxmlElement("w:p")
            holder.insert(0, inner)
            holder = inner
            continue
        made, row, cell = (OxmlElement(f"w:{one}") for one in ("tbl", "tr", "tc"))
        made.append(row)
        row.append(cell)
        cell.append(OxmlElement("w:p"))
        holder.insert(0, made)
        holder = cell

    if is_read:
        assert places(word) == {}
    else:
        with pytest.raises(NotReadableError, match="nested too deep"):
            places(word)

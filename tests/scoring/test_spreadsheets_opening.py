import io
import zipfile

import openpyxl.xml
import pytest
from openpyxl import Workbook

from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.opening import MAX_BYTES, open_book
from tests.scoring.hostile import LAUGHS, archive, damaged, random_text
from tests.scoring.hostile import docx as a_docx
from tests.scoring.hostile import pdf as a_pdf
from tests.scoring.workbooks import CRITERIA, faults_of, template

SHEET = "xl/worksheets/sheet2.xml"  # “Tiêu chí”, behind the guide
ROWS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)


def said(data, name="bang.xlsx", titles=(CRITERIA,)):
    """Return the one sentence with which a file is refused; nothing when it is taken."""
    try:
        open_book(io.BytesIO(data), name, titles)
    except WorkbookFaults as refusal:
        (fault,) = refusal.faults
        return str(fault)
    return ""


def with_part(part, text, data=None):
    """Return a workbook in which one part says something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or template())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        new.writestr(part, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_defusedxml_stands_guard_in_openpyxl():
    assert openpyxl.xml.DEFUSEDXML is True


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "bang.xlsx", "Tệp “bang.xlsx” không có nội dung"),
        (b"x" * (MAX_BYTES + 1), "bang.xlsx", "Tệp “bang.xlsx” lớn hơn 5 MB"),
        (b"ma,noi dung\n", "bang.xlsx", "Tệp “bang.xlsx” không phải tệp .xlsx"),
        (b"ma,noi dung\n", "bang.csv", "Tệp “bang.csv” không phải tệp .xlsx"),
        (b"\xd0\xcf\x11\xe0", "bang.xls", "Tệp “bang.xls” không phải tệp .xlsx"),
        (a_pdf(), "bang.xlsx", "Tệp “bang.xlsx” không phải tệp .xlsx"),
        (a_docx(), "bang.xlsx", "Tệp “bang.xlsx” không phải tệp .xlsx"),
        (archive({"a.txt": "a"}), "bang.xlsx", "Tệp “bang.xlsx” không phải tệp .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(data, name, sentence):
    assert said(data, name).startswith(sentence)


def test_a_damaged_workbook_is_said_to_be_broken():
    assert "bị hỏng" in said(damaged(template()))
    assert "bị hỏng" in said(with_part("xl/workbook.xml", "<workbook"))
    assert "bị hỏng" in said(with_part("xl/styles.xml", "<x/>"))


def test_entities_macros_and_outside_links_are_refused():
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" TargetMode="External" Target="http://x.example/" Type="x/image"/>'
        "</Relationships>"
    )

    for part, text in (
        (SHEET, LAUGHS),
        ("xl/vbaProject.bin", "x"),
        ("xl/worksheets/_rels/sheet2.xml.rels", link),
    ):
        assert "chứa macro, tệp nhúng hoặc liên kết ra ngoài" in said(with_part(part, text))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    rows = "<row r='{0}'><c r='A{0}'><v>1</v></c></row>".format
    bomb = with_part(SHEET, ROWS.format("".join(map(rows, range(1, 700_000)))))
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *asked, **_: opened.append(asked))

    refusal = said(bomb)

    assert "khi mở ra quá lớn" in refusal
    assert opened == []  # its parts are weighed, not read


def test_more_than_the_limit_is_refused_even_where_it_packs_badly():
    text = f"<!--{random_text(21 * 1024 * 1024)}-->"
    data = with_part("xl/note.xml", text)

    assert len(data) > MAX_BYTES
    assert "lớn hơn 5 MB" in said(data)


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1048576'><c r='A1048576'><v>1</v></c></row>",
        "<row r='1'><c r='XFD1'><v>1</v></c></row>",
        "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 2_002)),
    ],
)
def test_a_sheet_too_large_to_be_filled_in_by_hand_is_refused(rows):
    refusal = said(with_part(SHEET, ROWS.format(rows)))

    assert refusal.startswith("Trang “Tiêu chí”: có nhiều hơn 2000 dòng hoặc 100 cột")


def test_formatted_blank_rows_at_the_end_cost_nothing():
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1000000'><c r='A1000000' s='0'/></row>"

    book = open_book(io.BytesIO(with_part(SHEET, ROWS.format(rows))), "a.xlsx", (CRITERIA,))

    assert len(book.sheets[CRITERIA].rows) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='2'><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='A9'><v>1</v></c></row>",
    ],
)
def test_rows_in_disorder_are_refused_rather_than_dropped(rows):
    assert "bị hỏng" in said(with_part(SHEET, ROWS.format(rows)))


def test_sheets_are_found_whatever_the_case_and_a_second_one_of_the_name_is_refused():
    def named(*titles):
        book = Workbook()
        book.worksheets[0].title = titles[0]
        for title in titles[1:]:
            book.create_sheet(title)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    assert said(named("TIÊU CHÍ ")) == ""
    assert "có hai trang cùng tên" in said(named("Tiêu chí", "tiêu  chí"))


def test_a_head_row_alone_is_an_empty_table():
    def without_rows(book):
        sheet = book[CRITERIA]
        sheet.delete_rows(2, sheet.max_row)

    assert faults_of(without_rows) == ["Trang “Tiêu chí”: bảng tiêu chí chưa có tiêu chí nào."]


def test_shared_strings_as_excel_writes_them_are_read():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(io.BytesIO(template())) as whole:
        types = whole.read("[Content_Types].xml").decode()
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    data = with_part("[Content_Types].xml", types.replace("</Types>", override))
    strings = f'<sst xmlns="{main}"><si><r><t>Nội </t></r><r><t>dung_x000D_\nhai</t></r></si></sst>'
    data = with_part("xl/sharedStrings.xml", strings, data)
    data = with_part(SHEET, ROWS.format("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), data)

    book = open_book(io.BytesIO(data), "a.xlsx", (CRITERIA,))

    assert book.sheets[CRITERIA].rows[0][0].value == "Nội dung\nhai"

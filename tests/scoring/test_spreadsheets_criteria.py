import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from scoring.rules.settings import TableRules
from scoring.spreadsheets.content import as_json, from_json
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.template import template_content
from scoring.states import CriterionKind, Scorer
from tests.scoring.workbooks import (
    CRITERIA,
    FINANCE,
    cell,
    changed,
    faults_of,
    read,
    setting,
    workbook,
)

# In the template: row 2 is the group I, 3 its proportional criterion I.1, 6 the tiers of I.4.


def test_the_template_is_read_back_as_it_was_written_with_every_kind():
    content = template_content()

    found = read(workbook())

    assert found.normal() == content.normal()
    assert {node.kind for node in found.nodes} == set(CriterionKind)


def test_the_content_survives_its_way_through_json():
    content = template_content()

    assert from_json(as_json(content)) == content


def test_a_table_that_says_nothing_of_its_rules_keeps_the_defaults():
    content = replace(
        template_content(), rules=TableRules(), issued_by="UBND tỉnh", is_sample=False
    )

    found = read(workbook(content))

    assert found.rules == TableRules()
    assert (found.issued_by, found.is_sample, found.scale) == ("UBND tỉnh", False, Decimal(100))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(20, "20"), (20.5, "20.5"), ("20,5", "20.5"), ("20.5", "20.5"), (" 20,50 ", "20.5")],
)
def test_numbers_are_read_from_number_cells_and_from_text(typed, meant):
    # I.5 makes up for what I.1 loses or gains.
    rest = Decimal("33.5") - Decimal(meant)

    found = read(changed(cell("D3", typed), cell("D7", float(rest))))

    assert found.nodes[1].max_points == Decimal(meant)


def test_a_number_that_arithmetic_blurred_is_read_as_excel_shows_it():
    found = read(changed(cell("D3", 0.1 + 0.2), cell("D7", 33.2)))

    assert found.nodes[1].max_points == Decimal("0.3")


def test_blank_rows_are_passed_over_and_columns_may_stand_in_any_order():
    def with_gap(book):
        book[CRITERIA].insert_rows(5)
        book[CRITERIA]["B5"].value = "  "

    def swapped(book):
        sheet = book[CRITERIA]
        for row in sheet.iter_rows(max_col=2):
            row[0].value, row[1].value = row[1].value, row[0].value

    assert read(changed(with_gap)).normal() == template_content().normal()
    assert read(changed(swapped)).normal() == template_content().normal()


@pytest.mark.parametrize("named", [FINANCE.code, FINANCE.name, "sở tài chính", FINANCE.shown])
def test_an_agency_of_its_field_is_named_by_code_or_by_name(named):
    data = changed(cell("I3", "Cơ quan chuyên ngành chấm"), cell("J3", named))

    node = read(data).nodes[1]

    assert (node.scored_by, node.sector) == (Scorer.SECTOR, FINANCE.code)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (cell("D3", "=10+10"), "Ô D3, trang “Tiêu chí”: là công thức"),
        (cell("B3", "=A1"), "Ô B3, trang “Tiêu chí”: là công thức"),
        (cell("D3", "#REF!"), "Ô D3, trang “Tiêu chí”: đang báo lỗi #REF!"),
        (cell("D3", "hai mươi"), "Ô D3, trang “Tiêu chí”: “hai mươi” không phải là số"),
        (cell("D3", "1.000"), "Ô D3, trang “Tiêu chí”: “1.000” không rõ nghĩa"),
        (cell("D3", 20.125), "Ô D3, trang “Tiêu chí”: điểm có tối đa hai chữ số sau dấu phẩy"),
        (cell("D3", "12345678"), "Ô D3, trang “Tiêu chí”: điểm có tối đa hai chữ số"),
        (cell("D3", True), "Ô D3, trang “Tiêu chí”: cần ghi một số."),
        (cell("D3", None), "Ô D3, trang “Tiêu chí”: chưa ghi điểm tối đa."),
        (cell("B3", " "), "Ô B3, trang “Tiêu chí”: chưa ghi nội dung."),
        (cell("A3", None), "Ô A3, trang “Tiêu chí”: chưa ghi mã."),
        (cell("A3", datetime(2026, 2, 1)), "Ô A3, trang “Tiêu chí”: bị Excel đổi thành ngày tháng"),  # noqa: DTZ001
        (cell("A3", 1.1), "Ô A3, trang “Tiêu chí”: mã bị Excel hiểu thành số"),
        (cell("A3", "I. 1"), "Ô A3, trang “Tiêu chí”: mã “I. 1” có khoảng trắng"),
        (cell("A3", "I..1"), "Ô A3, trang “Tiêu chí”: mã “I..1” chưa đúng"),
        (cell("A3", "I.2"), "Ô A4, trang “Tiêu chí”: mã I.2 đã dùng ở dòng 3."),
        (cell("A3", "X.1"), "Ô A3, trang “Tiêu chí”: chưa có nhóm X ở các dòng phía trên."),
        (cell("A4", "I.1.a"), "Ô A4, trang “Tiêu chí”: I.1 không phải là nhóm"),
        (cell("C3", "Tỷ lệ"), "Ô C3, trang “Tiêu chí”: không có lựa chọn “Tỷ lệ”; chỉ chọn"),
        (cell("C3", None), "Ô C3, trang “Tiêu chí”: chưa ghi loại."),
        (cell("E3", "-1"), "Ô E3, trang “Tiêu chí”: loại tiêu chí này không xuống dưới 0"),
        (cell("F7", 0), "Ô F7, trang “Tiêu chí”: bước điểm phải lớn hơn 0"),
        (cell("G3", "x" * 41), "Ô G3, trang “Tiêu chí”: dài hơn 40 ký tự"),
        (cell("H3", "ngược"), "Ô H3, trang “Tiêu chí”: không có lựa chọn “ngược”"),
        (cell("I3", "Cơ quan chuyên ngành chấm"), "Ô J3, trang “Tiêu chí”: chưa ghi cơ quan"),
        (cell("J3", FINANCE.code), "Ô J3, trang “Tiêu chí”: chỉ ghi khi cột “Người chấm” là"),
        (cell("J3", "Sở Lạ"), "Ô J3, trang “Tiêu chí”: chưa có cơ quan “Sở Lạ”"),
        (
            cell("K3", "trần: cao"),
            "Ô K3, trang “Tiêu chí”: dòng “trần: cao”: “cao” không phải là số",
        ),
        (
            cell("K3", "sàn: 200 %"),
            "Ô K3, trang “Tiêu chí”: dòng “sàn: 200 %”: phải từ 0 % đến 100 %.",
        ),
        (cell("K6", "theo: kết quả\n>1 → 1\n>0 → 1,5"), "Ô K6, trang “Tiêu chí”: "),
        (cell("D2", 61), "Ô D2, trang “Tiêu chí”: nhóm I tối đa 61 điểm nhưng"),
        (setting("Thang điểm", 90), "Ô B4, trang “Quy định”: thang điểm là 90 nhưng"),
        (cell("M1", "Ghi chú"), "Ô M1, trang “Tiêu chí”: cột “Ghi chú” không có trong mẫu"),
        (cell("M5", "lạc"), "Ô M5, trang “Tiêu chí”: cột này không có tên ở dòng đầu"),
        (cell("D1", None), "Ô A1, trang “Tiêu chí”: dòng đầu thiếu cột: Điểm tối đa."),
        (cell("M1", "Loại"), "Ô M1, trang “Tiêu chí”: cột “Loại” bị lặp"),
    ],
)
def test_a_fault_is_named_by_its_cell_in_vietnamese(change, sentence):
    found = faults_of(change)

    assert [line for line in found if line.startswith(sentence)], found


def test_all_faults_are_told_at_once_over_all_sheets():
    found = faults_of(
        cell("D3", "=1"),
        cell("C4", "lạ"),
        cell("K9", "thang gốc từ: 0"),
        setting("Xếp hạng theo", "x"),
    )

    assert [line.partition(",")[0] for line in found] == ["Ô D3", "Ô C4", "Ô K9", "Ô B14"]


def test_a_group_of_bonuses_that_is_written_with_nought_is_read_with_its_sum():
    def grouped(book):
        sheet = book[CRITERIA]
        sheet.append(["VIII", "Điểm thưởng, điểm trừ khác", "Nhóm tiêu chí", 0])
        sheet.append(["VIII.1", "Sáng kiến", "Điểm thưởng", 4])
        sheet.append(["VIII.2", "Vi phạm", "Điểm trừ", 3])

    data = changed(grouped)

    assert {node.key: node.max_points for node in read(data).nodes}["VIII"] == 4
    assert read(workbook(read(data))).nodes == read(data).nodes


def test_merged_cells_and_hidden_rows_are_refused_rather_than_guessed():
    def merged(book):
        book[CRITERIA].merge_cells("B3:C3")

    def hidden(book):
        book[CRITERIA].row_dimensions[4].hidden = True

    assert "Ô B3:C3, trang “Tiêu chí”: các ô bị gộp; đề nghị bỏ gộp ô" in faults_of(merged)[0]
    assert faults_of(hidden) == [
        "Ô A4, trang “Tiêu chí”: dòng này đang bị ẩn hoặc bị lọc; đề nghị cho hiện tất cả các dòng."
    ]


def test_a_workbook_without_one_of_the_sheets_says_which():
    def without(book):
        del book["Xếp loại"]

    assert faults_of(without) == ["Trang “Xếp loại”: tệp thiếu trang này; đề nghị tải lại tệp mẫu."]


def test_a_sheet_of_ones_own_is_left_alone():
    assert read(changed(lambda book: book.create_sheet("Nháp"))) == read(workbook())


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "#N/A", "_x0041_"])
def test_text_never_becomes_a_formula_or_anything_else(text):
    content = template_content()
    nodes = (replace(content.nodes[0], label=text, guidance=text), *content.nodes[1:])
    data = workbook(replace(content, nodes=nodes, title=text))

    cells = [
        found
        for sheet in load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for found in row
    ]

    assert {found.data_type for found in cells} == {"s", "n"}
    assert read(data).nodes[0].label == text.strip()
    assert read(data).title == text.strip()


def test_every_text_and_drop_down_of_the_workbook_fits_excels_limits():
    book = load_workbook(io.BytesIO(workbook()))

    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        assert sheet.freeze_panes
        for offered in sheet.data_validations.dataValidation:
            assert offered.formula1.startswith("'Danh mục'!$")
            assert len(offered.errorTitle) <= 32
    assert book[CRITERIA].data_validations.dataValidation


def test_a_broken_workbook_carries_its_faults_in_one_message():
    with pytest.raises(WorkbookFaults, match="Ô D3, trang “Tiêu chí”: là công thức"):
        read(changed(cell("D3", "=1")))

"""Classes by category of units in the criteria workbook."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.utils import get_column_letter

from scoring.rules.settings import Band
from scoring.spreadsheets.columns import BAND_CATEGORY, BAND_COLUMNS
from scoring.spreadsheets.content import says_the_same
from scoring.spreadsheets.differences import ADDED, Difference, differences
from scoring.spreadsheets.template import template_content
from tests.scoring.workbooks import BANDS, cell, changed, faults_of, read, workbook

CONTENT = template_content()
MARKS = (
    Band("dat", "Đạt", total_points=Decimal(80)),
    Band("khong", "Không đạt", total_points=Decimal(0)),
    Band("dat", "Đạt", total_points=Decimal(60), category="Xã miền núi"),
)
MARKED = replace(CONTENT, rules=replace(CONTENT.rules, bands=MARKS))
PLACE = get_column_letter(BAND_COLUMNS.index(BAND_CATEGORY) + 1)


def test_classes_by_category_are_written_and_read_back():
    found = read(workbook(MARKED))

    assert found.rules == MARKED.rules
    assert differences(MARKED, found) == []


def test_a_workbook_that_was_handed_out_before_the_column_still_says_the_same():
    def without(book):
        sheet = book[BANDS]
        assert sheet[f"{PLACE}1"].value == "Nhóm đơn vị"
        sheet.delete_cols(BAND_COLUMNS.index(BAND_CATEGORY) + 1)

    assert read(changed(without)).rules == CONTENT.rules


def test_a_category_is_tidied_as_it_is_read():
    book = changed(cell(f"{PLACE}4", "  Xã  miền núi ", BANDS), data=workbook(MARKED))

    assert read(book).rules.bands[2].category == "Xã miền núi"


def test_the_same_category_in_other_capitals_and_blanks_changes_nothing():
    other = replace(MARKS[2], category="XÃ  MIỀN NÚI")
    again = replace(MARKED, rules=replace(MARKED.rules, bands=(*MARKS[:2], other)))

    assert differences(MARKED, again) == []
    assert says_the_same(MARKED, again)
    assert not says_the_same(MARKED, CONTENT)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (f"{PLACE}4", None, ("A4", "mã dat đã dùng ở dòng 2.")),
        (f"{PLACE}4", "x" * 61, (f"{PLACE}4", "dài hơn 60 ký tự")),
        (f"{PLACE}3", "XÃ MIỀN NÚI", ("E4", "xếp từ mức cao xuống mức thấp")),
        (f"{PLACE}4", True, (f"{PLACE}4", "cần ghi chữ")),
    ],
)
def test_what_is_wrong_with_a_category_is_named_by_its_cell(place, value, said):
    faults = faults_of(cell(place, value, BANDS), data=workbook(MARKED))

    assert any(f"Ô {said[0]}, trang “Xếp loại”: " in fault and said[1] in fault for fault in faults)


def test_a_class_is_told_by_its_code_within_its_category():
    stricter = (*MARKS[:2], replace(MARKS[2], total_points=Decimal(65)))
    more = (*MARKS, Band("dat", "Đạt", total_points=Decimal(90), category="Phường"))

    assert differences(MARKED, replace(MARKED, rules=replace(MARKED.rules, bands=stricter))) == [
        Difference("Xếp loại", "dat (Xã miền núi)", "Tổng điểm từ (điểm)", "60", "65")
    ]
    assert differences(MARKED, replace(MARKED, rules=replace(MARKED.rules, bands=more))) == [
        Difference("Xếp loại", "dat (Phường)", ADDED, "", "Đạt")
    ]

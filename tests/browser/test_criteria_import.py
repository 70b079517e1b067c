"""A table comes in from Excel: faults by cell, then the check, then the draft."""

import pytest

from scoring.models import CriteriaTable
from tests.browser.cells import serious_faults
from tests.factories import make_officer, make_province
from tests.scoring.workbooks import cell, changed, setting, workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/bang-tieu-chi/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_official_brings_a_table_in_from_excel(opened, tmp_path, keep, script):
    broken, whole, later = (tmp_path / f"{name}.xlsx" for name in ("hong", "dung", "sua"))
    broken.write_bytes(changed(cell("D3", "=10+10"), setting("Xếp hạng theo", "Bốc thăm")))
    whole.write_bytes(workbook())
    later.write_bytes(changed(cell("B3", "Thu ngân sách trên địa bàn"), cell("K3", "trần: 110 %")))
    page = opened(make_officer(province=make_province()), java_script_enabled=script).new_page()

    page.goto(LIST)
    page.get_by_role("link", name="Nhập bảng từ Excel").click()
    keep(page, "nhap-tu-excel")
    fill(page, broken)
    assert page.get_by_role("cell", name="D3", exact=True).is_visible()
    keep(page, "nhap-tu-excel-loi")
    faults = serious_faults(page) if script else []
    assert not CriteriaTable.objects.exists()

    fill(page, whole)
    keep(page, "nhap-tu-excel-kiem-tra")
    assert not CriteriaTable.objects.exists()
    page.get_by_role("button", name="Xác nhận, lưu dự thảo").click()
    assert page.get_by_text("Đã lập dự thảo bảng tiêu chí từ tệp Excel.").is_visible()
    keep(page, "nhap-tu-excel-du-thao")

    page.get_by_role("link", name="Nhập lại từ Excel").click()
    assert page.get_by_label("Mã bảng tiêu chí").input_value() == "so-nganh"
    fill(page, later)
    assert page.get_by_role("heading", name="2 chỗ khác bản 1").is_visible()
    keep(page, "nhap-tu-excel-khac")
    faults += serious_faults(page) if script else []
    page.get_by_role("button", name="Xác nhận, lưu dự thảo").click()

    table = CriteriaTable.objects.get()
    assert table.criteria.get(key="I.1").label == "Thu ngân sách trên địa bàn"
    assert faults == []
    if script:
        assert page.evaluate("window.violations") == []


def fill(page, file):
    """Name the table, choose the file, have it checked."""
    page.get_by_label("Mã bảng tiêu chí").fill("so-nganh")
    page.get_by_label("Năm thi đua").fill("2026")
    page.get_by_label("Tệp Excel").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra tệp").click()

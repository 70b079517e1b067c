"""A table in the browser: in from Excel, scored, appraised, ranked, recomputed from a file."""

import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from blocs.states import Stage
from scoring import services
from scoring.models import CriteriaTable, ScoreSheet
from scoring.spreadsheets.sheet_columns import ACTUAL, COLUMNS, KEY, SCORES
from scoring.states import SheetAction, SheetState, TableState
from tests.browser.cells import cell, serious_faults, tick
from tests.factories import (
    line_of,
    make_agency,
    make_approver,
    make_bloc,
    make_cycle,
    make_officer,
    make_province,
    make_season,
)
from tests.scoring.workbooks import CRITERIA, changed, setting
from tests.scoring.workbooks import cell as typed_into

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Bảng tiêu chí thi đua khối Tổng hợp năm 2026"
HEAD, DEPUTY, MEMBER = "Sở Nội vụ", "Sở Tài chính", "Sở Khoa học và Công nghệ"
KEPT = ("Mã", "I", "I.1", "I.2", "I.5", "II", "II.2", "III", "III.1", "VII")
TOPS = {"I.5": 25, "II.2": 25, "III.1": 15}  # what the groups lose by the criteria left out
# Results and points of the two members that are not followed through the pages.
OTHERS = {
    HEAD: {"I.1": "100", "I.2": "120", "I.5": "20", "II.2": "25", "III.1": "20", "VII": "0"},
    DEPUTY: {"I.1": "90", "I.2": "100", "I.5": "22", "II.2": "25", "III.1": "10", "VII": "0"},
}
MEASURED = {"I.1", "I.2", "III.1"}


@pytest.fixture
def season():
    """A bloc of three at its self-scoring, without a table."""
    agencies = [make_agency(name=name, short_name=name) for name in (HEAD, DEPUTY, MEMBER)]
    return make_season(
        bloc=make_bloc(name="Khối Tổng hợp", province=make_province()),
        cycle=make_cycle(label="2026"),
        members=agencies,
        head=agencies[0],
        deputy=agencies[1],
        stage=Stage.SELF_SCORING,
    )


@pytest.fixture
def enter(opened, season):
    """Open a window for somebody; at the end no window may have met a fault or broken a policy."""
    troubles: list[str] = []

    def window_of(user) -> Page:
        window = opened(user).new_page()
        window.on("pageerror", lambda error: troubles.append(str(error)))
        window.on("console", lambda said: troubles.extend(_errors(said)))
        return window

    yield window_of
    assert troubles == []


def _errors(said) -> list[str]:
    # A file with faults is answered 422 on purpose.
    expected = said.text.startswith("Failed to load resource") and "422" in said.text
    return [said.text] if said.type == "error" and not expected else []


def test_a_table_from_excel_is_scored_appraised_ranked_and_recomputed(
    enter, season, tmp_path, keep
):
    agencies = {row.name: row.agency for row in season.memberships.all()}
    province = enter(make_officer(province=season.bloc.province))
    member = enter(make_approver(agencies[MEMBER]))
    secretary = enter(make_approver(agencies[HEAD]))

    the_province_brings_its_table_in(province, tmp_path, keep)
    the_province_publishes_it(province, season)
    the_province_opens_the_sheets(province, season)
    for name, values in OTHERS.items():
        a_member_is_scored_and_appraised(ScoreSheet.objects.get(agency__name=name), values)
    sheet = ScoreSheet.objects.get(agency__name=MEMBER)
    the_agency_scores_by_keyboard(member, sheet)
    the_agency_fills_the_workbook(member, sheet, tmp_path, keep)
    the_agency_sends(member)
    the_secretariat_appraises(secretary, sheet, keep)
    the_secretariat_freezes(secretary, season, keep)
    frozen = tmp_path / "xep-hang.json"
    frozen.write_text(printed("show_ranking", *named(season), "--format", "frozen"))

    told = json.loads(printed("show_ranking", *named(season), "--format", "json"))
    assert [(row["rank"], row["final"]) for row in told["rows"]] == [
        (1, "97.00"),
        (2, "87.50"),
        (3, "77.50"),
    ]
    assert json.loads(printed("recompute_ranking", frozen))["rows"] == told["rows"]
    frozen.write_text(frozen.read_text().replace('"97.00"', '"97.01"'))
    with pytest.raises(CommandError, match="không khớp"):
        printed("recompute_ranking", frozen)


def the_province_brings_its_table_in(page: Page, folder: Path, keep) -> None:
    whole = changed(_small, setting("Tên bảng tiêu chí", TITLE), setting("Dữ liệu mẫu", None))
    (folder / "bang.xlsx").write_bytes(whole)
    (folder / "hong.xlsx").write_bytes(changed(typed_into("D3", "hai mươi"), data=whole))
    page.goto("/bang-tieu-chi/nhap-tu-excel/")
    page.get_by_label("Mã bảng tiêu chí").fill("tong-hop-2026")
    page.get_by_label("Năm thi đua").fill("2026")
    page.get_by_label("Tệp Excel").set_input_files(folder / "hong.xlsx")
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_role("cell", name="D3", exact=True)).to_be_visible()
    expect(page.get_by_text("hai mươi")).to_be_visible()
    keep(page, "criteria-import-faults")
    assert not CriteriaTable.objects.exists()
    page.get_by_label("Tệp Excel").set_input_files(folder / "bang.xlsx")
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_text("Tệp không có lỗi.")).to_be_visible()
    keep(page, "criteria-import-check")
    page.get_by_role("button", name="Xác nhận, lưu dự thảo").click()


def _small(book) -> None:
    """Keep some criteria of the template, of a hundred points again."""
    rows = book[CRITERIA]
    for number in range(rows.max_row, 1, -1):
        key = rows.cell(number, 1).value
        if key not in KEPT:
            rows.delete_rows(number)
        elif key in TOPS:
            rows.cell(number, 4).value = TOPS[key]


def the_province_publishes_it(page: Page, season) -> None:
    page.get_by_role("link", name="Ban hành").click()
    page.get_by_label("Để xác nhận, quý vị gõ BAN HÀNH").fill("BAN HÀNH")
    page.get_by_role("button", name="Ban hành bảng tiêu chí").click()
    expect(page.get_by_text("Đã ban hành bảng tiêu chí.")).to_be_visible()
    assert CriteriaTable.objects.get().state == TableState.PUBLISHED
    page.goto(address(season, "tieu-chi"))
    page.get_by_role("link", name="Giao bảng tiêu chí").click()
    page.get_by_label("Bảng tiêu chí", exact=False).select_option(
        label=f"{TITLE} (mã tong-hop-2026, bản 1)"
    )
    page.get_by_role("button", name="Giao bảng tiêu chí").click()
    expect(page.get_by_role("definition").filter(has_text=TITLE)).to_be_visible()


def the_province_opens_the_sheets(page: Page, season) -> None:
    page.goto(address(season, "phieu-cham-diem"))
    page.get_by_role("button", name="Mở phiếu cho 3 đơn vị").click()
    expect(page.get_by_text("Đã mở 3 phiếu chấm điểm.")).to_be_visible()
    for key in ("I.1", "I.2"):
        page.goto(address(season, f"chi-tieu/?tieu-chi={key}"))
        for name in (HEAD, DEPUTY, MEMBER):
            page.get_by_label(f"Chỉ tiêu của {name}").fill("100")
        page.get_by_label("Lý do thay đổi chỉ tiêu").fill("Quyết định số 12/QĐ-UBND")
        page.get_by_role("button", name="Lưu chỉ tiêu").click()
        expect(page.get_by_text("Đã lưu 3 chỉ tiêu.")).to_be_visible()


def a_member_is_scored_and_appraised(sheet: ScoreSheet, values: dict[str, str]) -> None:
    """Do by the services what the pages do for the member that is followed."""
    for key, value in values.items():
        line = line_of(sheet, key)
        entry = (
            {"actual": Decimal(value), "points": None}
            if key in MEASURED
            else {"points": Decimal(value)}
        )
        services.save_line(
            line_id=line.pk, seen_version=line.version, explanation="", actor=None, **entry
        )
    for action in (SheetAction.SUBMIT, SheetAction.APPRAISE):
        sheet.refresh_from_db()
        if action is SheetAction.APPRAISE:
            services.accept_self_points(sheet_id=sheet.pk, seen_version=sheet.version, actor=None)
            sheet.refresh_from_db()
        services.take(action, sheet_id=sheet.pk, seen_version=sheet.version, actor=None)


def the_agency_scores_by_keyboard(page: Page, sheet: ScoreSheet) -> None:
    page.goto(sheet.get_absolute_url())
    for key, column, value in (
        ("I.1", "actual", "110"),
        ("I.5", "points", "24,5"),
        ("II.2", "points", "25"),
        ("III.1", "actual", "24"),
        ("VII", "points", "0"),
    ):
        line = line_of(sheet, key)
        cell(page, line, column).fill(value)
        cell(page, line, column).press("Enter")
        expect(tick(page, line)).to_contain_text(":")
    ratio = line_of(sheet, "I.1")
    expect(page.locator(f"#p{ratio.pk}")).to_have_text("22,00 điểm")
    expect(page.locator(f"#w{ratio.pk}")).to_have_text("20 × 110/100 = 22")
    expect(page.locator("#total")).to_have_text("83,50")


def the_agency_fills_the_workbook(page: Page, sheet: ScoreSheet, folder: Path, keep) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải phiếu Excel").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    keys = {row[COLUMNS.index(KEY)].value: row for row in book[SCORES].iter_rows(min_row=2)}
    keys["I.2"][COLUMNS.index(ACTUAL)].value = 130
    book.save(folder / "phieu.xlsx")
    page.get_by_role("link", name="Nhập từ Excel").click()
    keep(page, "sheet-import")
    page.get_by_label("Phiếu Excel đã ghi").set_input_files(folder / "phieu.xlsx")
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_text("1 ô của 1 tiêu chí thay đổi")).to_be_visible()
    keep(page, "sheet-import-check")
    assert serious_faults(page) == []
    assert line_of(sheet, "I.2").self_actual is None
    page.get_by_role("button", name="Xác nhận, lưu vào phiếu").click()
    expect(page.get_by_text("Đã lưu 1 dòng từ tệp Excel.")).to_be_visible()
    expect(page.locator("#total")).to_have_text("98,50")


def the_agency_sends(page: Page) -> None:
    page.get_by_role("link", name="Duyệt và gửi phiếu").click()
    page.get_by_role("button", name="Duyệt và gửi phiếu").click()
    expect(page.get_by_text("Đã gửi, chờ thẩm định").first).to_be_visible()


def the_secretariat_appraises(page: Page, sheet: ScoreSheet, keep) -> None:
    line = line_of(sheet, "I.5")
    page.goto(f"{sheet.get_absolute_url()}tham-dinh/")
    cell(page, line).fill("23")
    cell(page, line).press("Enter")
    expect(cell(page, line, "words")).to_be_focused()
    page.keyboard.type("Hai văn bản tham mưu chậm")
    page.keyboard.press("Enter")
    expect(page.locator(f"#x{line.pk}")).to_have_text("−1,50")
    keep(page, "appraisal-of-results")
    page.get_by_role("link", name="Chấp nhận điểm tự chấm").click()
    page.get_by_role("button", name=re.compile("Chấp nhận 5 dòng")).click()
    page.get_by_role("link", name="Hoàn thành thẩm định").click()
    page.get_by_role("button", name="Hoàn thành thẩm định").click()
    expect(page.get_by_text("Đã thẩm định").first).to_be_visible()
    assert ScoreSheet.objects.filter(state=SheetState.APPRAISED).count() == 3


def the_secretariat_freezes(page: Page, season, keep) -> None:
    for _ in range(2):  # to the appraisal, to the review
        page.goto(season.get_absolute_url())
        page.get_by_role("button", name=re.compile("Chuyển sang bước|Chuyển bước")).click()
        expect(page.get_by_text("Đã chuyển sang bước").first).to_be_visible()
    page.goto(address(season, "xep-hang"))
    page.get_by_label(re.compile("Để xác nhận")).fill("CHỐT")
    page.get_by_role("button", name="Chốt xếp hạng").click()
    expect(page.get_by_text("Đã chốt").first).to_be_visible()
    keep(page, "ranking-frozen")
    ranks = page.get_by_role("region", name="Bảng xếp hạng").locator("tbody tr")
    for row, (name, final) in enumerate(((MEMBER, "97,00"), (HEAD, "87,50"), (DEPUTY, "77,50"))):
        expect(ranks.nth(row)).to_contain_text(name)
        expect(ranks.nth(row)).to_contain_text(final)


def address(season, page: str) -> str:
    return f"{season.get_absolute_url()}{page}{'' if '?' in page else '/'}"


def named(season) -> tuple[str, str]:
    return season.bloc.code, season.cycle.label


def printed(command: str, *arguments) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()

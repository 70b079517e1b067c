"""What stands around the cells: groups, evidence, appraisal, narrow screens, no scripts."""

import pytest
from playwright.sync_api import expect

from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.states import Layer, SheetState
from tests.browser.cells import cell, message, serious_faults
from tests.factories import line_of, make_bloc_year, make_editor, make_evidence, make_sheet
from tests.fixtures.browser import LAPTOP
from tests.scoring.pages import held, sheet_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2], points={"I.1": "38.5"})


def test_folded_groups_stay_folded_and_the_note_opens_the_group_of_the_empty_line(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    inside, empty = line_of(sheet, "I.1"), line_of(sheet, "I.2")
    page.goto(sheet.get_absolute_url())

    page.get_by_role("button", name="Gấp hoặc mở nhóm I", exact=True).click()
    expect(cell(page, inside)).to_be_hidden()
    page.reload()
    expect(cell(page, inside)).to_be_hidden()
    page.get_by_role("link", name="Đến dòng đầu tiên").click()

    expect(cell(page, empty)).to_be_focused()


def test_evidence_opens_beside_its_row_and_is_counted_there(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.1")
    page.goto(sheet.get_absolute_url())
    link = page.locator(f"#dong-{line.pk} a[data-beside]")

    link.click()
    panel = page.locator("tr.beside")
    panel.get_by_label("Tên văn bản, tài liệu").fill("Báo cáo năm")
    panel.get_by_role("button", name="Thêm minh chứng").click()
    expect(panel).to_contain_text("Đã thêm minh chứng.")
    expect(page.locator(f"#e{line.pk}")).to_have_text("1")
    panel.get_by_role("button", name="Đóng").click()
    expect(panel).to_have_count(0)
    expect(link).to_be_focused()

    assert [one.document.title for one in line.evidence.all()] == ["Báo cáo năm"]


def test_evidence_is_taken_back_beside_its_row_after_a_question(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.1")
    make_evidence(line, title="Báo cáo năm")
    page.goto(sheet.get_absolute_url())
    panel = page.locator("tr.beside")

    page.locator(f"#dong-{line.pk} a[data-beside]").click()
    panel.get_by_role("link", name="Gỡ bỏ Báo cáo năm").click()
    expect(panel.get_by_role("heading", name="Gỡ bỏ minh chứng mục I.1")).to_be_focused()
    panel.get_by_role("link", name="Không, giữ lại").click()
    expect(panel.get_by_role("heading", name="Minh chứng mục I.1")).to_be_focused()
    kept = line.evidence.count()
    panel.get_by_role("link", name="Gỡ bỏ Báo cáo năm").click()
    panel.get_by_role("button", name="Gỡ bỏ minh chứng").click()
    expect(panel).to_contain_text("Đã gỡ minh chứng.")

    assert (kept, line.evidence.count()) == (1, 0)
    assert page.evaluate("window.violations") == []


def test_a_difference_asks_for_its_reason_before_it_is_saved(opened):
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    points = {"I.1": "38.5", "I.2": "20", "II.1": "28"}
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=points)
    page = opened(make_editor(agencies[0])).new_page()
    line, after = line_of(sheet, "I.1"), line_of(sheet, "I.2")
    saves: list[str] = []
    page.on("request", lambda sent: saves.append(sent.url) if sent.method == "POST" else None)
    page.goto(sheet_page("appraisal", sheet))

    expect(cell(page, line, "words")).to_be_hidden()
    cell(page, line).fill("36")
    expect(page.locator("#announce")).to_contain_text("Đề nghị ghi lý do")
    page.keyboard.press("Enter")
    expect(cell(page, line, "words")).to_be_focused()
    expect(message(page, line)).to_contain_text("Chưa lưu: điểm khác với điểm tự chấm")
    before = list(saves)
    page.keyboard.type("Thiếu một báo cáo")
    page.keyboard.press("Enter")
    expect(cell(page, after)).to_be_focused()
    expect(page.locator(f"#x{line.pk}")).to_have_text("−2,50")
    expect(page.locator("#total")).to_have_text("36,00")

    assert before == []
    assert len(saves) == 1
    assert held(line, Layer.APPRAISED) == ("36.00", "Thiếu một báo cáo")


@pytest.mark.parametrize("size", [LAPTOP, {"width": 360, "height": 740}])
def test_the_pages_have_no_serious_fault_break_no_policy_and_fit_the_screen(opened, size):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    own = make_sheet(season, agencies[0], points={"I.1": "38.5"})
    sent = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points={"I.1": "38.5"})
    page = opened(make_editor(agencies[0]), viewport=size).new_page()
    places = [season.bloc.code, season.cycle.label]
    addresses = [
        own.get_absolute_url(),
        sheet_page("appraisal", sent),
        sheet_page("sheet-take", sent, "return"),
        sheet_page("evidence-list", own, line_of(own, "I.1").pk),
        *(f"/khoi/{places[0]}/{places[1]}/{name}/" for name in SEASON_PAGES),
    ]

    for address in addresses:
        page.goto(address)
        assert serious_faults(page) == [], address
        assert page.evaluate("window.violations") == [], address
        overflow = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(overflow) <= 0, address


SEASON_PAGES = ("phieu-cham-diem", "xep-hang", "tieu-chi")


def test_the_sheet_can_be_filled_on_a_narrow_screen(opened, sheet):
    context = opened(make_editor(sheet.agency), viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = line_of(sheet, "I.2")
    page.goto(sheet.get_absolute_url())

    cell(page, line).click()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("58,50")

    assert page.locator("#total").bounding_box()["y"] < 100  # the sums stay on top
    assert held(line) == ("20.00", "")


def test_without_scripts_one_button_saves_and_a_bad_cell_keeps_what_was_typed(opened, sheet):
    page = opened(make_editor(sheet.agency), java_script_enabled=False).new_page()
    good, bad = line_of(sheet, "I.2"), line_of(sheet, "II.1")
    page.goto(sheet.get_absolute_url())

    cell(page, good).fill("20")
    cell(page, good, "words").fill("Đạt chuẩn")
    cell(page, bad).fill("99")
    page.get_by_role("button", name="Lưu phiếu").first.click()
    expect(message(page, bad)).to_have_text("Tiêu chí II.1: điểm phải từ 0 đến 40.")
    expect(cell(page, good, "words")).to_have_value("Đạt chuẩn")
    between = held(good)
    cell(page, bad).fill("28,75")
    page.get_by_role("button", name="Lưu phiếu").first.click()
    expect(page.get_by_text("Đã lưu 2 dòng.")).to_be_visible()

    assert between == ("", "")
    assert held(good) == ("20.00", "Đạt chuẩn")
    assert held(bad) == ("28.75", "")
    assert ScoreSheet.objects.get(pk=sheet.pk).state == SheetState.DRAFT


def test_evidence_that_cannot_be_fetched_says_why_and_leaves_no_empty_row(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    link = page.locator(f"#dong-{line_of(sheet, 'I.1').pk} a[data-beside]")
    page.goto(sheet.get_absolute_url())
    busy = {"status": 503, "content_type": "text/plain; charset=utf-8", "body": "Hệ thống bận"}
    page.route("**/tieu-chi/**", lambda route: route.fulfill(**busy))

    link.click()
    expect(page.locator("#live-messages")).to_contain_text("Hệ thống bận")
    expect(page.locator("tr.beside")).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")
    page.unroute("**/tieu-chi/**")
    link.click()

    expect(page.locator("tr.beside h2")).to_be_focused()
    expect(page.locator("#live-messages")).to_be_empty()


def test_on_the_page_of_a_line_an_upload_is_refused_with_its_reason_and_then_taken(
    opened, sheet, tmp_path
):
    page = opened(make_editor(sheet.agency)).new_page()
    faults: list[str] = []
    page.on("console", lambda one: one.type == "error" and faults.append(one.text))
    page.goto(sheet_page("evidence-list", sheet, line_of(sheet, "I.1").pk))
    bad = tmp_path / "chay.exe"
    bad.write_bytes(b"MZ")

    page.get_by_label("Tên văn bản, tài liệu").fill("Báo cáo năm")
    page.get_by_label("Tệp").first.set_input_files(bad)
    page.get_by_role("button", name="Thêm minh chứng").click()
    expect(page.locator("main .invalid-feedback")).to_contain_text("tệp")
    expect(page.locator("main")).not_to_contain_text("Hệ thống gặp lỗi")
    page.get_by_role("button", name="Thêm minh chứng").click()
    expect(page.locator("main")).to_contain_text("Đã thêm minh chứng.")

    assert [text for text in faults if "422" not in text] == []

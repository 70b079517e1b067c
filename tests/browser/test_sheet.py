"""The score sheet in a real browser: keys, saves, failures, conflicts, input methods."""

import pytest
from playwright.sync_api import expect

from blocs.states import Stage
from tests.browser.cells import Overtaken, cell, message, serious_faults, tick
from tests.factories import line_of, make_bloc_year, make_editor, make_sheet
from tests.scoring.leveled import leveled_year
from tests.scoring.pages import held

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2], points={"I.1": "38.5"})


def test_a_sheet_is_filled_by_keyboard_alone_and_its_sums_follow(opened, sheet):
    editor = make_editor(sheet.agency)
    page = opened(editor).new_page()
    first, second, third = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))
    page.goto(sheet.get_absolute_url())

    cell(page, first).focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, second)).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Tab")
    page.keyboard.type("Đạt chuẩn")
    page.keyboard.press("Enter")
    expect(cell(page, third)).to_be_focused()
    page.keyboard.type("28.75")
    page.keyboard.press("Enter")
    expect(tick(page, third)).to_contain_text(":")
    expect(cell(page, third)).to_have_value("28,75")
    expect(page.locator("#total")).to_have_text("87,25")
    expect(page.locator("#s1")).to_have_text("58,50")
    expect(page.locator("#left")).to_contain_text("Đã chấm đủ các dòng")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/buoc/trinh-duyet/")

    assert held(second) == ("20.00", "Đạt chuẩn")
    assert held(third) == ("28.75", "")


def test_points_typed_just_before_leaving_are_saved_first_and_nothing_is_asked(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.2")
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    page.goto(sheet.get_absolute_url())

    cell(page, line).focus()
    page.keyboard.type("20")
    page.get_by_role("link", name="Trình thủ trưởng duyệt").click()
    page.wait_for_url("**/buoc/trinh-duyet/")

    assert questions == []
    assert held(line) == ("20.00", "")


def test_escape_takes_back_the_last_saved_value_and_saves_nothing(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.1")
    saves: list[str] = []
    page.on("request", lambda sent: saves.append(sent.url) if sent.method == "POST" else None)
    page.goto(sheet.get_absolute_url())

    cell(page, line).fill("12")
    page.keyboard.press("Escape")
    expect(cell(page, line)).to_have_value("38,50")
    page.keyboard.press("ArrowDown")
    expect(cell(page, line_of(sheet, "I.2"))).to_be_focused()

    assert saves == []
    assert held(line) == ("38.50", "")


def test_a_failed_save_stays_in_its_cell_with_the_reason_until_it_succeeds(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.1")
    page.goto(sheet.get_absolute_url())

    cell(page, line).fill("99")
    page.keyboard.press("Enter")
    expect(message(page, line)).to_have_text("Tiêu chí I.1: điểm phải từ 0 đến 40.")
    expect(cell(page, line)).to_have_value("99")
    expect(cell(page, line)).to_have_attribute("aria-invalid", "true")
    cell(page, line).fill("39")
    page.keyboard.press("Enter")
    expect(message(page, line)).to_have_text("")
    expect(cell(page, line)).not_to_have_attribute("aria-invalid", "true")

    assert held(line) == ("39.00", "")


def test_without_a_network_the_row_says_so_and_saves_again_on_request(opened, sheet):
    context = opened(make_editor(sheet.agency))
    page = context.new_page()
    line = line_of(sheet, "I.2")
    page.goto(sheet.get_absolute_url())

    context.set_offline(True)
    cell(page, line).fill("20")
    page.keyboard.press("Enter")
    expect(message(page, line)).to_contain_text("mất kết nối với máy chủ")
    expect(cell(page, line)).to_have_value("20")
    context.set_offline(False)
    page.get_by_role("button", name="Lưu lại").click()
    expect(tick(page, line)).to_contain_text(":")

    assert held(line) == ("20.00", "")


@pytest.mark.parametrize(
    ("choice", "shown", "kept"),
    [("Giữ điểm của tôi", "39,00", "39.00"), ("Lấy điểm mới", "36,00", "36.00")],
)
def test_two_people_on_one_line_see_both_values_and_choose(opened, sheet, choice, shown, kept):
    line = line_of(sheet, "I.1")
    editor = make_editor(sheet.agency)
    colleague = make_editor(sheet.agency, full_name="Nguyễn Văn Bảy")
    mine, theirs = opened(editor).new_page(), opened(colleague).new_page()
    mine.goto(sheet.get_absolute_url())
    theirs.goto(sheet.get_absolute_url())

    cell(theirs, line).fill("36")
    theirs.keyboard.press("Enter")
    expect(tick(theirs, line)).to_contain_text(":")
    cell(mine, line).fill("39")
    mine.keyboard.press("Enter")
    expect(message(mine, line)).to_contain_text("Nguyễn Văn Bảy vừa ghi 36,00 lúc")
    expect(message(mine, line)).to_contain_text("quý vị nhập 39")
    between = held(line)
    mine.get_by_role("button", name=choice).click()
    expect(message(mine, line)).to_have_text("")
    expect(cell(mine, line)).to_have_value(shown)

    assert between == ("36.00", "")
    assert held(line) == (kept, "")


def test_a_letter_that_an_input_method_still_composes_saves_nothing(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    line = line_of(sheet, "I.1")
    saves: list[str] = []
    page.on("request", lambda sent: saves.append(sent.url) if sent.method == "POST" else None)
    page.goto(sheet.get_absolute_url())
    typing = page.context.new_cdp_session(page)

    cell(page, line, "words").focus()
    typing.send("Input.imeSetComposition", {"text": "Hoa", "selectionStart": 3, "selectionEnd": 3})
    typing.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229},
    )
    expect(cell(page, line, "words")).to_be_focused()
    before = list(saves)
    typing.send("Input.insertText", {"text": "Hoàn thành"})
    page.keyboard.press("Enter")
    expect(tick(page, line)).to_contain_text(":")

    assert before == []
    assert len(saves) == 1
    assert held(line) == ("38.50", "Hoàn thành")


def test_sums_and_what_is_left_are_never_put_back_by_an_answer_that_was_overtaken(opened, sheet):
    page = opened(make_editor(sheet.agency)).new_page()
    slow, quick = line_of(sheet, "I.2"), line_of(sheet, "II.1")
    page.goto(sheet.get_absolute_url())
    overtaken = Overtaken(page, slow)

    cell(page, slow).fill("20")
    cell(page, slow).press("Enter")
    overtaken.wait_for()
    cell(page, quick).fill("28,75")
    cell(page, quick).press("Enter")
    expect(tick(page, quick)).to_contain_text(":")
    expect(page.locator("#left")).to_contain_text("Đã chấm đủ các dòng")
    overtaken.let_go()
    expect(tick(page, slow)).to_contain_text(":")

    assert page.locator("#total").inner_text() == "87,25"
    assert "Đã chấm đủ các dòng" in page.locator("#left").inner_text()
    assert page.locator("#s1").inner_text() == "58,50"
    assert held(slow) == ("20.00", "")
    assert page.evaluate("Cells.dirtyRows().length") == 0


def test_a_named_level_is_chosen_by_keyboard_and_counts_at_once(opened):
    _, sheets, _ = leveled_year()
    line, below = line_of(sheets[2], "I"), line_of(sheets[2], "II")
    page = opened(make_editor(sheets[2].agency)).new_page()
    page.goto(sheets[2].get_absolute_url())

    cell(page, line).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, below)).to_be_focused()
    expect(tick(page, line)).to_contain_text(":")
    expect(page.locator("#total")).to_have_text("65,00")
    assert held(line) == ("65.00", "")

    cell(page, line).select_option(label="Không HTNV: 0")
    expect(page.locator("#total")).to_have_text("0,00")
    assert held(line) == ("0.00", "")
    assert serious_faults(page) == []
    assert page.evaluate("window.violations") == []

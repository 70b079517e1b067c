"""The score sheet and the appraisal in a real browser: keys, saves, conflicts, no scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blocs.states import Stage
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import Layer, SheetState
from tests.factories import line_of, make_bloc_year, make_editor, make_sheet
from tests.fixtures.browser import LAPTOP
from tests.scoring.pages import held, sheet_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(settings.BASE_DIR, "node_modules/axe-core/axe.min.js")
NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
Opened = Callable[..., BrowserContext]


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2], points={"I.1": "38.5"})


@pytest.fixture
def opened(chromium: Browser, live_server: LiveServer) -> Iterator[Opened]:
    """Open windows in which a person is signed in; they close with the test."""
    contexts: list[BrowserContext] = []

    def open_for(user: User, **options: object) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url, locale="vi-VN", **{"viewport": LAPTOP, **options}
        )
        context.set_default_timeout(10_000)
        context.add_init_script(NOTE_VIOLATIONS)
        context.add_cookies([session_cookie(user, live_server.url)])
        contexts.append(context)
        return context

    yield open_for
    for context in contexts:
        context.close()


def session_cookie(user: User, address: str) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": str(session.session_key),
        "url": address,
    }


def cell(page: Page, line: ScoreLine, column: str = "points"):
    return page.locator(f'[name="{line.pk}-{column}"]')


def tick(page: Page, line: ScoreLine):
    return page.locator(f"#t{line.pk}")


def message(page: Page, line: ScoreLine):
    return page.locator(f"#m{line.pk}")


def serious_faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


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
    expect(tick(page, third)).to_contain_text(":", timeout=1_000)
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

    assert [one.title for one in line.evidence.all()] == ["Báo cáo năm"]


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

"""Whole ballots in the browser: cast from three members' windows, and counted on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from awards import services
from awards.models import Ballot, BallotBox, BallotVoter
from awards.states import BallotMethod
from blocs.models import Agency, Season
from blocs.states import OfficeRole, Stage
from tests.awards.balloting import hand_out, set_open
from tests.browser.cells import serious_faults
from tests.factories import make_agency, make_approver, make_editor, make_officer, make_season
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = (
    "Ngân hàng Nhà nước Chi nhánh tỉnh",
    "Cục Thuế tỉnh",
    "Kho bạc Nhà nước tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "Cục Thống kê tỉnh",
)
Look = Callable[[Page, str], None]


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def look(request: pytest.FixtureRequest, faults: list[str]) -> Look:
    """Search a page for what a reader of screens stumbles over, and keep its picture.

    Pictures are kept when the run was given ``--screenshots FOLDER``.
    """
    folder = request.config.getoption("--screenshots")

    def at(page: Page, name: str) -> None:
        faults.extend(f"{name}: {fault}" for fault in serious_faults(page))
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"ballot-{name}.png", full_page=True)

    return at


@pytest.fixture
def year() -> tuple[Season, list[Agency]]:
    members = [make_agency(name=name, short_name=name) for name in NAMES]
    head, deputy = members[:2]
    season = make_season(members=members, head=head, deputy=deputy, stage=Stage.BLOC_REVIEW)
    return season, members


def main(page: Page):
    return page.locator("main")


def set_up(page: Page, season: Season, look: Look) -> Ballot:
    """Set up a secret ballot on next year's head from the list of ballots."""
    page.goto(season_page("ballot-list", season, app="awards"))
    look(page, "01-list-empty")
    page.get_by_role("link", name="Lập cuộc bỏ phiếu").click()
    page.get_by_label("Nội dung bỏ phiếu").select_option(label="Trưởng khối")
    for name in NAMES[1:4]:
        page.get_by_label(name).check()
    page.get_by_label("Tỷ lệ cần đạt").fill("hai phần ba")
    page.get_by_label("Số đơn vị tham dự tối thiểu").fill("1/2")
    page.get_by_role("button", name="Lưu").click()
    expect(main(page)).to_contain_text("ghi dạng 2/3 hoặc 70%")
    look(page, "02-form-refused")
    page.get_by_label("Tỷ lệ cần đạt").fill("2/3")
    page.get_by_role("button", name="Lưu").click()
    expect(main(page)).to_contain_text("Bầu Trưởng khối năm sau")
    look(page, "03-draft")
    return Ballot.objects.get()


def open_it(page: Page, look: Look) -> None:
    """Look at the roll and open the ballot by its word."""
    page.get_by_role("link", name="Danh sách cử tri").click()
    look(page, "04-roll")
    page.go_back()
    page.get_by_role("link", name="Mở cuộc bỏ phiếu").click()
    page.get_by_label("Để xác nhận").fill("MỞ")
    look(page, "05-open")
    page.get_by_role("button", name="Mở cuộc bỏ phiếu").click()
    expect(main(page)).to_contain_text("Đã mở cuộc bỏ phiếu.")
    look(page, "06-opened")


def vote_link(page: Page):
    return page.locator(".expected").get_by_role("link", name="Bỏ phiếu", exact=True)


def cast_with_second_thoughts(page: Page, ballot: Ballot, look: Look) -> None:
    """Tick too many, mend it, look twice, and click twice."""
    page.goto(ballot.get_absolute_url())
    look(page, "07-member")
    vote_link(page).click()
    page.get_by_role("checkbox", name=NAMES[2]).check()
    page.get_by_role("checkbox", name=NAMES[3]).check()
    page.get_by_role("button", name="Xem lại phiếu").click()
    expect(main(page)).to_contain_text("nhiều nhất là 1")
    look(page, "08-slip-refused")
    page.get_by_role("checkbox", name=NAMES[3]).uncheck()
    page.get_by_role("button", name="Xem lại phiếu").click()
    look(page, "09-slip-confirm")
    page.get_by_role("button", name="Sửa lại phiếu").click()
    expect(page.get_by_role("checkbox", name=NAMES[2])).to_be_checked()
    look(page, "10-slip")
    page.get_by_role("button", name="Xem lại phiếu").click()
    page.get_by_role("button", name="Bỏ phiếu", exact=True).dblclick()
    expect(main(page)).to_contain_text("đã bỏ phiếu trong")
    look(page, "11-voted")


def cast_by_keyboard(page: Page, ballot: Ballot, name: str) -> None:
    """Tick a nominee, look at the slip once more and cast it, without a mouse."""
    page.goto(ballot.get_absolute_url())
    vote_link(page).press("Enter")
    page.get_by_role("checkbox", name=name).press("Space")
    page.get_by_role("button", name="Xem lại phiếu").press("Enter")
    page.get_by_role("button", name="Bỏ phiếu", exact=True).press("Enter")
    expect(main(page)).to_contain_text("đã bỏ phiếu trong")


def close_it(page: Page, ballot: Ballot, look: Look) -> None:
    page.goto(ballot.get_absolute_url())
    expect(main(page)).to_contain_text("Đã bỏ phiếu 3/5 đơn vị")
    look(page, "12-progress")
    page.get_by_role("link", name="Kết thúc và công bố kết quả").click()
    expect(main(page)).to_contain_text("Còn 2 đơn vị chưa bỏ phiếu")
    page.get_by_label("Lý do kết thúc").fill("Hai đơn vị báo không tham gia")
    page.get_by_label("Để xác nhận").fill("CÔNG BỐ")
    look(page, "13-close")
    page.get_by_role("button", name="Kết thúc và công bố kết quả").click()


def test_three_members_vote_and_all_read_the_result(opened, year, look, faults):
    season, members = year
    head = opened(make_editor(members[0])).new_page()
    first, second = (opened(make_approver(member)).new_page() for member in members[1:3])
    without_scripts = opened(make_approver(members[3]), java_script_enabled=False).new_page()

    ballot = set_up(head, season, look)
    open_it(head, look)
    cast_with_second_thoughts(first, ballot, look)
    for window in (second, without_scripts):
        cast_by_keyboard(window, ballot, NAMES[2])
    voted = BallotVoter.objects.filter(voted=True).count()
    close_it(head, ballot, look)

    for window in (head, first, second, without_scripts):
        window.goto(ballot.get_absolute_url())
        expect(main(window)).to_contain_text("3/5 = 60% < 2/3 của 5 thành viên")
        expect(main(window)).to_contain_text("Không đạt mức")
    look(head, "14-result")
    head.get_by_role("link", name="Lập vòng tiếp theo").click()
    look(head, "15-next-round")
    head.get_by_role("button", name="Lập vòng tiếp theo").click()
    expect(main(head)).to_contain_text("Xem vòng trước")
    head.goto(season_page("ballot-list", season, app="awards"))
    look(head, "16-list")
    assert (voted, BallotBox.objects.get(ballot=ballot).sealed) == (3, "")
    assert faults == []


def count(page: Page, ballot: Ballot, look: Look, name: str, votes: tuple[str, str]) -> None:
    """Write down five valid slips and the votes for two nominees."""
    page.goto(ballot.get_absolute_url())
    page.get_by_role("link", name="số").click()
    numbers = ("5", "5", "5", "0", "0", *votes)
    for box, number in zip(page.locator(".count-row input").all(), numbers, strict=True):
        box.fill(number)
    look(page, name)
    page.get_by_role("button", name="Ghi số phiếu").click()
    expect(main(page)).to_contain_text("Đã ghi số phiếu.")


def test_paper_is_counted_by_two_and_the_province_may_go_beyond_it(opened, year, look, faults):
    season, members = year
    ballot = set_open(
        season, members[1:3], role=OfficeRole.DEPUTY, title="Bầu Phó", method=BallotMethod.PAPER
    )
    hand_out(ballot, members)
    tellers = make_editor(members[3]), make_editor(members[4])
    head = opened(make_editor(members[0])).new_page()
    windows = [opened(teller).new_page() for teller in tellers]
    head.goto(ballot.get_absolute_url())
    head.get_by_role("link", name="Phân công kiểm phiếu").click()
    for number, teller in enumerate(tellers, start=1):
        head.get_by_label(f"Người kiểm phiếu thứ {number}").select_option(str(teller.pk))
    look(head, "20-tellers")
    head.get_by_role("button", name="Phân công").click()
    services.end_voting(ballot_id=ballot.pk, seen_version=2, actor=None)

    count(windows[0], ballot, look, "21-count", ("3", "2"))
    count(windows[1], ballot, look, "22-count", ("2", "3"))
    head.goto(ballot.get_absolute_url())
    expect(main(head)).to_contain_text("Khác nhau")
    look(head, "23-compared")
    count(windows[1], ballot, look, "24-count", ("3", "2"))
    head.reload()
    expect(main(head)).not_to_contain_text("Khác nhau")
    head.get_by_role("link", name="Công bố kết quả").click()
    head.get_by_label("Để xác nhận").fill("công bố")
    head.get_by_role("button", name="Công bố kết quả").click()
    expect(main(head)).to_contain_text("3/5 = 60% < 2/3 của 5 thành viên")
    province = opened(make_officer(season.bloc)).new_page()
    province.goto(ballot.get_absolute_url())
    province.get_by_role("link", name="Ghi quyết định khác kết quả").first.click()
    province.get_by_label("Văn bản quyết định").fill("12/TB-HĐTĐKT ngày 05/01/2026")
    province.get_by_label("Lý do").fill("Luân phiên theo quy chế")
    look(province, "25-override")
    province.get_by_role("button", name="Ghi quyết định").click()
    expect(main(province)).to_contain_text("Được chọn theo quyết định: 12/TB-HĐTĐKT")
    look(province, "26-overridden")

    assert faults == []

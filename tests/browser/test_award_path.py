"""The whole way of an award in the browser: from the members' slips to the handover."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from awards.models import AwardRecord, Ballot, Decision, Proposal
from awards.states import DossierKind
from blocs.models import Agency, HandoverReceipt, Season
from blocs.states import OfficeRole, Stage, Term
from tests.browser.cells import serious_faults
from tests.factories import (
    make_agency,
    make_approver,
    make_award_type,
    make_bloc,
    make_cycle,
    make_editor,
    make_office,
    make_officer,
    make_province,
    make_season,
)
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Sở Nội vụ", "Sở Tài chính", "Ban Dân tộc và Tôn giáo")
AWARD = "Cờ thi đua dẫn đầu khối"
WINNER = NAMES[2]


def today() -> str:
    """Return the day as it is typed: nothing of this path can be before it was sent."""
    return f"{timezone.localdate():%d/%m/%Y}"


@pytest.fixture
def agencies() -> list[Agency]:
    return [make_agency(name=name, short_name=name) for name in NAMES]


@pytest.fixture
def season(agencies: list[Agency]) -> Season:
    """A bloc of three in its review, without a score table; the deputy will be its next head."""
    make_award_type(name=AWARD)
    bloc = make_bloc(
        code="khoi-tong-hop", name="Khối thi đua Tổng hợp", province=make_province(name="Sông Xanh")
    )
    head, deputy, _ = agencies
    season = make_season(
        bloc=bloc,
        cycle=make_cycle(label="2025"),
        members=agencies,
        head=head,
        deputy=deputy,
        stage=Stage.BLOC_REVIEW,
    )
    make_office(season, OfficeRole.HEAD, deputy, term=Term.NEXT.value, selected_by="elected")
    return season


@pytest.fixture
def look(request: pytest.FixtureRequest):
    """Search a page for faults of accessibility, and keep its picture if the run asks for it."""
    folder = request.config.getoption("--screenshots")

    def at(page: Page, name: str) -> None:
        assert serious_faults(page) == []
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"award-{name}.png", full_page=True)

    return at


def test_from_the_members_slips_over_the_decision_to_the_handover(opened, season, agencies, look):
    head = opened(make_editor(agencies[0])).new_page()
    voters = [opened(make_approver(agency)).new_page() for agency in agencies]
    province = opened(make_officer(province=season.bloc.province)).new_page()

    ballot = the_secretariat_opens_a_ballot(head, season)
    for window in voters:
        a_member_votes(window)
    the_secretariat_publishes_the_result(head, ballot, look)
    the_chosen_is_proposed_agreed_and_sent(head, look)
    the_season_goes_to_the_province(head, season)
    the_province_finds_the_dossier_complete(province, season)
    the_council_votes(province, season, look)
    the_decision_is_published(province, season, look)

    proposal = Proposal.objects.get()
    assert (proposal.agency.name, proposal.state) == (WINNER, "granted")
    assert proposal.nominee is not None
    assert proposal.nominee.ballot == ballot
    assert AwardRecord.objects.get().decision_number == "15/QĐ-UBND"
    everybody_reads_it(voters[2], look)
    the_head_hands_over(head, season, look)
    the_new_head_receives(voters[1], season, look)
    assert HandoverReceipt.objects.get().handover.to_agency == agencies[1]
    the_old_head_reads_and_no_longer_writes(head)


def main(page: Page):
    return page.locator("main")


def confirm(page: Page, word: str, button: str) -> None:
    page.get_by_label(re.compile("Để xác nhận")).fill(word)
    page.get_by_role("button", name=button).click()


def the_secretariat_opens_a_ballot(page: Page, season: Season) -> Ballot:
    page.goto(season_page("ballot-list", season, app="awards"))
    page.get_by_role("link", name="Lập cuộc bỏ phiếu").click()
    page.get_by_label("Nội dung bỏ phiếu").select_option(label=AWARD)
    for name in NAMES[1:]:
        page.get_by_label(name).check()
    page.get_by_label("Tỷ lệ cần đạt").fill("2/3")
    page.get_by_label("Số đơn vị tham dự tối thiểu").fill("1/2")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Mở cuộc bỏ phiếu").click()
    confirm(page, "MỞ", "Mở cuộc bỏ phiếu")
    expect(main(page)).to_contain_text("Đã mở cuộc bỏ phiếu.")
    return Ballot.objects.get()


def a_member_votes(page: Page) -> None:
    """Follow the home page to the slip."""
    page.goto("/")
    page.get_by_role("link", name="Bỏ phiếu", exact=True).click()
    page.get_by_role("checkbox", name=WINNER).check()
    page.get_by_role("button", name="Xem lại phiếu").click()
    page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    expect(main(page)).to_contain_text("đã bỏ phiếu trong")


def the_secretariat_publishes_the_result(page: Page, ballot: Ballot, look) -> None:
    page.goto("/")
    expect(main(page)).to_contain_text(f"Mọi đơn vị đã bỏ phiếu: {ballot}.")
    look(page, "01-home")
    page.get_by_role("link", name="Kết thúc và công bố kết quả").click()
    confirm(page, "CÔNG BỐ", "Kết thúc và công bố kết quả")
    expect(main(page)).to_contain_text("3/3 = 100% ≥ 2/3 của 3 thành viên")
    look(page, "02-result")


def the_chosen_is_proposed_agreed_and_sent(page: Page, look) -> None:
    page.get_by_role("link", name="Lập đề nghị khen thưởng").click()
    expect(main(page)).to_contain_text(f"{WINNER}: 3/3 = 100%")
    look(page, "03-propose")
    page.get_by_role("button", name="Lập đề nghị khen thưởng").click()
    expect(main(page)).to_contain_text("Đã lập 1 đề nghị khen thưởng theo kết quả bỏ phiếu.")
    page.get_by_role("link", name=WINNER).click()
    expect(main(page)).to_contain_text("3/3 = 100% ≥ 2/3 của 3 thành viên")
    look(page, "04-proposal")
    page.get_by_role("button", name="Ghi nhận đã thống nhất").click()
    expect(main(page)).to_contain_text("Đã ghi nhận đề nghị được thống nhất.")
    page.get_by_role("button", name="Gửi đề nghị lên tỉnh").click()
    expect(main(page)).to_contain_text("Đã gửi đề nghị lên tỉnh.")


def the_season_goes_to_the_province(page: Page, season: Season) -> None:
    page.goto(season.get_absolute_url())
    page.get_by_label(re.compile("Để xác nhận")).fill("CHỐT")
    page.get_by_role("button", name=re.compile("Trình tỉnh")).click()
    expect(page.get_by_text("Đã chuyển sang bước").first).to_be_visible()


def the_province_finds_the_dossier_complete(page: Page, season: Season) -> None:
    page.goto(season_page("proposal-list", season, app="awards"))
    page.get_by_role("link", name=WINNER).click()
    page.get_by_role("link", name="Kiểm tra hồ sơ").click()
    for kind in DossierKind:
        page.locator(f"[name=state_{kind}]").select_option("present")
        page.locator(f"[name=reference_{kind}]").fill("Số 5, ngày 05/01/2026")
    page.get_by_role("button", name="Lưu hồ sơ").click()
    page.get_by_role("button", name="Thẩm định xong, trình Hội đồng").click()
    expect(main(page)).to_contain_text("Đã ghi nhận đủ hồ sơ; đề nghị chờ Hội đồng.")


def the_council_votes(page: Page, season: Season, look) -> None:
    page.goto("/hoi-dong/them/")
    page.get_by_label("Năm thi đua").select_option(label=str(season.cycle))
    for label, text in (
        ("Tên phiên họp", "Phiên họp xét khen thưởng"),
        ("Ngày họp", today()),
        ("Tổng số thành viên Hội đồng", "9"),
        ("Số thành viên có mặt", "8"),
        ("tử số", "2"),
        ("mẫu số", "3"),
        ("Căn cứ của tỷ lệ", "Quy chế của Hội đồng"),
    ):
        page.get_by_label(label).fill(text)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_label(f"Đồng ý: {WINNER}", exact=True).fill("7")
    page.get_by_label(f"Không đồng ý: {WINNER}", exact=True).fill("1")
    page.get_by_role("button", name="Lưu kết quả biểu quyết").click()
    expect(main(page)).to_contain_text("7/9 = 77,78% ≥ 2/3 của 9 thành viên Hội đồng")
    look(page, "05-council")


def the_decision_is_published(page: Page, season: Season, look) -> None:
    page.goto("/quyet-dinh-khen-thuong/them/")
    page.get_by_label("Năm thi đua").select_option(label=str(season.cycle))
    page.get_by_label("Số quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Ngày ban hành").fill(today())
    page.get_by_label("Người, cơ quan quyết định").fill("Chủ tịch UBND tỉnh Sông Xanh")
    page.get_by_role("button", name="Lập dự thảo").click()
    page.get_by_label(WINNER).check()
    page.get_by_role("button", name="Lưu danh sách").click()
    look(page, "06-draft")
    page.get_by_role("link", name="Công bố quyết định").click()
    confirm(page, "CÔNG BỐ", "Công bố, 1 đề nghị")
    expect(main(page)).to_contain_text("1 khen thưởng đã vào lịch sử")
    look(page, "07-decision")


def everybody_reads_it(page: Page, look) -> None:
    """A member finds the decision, and the award among its achievements."""
    decision = Decision.objects.get()
    page.goto(decision.get_absolute_url())
    expect(main(page)).to_contain_text(WINNER)
    agency = Agency.objects.get(name=WINNER)
    page.goto(f"/don-vi/{agency.code}/thanh-tich/")
    expect(main(page)).to_contain_text("15/QĐ-UBND")
    look(page, "08-history")


def the_head_hands_over(page: Page, season: Season, look) -> None:
    page.goto(season_page("handover", season, app="reports"))
    page.get_by_label("Ngày bàn giao").fill(today())
    look(page, "09-handover")
    confirm(page, "BÀN GIAO", "Bàn giao")
    expect(main(page)).to_contain_text(f"Đã bàn giao cho {NAMES[1]}")


def the_new_head_receives(page: Page, season: Season, look) -> None:
    page.goto(season_page("handover-receive", season, app="reports"))
    page.get_by_role("button", name="Xác nhận đã nhận bàn giao").click()
    expect(main(page)).to_contain_text("Đã xác nhận nhận bàn giao.")
    look(page, "10-received")


def the_old_head_reads_and_no_longer_writes(page: Page) -> None:
    following = Season.objects.get(cycle__label="2026")
    page.goto(following.get_absolute_url())
    expect(main(page)).to_contain_text(NAMES[1])
    page.goto(season_page("ballot-list", following, app="awards"))
    expect(page.get_by_role("link", name="Lập cuộc bỏ phiếu")).to_have_count(0)

"""One bloc's year in the browser, by everybody who has a part in it, down to the two papers."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pypdf
import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import create_user
from blocs.models import Agency, Season
from blocs.states import MeetingKind, Role, Stage, StepKind, Term
from scoring.models import ScoreSheet
from scoring.services.sheets import open_sheets
from scoring.states import SheetState
from tests.factories import (
    appoint,
    assign,
    make_agency,
    make_bloc,
    make_cycle,
    make_meeting,
    make_province,
    make_season,
    make_sheet,
    make_step,
    score,
)

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
PASSWORD = "mot mat khau that dai 2026"
POINTS = {"I.1": "38.50", "I.2": "20", "II.1": "36"}
HEAD, DEPUTY, MEMBER = "Sở Nội vụ", "Sở Tài chính", "Ban Dân tộc và Tôn giáo"


@pytest.fixture(autouse=True)
def real_hasher(settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]


@pytest.fixture
def agencies() -> list[Agency]:
    return [make_agency(name=name, short_name=name) for name in (HEAD, DEPUTY, MEMBER)]


@pytest.fixture
def season(agencies: list[Agency]) -> Season:
    """A bloc of three at its self-scoring; two sheets are appraised, the third not begun."""
    province = make_province(name="Tỉnh Sông Xanh", letterhead="ỦY BAN NHÂN DÂN TỈNH SÔNG XANH")
    season = make_season(
        bloc=make_bloc(code="khoi-tong-hop", name="Khối thi đua Tổng hợp", province=province),
        cycle=make_cycle(label="2025"),
        members=agencies,
        head=agencies[0],
        deputy=agencies[1],
        stage=Stage.SELF_SCORING,
    )
    assign(season)
    for agency in agencies[:2]:
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=POINTS)
        score(sheet, POINTS, layer="appraised")
    make_step(season, StepKind.SELF_SCORING, due_at=datetime(2099, 12, 31, tzinfo=UTC))
    make_meeting(season, name="Hội nghị tổng kết").purposes.create(
        kind=MeetingKind.COVENANT_SIGNING.value, term=Term.NEXT.value
    )
    open_sheets(season_id=season.pk, actor=None)
    return season


def person(name: str, role: Role, **scope: object) -> User:
    user = create_user(
        actor=None,
        username=name,
        full_name=name.replace("-", " ").title(),
        password=PASSWORD,
        must_change_password=False,
    )
    return appoint(user, role, **scope).user


@pytest.fixture
def people(season: Season, agencies: list[Agency]) -> None:
    person("chuyen-vien", Role.EDITOR, agency=agencies[2])
    person("thu-truong", Role.APPROVER, agency=agencies[2])
    person("thu-ky", Role.APPROVER, agency=agencies[0])
    person("can-bo-tinh", Role.OFFICER, province=season.bloc.province)


@pytest.fixture
def sign_in(page: Page, people: None) -> Callable[[str], None]:
    """Sign out whoever is there and sign in somebody else, as on a shared computer."""

    def enter(username: str) -> None:
        page.context.clear_cookies()
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()

    return enter


def test_one_year_from_the_self_score_to_the_two_papers(
    page: Page,
    sign_in: Callable[[str], None],
    season: Season,
    start_worker: Callable[..., object],
    keep_picture: Callable[[str], None],
):
    start_worker()
    sign_in("chuyen-vien")
    the_agency_fills_its_sheet(page)
    keep_picture("score-sheet")
    the_agency_asks_its_head(page)
    sign_in("thu-truong")
    the_head_of_the_agency_sends_the_sheet(page)
    sign_in("thu-ky")
    the_secretariat_appraises(page)
    the_secretariat_ranks_and_proposes(page, season)
    report = a_paper_is_made(page, season, "Báo cáo tổng kết")
    covenant = a_paper_is_made(page, season, "Giao ước thi đua")
    sign_in("can-bo-tinh")
    the_province_decides(page, season)

    assert ScoreSheet.objects.get(agency__name=MEMBER).state == SheetState.APPRAISED
    the_report_says_what_was_decided(report)
    the_covenant_has_everybody_sign(covenant)


def the_agency_fills_its_sheet(page: Page) -> None:
    page.get_by_role("link", name="Chấm điểm").first.click()
    for key, points in (("I.1", "40"), ("I.2", "20"), ("II.1", "37,75")):
        cell = page.get_by_label(re.compile(rf"mục {re.escape(key)}$")).first
        cell.fill(points)
        cell.press("Enter")
    expect(page.get_by_text("97,75").first).to_be_visible()


def the_agency_asks_its_head(page: Page) -> None:
    page.get_by_role("link", name="Trình thủ trưởng duyệt").click()
    page.get_by_role("button", name="Trình thủ trưởng duyệt").click()
    expect(page.get_by_text("Chờ thủ trưởng duyệt").first).to_be_visible()


def the_head_of_the_agency_sends_the_sheet(page: Page) -> None:
    page.locator("main .btn-primary").first.click()
    page.get_by_role("link", name="Duyệt và gửi phiếu").click()
    page.get_by_role("button", name="Duyệt và gửi phiếu").click()
    expect(page.get_by_text("Đã gửi, chờ thẩm định").first).to_be_visible()


def the_secretariat_appraises(page: Page) -> None:
    page.get_by_role("link", name="Thẩm định").first.click()
    cell = page.get_by_label(re.compile(r"mục II\.1$")).first
    cell.fill("35")
    cell.press("Enter")
    reason = page.get_by_role("textbox", name=re.compile(r"Lý do.*II\.1"))
    reason.fill("Thiếu minh chứng hội nghị quý III")
    reason.press("Tab")
    expect(page.locator("tr.is-saving")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Chấp nhận điểm tự chấm")).click()
    page.get_by_role("button", name=re.compile("Chấp nhận 2 dòng")).click()
    page.get_by_role("link", name="Hoàn thành thẩm định").click()
    page.get_by_role("button", name="Hoàn thành thẩm định").click()
    expect(page.get_by_text("Đã thẩm định").first).to_be_visible()


def the_secretariat_ranks_and_proposes(page: Page, season: Season) -> None:
    for _ in range(2):  # to the appraisal, to the review
        page.goto(season.get_absolute_url())
        page.get_by_role("button", name=re.compile("Chuyển sang bước|Chuyển bước")).click()
        expect(page.get_by_text("Đã chuyển sang bước").first).to_be_visible()
    page.get_by_role("link", name="Xếp hạng").first.click()
    page.get_by_label(re.compile("Để xác nhận")).fill("CHỐT")
    page.get_by_role("button", name="Chốt xếp hạng").click()
    expect(page.get_by_text("Đã chốt").first).to_be_visible()
    first = page.locator("tbody tr").first
    expect(first).to_contain_text(MEMBER)
    expect(first).to_contain_text("95,00")
    page.goto(season.get_absolute_url())
    page.get_by_role("link", name="Đề nghị khen thưởng").first.click()
    page.get_by_label("Đơn vị", exact=False).last.select_option(label=MEMBER)
    page.get_by_label("Hình thức khen thưởng", exact=False).last.select_option(
        label="Cờ thi đua của Ủy ban nhân dân tỉnh"
    )
    page.get_by_role("button", name="Thêm đề nghị").click()
    page.get_by_role("link", name=MEMBER).click()
    for step in ("Ghi nhận đã thống nhất", "Gửi đề nghị lên tỉnh"):
        page.get_by_role("button", name=step).click()
    expect(page.get_by_text("Đã gửi tỉnh").first).to_be_visible()


def a_paper_is_made(page: Page, season: Season, kind: str) -> pypdf.PdfReader:
    page.goto(season.get_absolute_url())
    page.get_by_role("link", name="Văn bản", exact=True).first.click()
    page.get_by_role("button", name=re.compile(f"Lập văn bản.*{kind}")).click()
    ready = page.get_by_role("link", name=re.compile("Tải về"))
    expect(ready.first).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        ready.first.click()
    assert download.value.suggested_filename.endswith("-khoi-tong-hop-2025.pdf")
    return pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))


def the_province_decides(page: Page, season: Season) -> None:
    page.goto(season.get_absolute_url())
    page.get_by_label(re.compile("Để xác nhận")).fill("CHỐT")
    page.get_by_role("button", name=re.compile("Trình tỉnh")).click()
    expect(page.get_by_text("Đã chuyển sang bước").first).to_be_visible()
    page.get_by_role("link", name="Đề nghị khen thưởng").first.click()
    page.get_by_role("link", name=MEMBER).click()
    page.get_by_role("link", name="Ghi nhận quyết định đã có").click()
    page.get_by_label("Số quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("05/03/2026")
    page.get_by_role("button", name="Ghi nhận quyết định đã có").click()
    expect(page.get_by_text("Được khen thưởng").first).to_be_visible()
    page.get_by_role("link", name="Các khối, cụm").click()
    expect(page.get_by_role("link", name="Khối thi đua Tổng hợp")).to_be_visible()


def text_of(paper: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in paper.pages)


def the_report_says_what_was_decided(report: pypdf.PdfReader) -> None:
    text = text_of(report)
    for fact in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN TỈNH SÔNG XANH",
        "1 Ban Dân tộc và Tôn giáo 97,75 95,00 95,00",
        "Cờ thi đua của Ủy ban nhân dân tỉnh",
    ):
        assert fact in text


def the_covenant_has_everybody_sign(covenant: pypdf.PdfReader) -> None:
    text = text_of(covenant)
    assert "GIAO ƯỚC THI ĐUA Khối thi đua Tổng hợp năm 2026" in text
    for agency in (HEAD, DEPUTY, MEMBER):
        assert agency.upper() in text

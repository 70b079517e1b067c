"""The register and what a clerk chooses before a line of it, in a wide and a narrow window."""

import pytest
from playwright.sync_api import Page, expect

from blocs.models import Agency
from reports.models import Issue
from tests.browser.cells import serious_faults
from tests.factories import make_editor, make_officer
from tests.reports.carried_constraints import carried
from tests.reports.issuing import issue, make_line, ready_draft, season_of_2022

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "Ban Quản lý các khu công nghiệp và khu chế xuất tỉnh kiêm Văn phòng điều phối phát triển "
    "vùng kinh tế trọng điểm"
)
EXCERPT = (
    "Về việc đề nghị tặng Cờ thi đua của Ủy ban nhân dân tỉnh và Bằng khen của Chủ tịch Ủy ban "
    "nhân dân tỉnh cho các tập thể thuộc Khối thi đua các cơ quan Trung ương năm 2022"
)
SYMBOL = "BC-BQLKCNKCX"
ENDED = "2023-03-01T00:00Z"


def register_with_long_words():
    """Return a bloc's year with papers issued here, and papers from another site."""
    season, (head, other) = season_of_2022()
    Agency.objects.filter(pk=head.pk).update(name=LONG)
    former = issue(ready_draft(season))
    issue(ready_draft(season), number=106, symbol=SYMBOL, replaces_id=former.pk)
    make_line(season, other, number=7, symbol="TTr-KTĐ", excerpt=EXCERPT)
    old = carried(season=season, issuer=head, number=1204, state="replaced", ended_at=ENDED)
    carried(season=season, issuer=head, number=1210, symbol=SYMBOL, replaces=old)
    carried(
        season=season,
        issuer=other,
        kind="bien-ban-binh-xet",
        number=1,
        symbol="BB-KTĐ",
        state="withdrawn",
        reason="Ghi sai ngày họp và thiếu tên hai đơn vị thành viên",
        ended_at=ENDED,
        is_sample=True,
    )
    return season


def narrowest(page: Page, css: str) -> float:
    return min(cell.bounding_box()["width"] for cell in page.locator(css).all())


@pytest.mark.parametrize("width", [1366, 1024])
@pytest.mark.parametrize("whole", [False, True], ids=["one-year", "all-blocs"])
def test_the_words_of_the_register_keep_their_room(opened, width, whole):
    season = register_with_long_words()
    page = opened(make_officer(season.bloc)).new_page()
    page.set_viewport_size({"width": width, "height": 768})

    page.goto("/so-van-ban/" if whole else f"/khoi/{season.bloc.code}/2022/so-van-ban/")

    expect(page.locator(".table-scroll")).to_have_count(1 if whole else 2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.locator(".scroll-hint").first).to_be_hidden()
    expect(page.locator(".table-scroll").first).to_contain_class("fits")
    assert narrowest(page, ".register-words") >= 208
    assert narrowest(page, ".register-name") >= 144
    assert serious_faults(page) == []


def test_a_long_register_scrolls_with_its_page_under_its_head(opened):
    season, (head, _) = season_of_2022()
    for number in range(1, 32):
        make_line(season, head, number=number)
    page = opened(make_officer(season.bloc)).new_page()
    page.goto("/so-van-ban/")
    box = page.locator(".table-scroll")
    expect(box).to_contain_class("fits")

    page.evaluate("window.scrollTo(0, 900)")

    assert box.evaluate("place => place.scrollHeight - place.clientHeight") <= 1
    assert page.locator("thead th").first.bounding_box()["y"] == 0
    last = page.locator("tbody tr").last
    last.scroll_into_view_if_needed()
    foot, line = page.locator(".pages").bounding_box(), last.bounding_box()
    assert line["y"] + line["height"] <= foot["y"]


def test_a_clerk_says_whether_a_paper_replaces_another(opened):
    season, (head, other) = season_of_2022()
    first = issue(ready_draft(season))
    season.memberships.filter(agency=other).update(name="Sở đã đổi tên")
    draft = ready_draft(season)
    page = opened(make_editor(head)).new_page()
    page.goto(f"{draft.get_absolute_url()}ban-hanh/")
    page.get_by_label("Số", exact=False).first.fill("6")
    page.get_by_label("Ngày ban hành").fill("24/02/2023")

    page.get_by_role("button", name="Ban hành").click()

    expect(page.locator("#div_id_replaces")).to_contain_text("văn bản riêng hay thay thế")
    assert Issue.objects.count() == 1
    page.get_by_label("Ban hành văn bản riêng").check()
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("status").or_(page.locator(".alert")).first).to_contain_text("06/BC")
    assert Issue.objects.get(pk=first.pk).state == "issued"
    assert serious_faults(page) == []

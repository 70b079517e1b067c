"""The life of a table as an official lives it: read, publish, amend, apply to a season."""

import pytest
from playwright.sync_api import expect

from blocs.states import Stage
from scoring.models import Amendment, CriteriaTable
from scoring.states import CriterionKind, SheetState, TableState
from tests.browser.cells import serious_faults
from tests.factories import (
    assign,
    make_bloc,
    make_bloc_year,
    make_officer,
    make_province,
    make_sheet,
    make_table,
)
from tests.scoring.amending import amended

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LABELS = (
    "Thực hiện chỉ tiêu thu ngân sách nhà nước trên địa bàn được giao trong năm",
    "Ban hành kế hoạch phát động phong trào thi đua",
    "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn",
)
KINDS = (
    (CriterionKind.MANUAL, {}),
    (CriterionKind.PASS_FAIL, {}),
    (CriterionKind.PROPORTIONAL, {"cap": "1.2", "floor": "0.5"}),
    (CriterionKind.COUNT, {"points_each": "0.5"}),
)


def long_table(**fields):
    """Return a table of three levels with 180 leaves of four kinds, 1.080 points."""
    nodes, changes = [], {}
    for top in ("I", "II", "III"):
        nodes.append((top, CriterionKind.GROUP, "360"))
        for middle in range(1, 7):
            nodes.append((f"{top}.{middle}", CriterionKind.GROUP, "60"))
            for place in range(1, 11):
                key = f"{top}.{middle}.{place}"
                kind, rule = KINDS[place % len(KINDS)]
                nodes.append((key, kind, "6"))
                label = f"{LABELS[place % len(LABELS)]} ({key})"
                changes[key] = {"rule": rule, "label": label, "unit": "%" if rule else ""}
    return make_table(nodes, changes=changes, **fields)


@pytest.fixture
def province():
    return make_province(name="Tây Ninh")


def test_an_official_reads_a_long_draft_and_publishes_it(opened, province, keep):
    long_table(published=False, province=province, title="Bảng tiêu chí thi đua năm 2026")
    page = opened(make_officer(province=province)).new_page()
    page.goto("/")

    page.get_by_role("link", name="Bảng tiêu chí").click()
    keep(page, "bang-tieu-chi-danh-sach")
    page.get_by_role("link", name="Bảng tiêu chí thi đua năm 2026").click()
    expect(page.locator("tr.line")).to_have_count(180)
    keep(page, "bang-tieu-chi")
    page.locator("tr.line").nth(8).scroll_into_view_if_needed()
    keep(page, "bang-tieu-chi-cay")
    page.get_by_role("button", name="Gấp các nhóm").click()
    keep(page, "bang-tieu-chi-gap")
    page.get_by_role("link", name="Ban hành").click()
    page.get_by_label("Để xác nhận, quý vị gõ BAN HÀNH").fill("BAN HÀNH")
    keep(page, "bang-tieu-chi-ban-hanh")
    page.get_by_role("button", name="Ban hành bảng tiêu chí").click()

    expect(page.get_by_text("Đã ban hành bảng tiêu chí.")).to_be_visible()
    assert CriteriaTable.objects.get().state == TableState.PUBLISHED
    assert serious_faults(page) == []


def test_an_official_applies_an_amendment_to_a_season(opened, province, keep):
    season, agencies = make_bloc_year(
        3, stage=Stage.SELF_SCORING, bloc=make_bloc(province=province, name="Khối Tổng hợp")
    )
    first = assign(season, make_table(province=province, title="Bảng tiêu chí năm 2026")).table
    for agency in agencies:
        make_sheet(season, agency, state=SheetState.SUBMITTED, points={"I.1": "38", "I.2": "20"})
    amended(
        first,
        changes={
            "I.1": {"max_points": 30},
            "I.2": {"label": "Có kế hoạch và báo cáo kết quả"},
            "I": {"max_points": 50},
            "II.1": {"max_points": 50},
            "II": {"max_points": 50},
        },
        added=[("II.2", CriterionKind.BONUS, "5")],
    )
    page = opened(make_officer(season.bloc)).new_page()
    page.goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/tieu-chi/")

    keep(page, "tieu-chi-co-ban-sua-doi")
    page.get_by_role("link", name="Xem thay đổi và áp dụng").click()
    keep(page, "ap-dung-sua-doi")
    assert serious_faults(page) == []
    page.get_by_label("Điểm đã có ở tiêu chí II.1").select_option("Giữ nguyên điểm")
    page.get_by_label("Lý do").fill("Theo Quyết định số 9")
    page.get_by_label("Để xác nhận, quý vị gõ ÁP DỤNG").fill("áp dụng")
    keep(page, "ap-dung-sua-doi-cuoi")
    page.get_by_role("button", name="Áp dụng cho 3 phiếu").click()

    expect(page.get_by_text("Đã áp dụng bảng tiêu chí sửa đổi")).to_be_visible()
    keep(page, "tieu-chi-da-sua-doi")
    policies = Amendment.objects.get().lines.filter(change="changed")
    assert set(policies.values_list("key", "policy")) == {
        ("I.1", "clamp"),
        ("I.2", "keep"),
        ("II.1", "keep"),
    }

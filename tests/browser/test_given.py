"""Points given by other members and by sector agencies, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.states import Stage
from scoring.models import CrossAssignment, LayerScore, ScoreLine
from scoring.rules.settings import TieRule
from scoring.states import SheetState, TieKind
from tests.browser.cells import Overtaken, cell, message, serious_faults, tick
from tests.factories import (
    assign,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.given import cross_year, pair, rules, sector_year
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def given(line):
    return LayerScore.objects.filter(line=line).values_list("points", flat=True).first()


@pytest.fixture
def crossed():
    """An assignment and the sheet that it is about."""
    season, agencies, sheets = cross_year(5, scorers=2)
    make_evidence(line_of(sheets[3], "I.1"), title="Báo cáo tổng kết năm")
    return pair(season, agencies[2], agencies[3]), sheets[3]


def test_a_sheet_is_cross_scored_by_keyboard_and_handed_over(opened, crossed, tmp_path):
    assignment, sheet = crossed
    first, second, third = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))
    page = opened(make_approver(assignment.scorer)).new_page()
    page.goto(reverse("scoring:cross", args=[assignment.pk]))

    cell(page, first).focus()
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    expect(message(page, first)).to_contain_text("điểm phải từ 0 đến 40")
    cell(page, first).fill("33,5")
    page.keyboard.press("Enter")
    expect(tick(page, first)).to_contain_text(":")
    expect(cell(page, second)).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.type("Thiếu minh chứng")
    page.keyboard.press("Tab")
    expect(page.locator("#left")).to_contain_text("Đã chấm đủ 3 dòng")
    assert serious_faults(page) == []
    page.screenshot(path=tmp_path / "cross.png")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/hoan-thanh/")
    page.get_by_role("button", name="Hoàn thành chấm chéo").click()
    expect(page.get_by_text("Đã hoàn thành chấm chéo.")).to_be_visible()

    assert [given(line) for line in (first, second, third)] == [33.5, 20, 30]
    assert CrossAssignment.objects.get().finished_at is not None
    assert page.evaluate("window.violations") == []


def test_a_sheet_is_cross_scored_without_scripts(opened, crossed):
    assignment, sheet = crossed
    first, second = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    page = opened(make_editor(assignment.scorer), java_script_enabled=False).new_page()
    page.goto(reverse("scoring:cross", args=[assignment.pk]))

    cell(page, first).fill("33")
    cell(page, second).fill("99")
    page.get_by_role("button", name="Lưu điểm").first.click()

    expect(page.get_by_text("1 dòng chưa lưu được")).to_be_visible()
    expect(cell(page, second)).to_have_value("99")
    assert (given(first), given(second)) == (33, None)


def test_a_colleague_s_points_are_taken_over_or_replaced_in_the_row(opened, crossed):
    assignment, sheet = crossed
    line = line_of(sheet, "I.1")
    mine, theirs = (opened(make_editor(assignment.scorer)).new_page() for _ in range(2))
    for page in (mine, theirs):
        page.goto(reverse("scoring:cross", args=[assignment.pk]))
    cell(theirs, line).fill("30")
    cell(theirs, line).press("Enter")
    expect(tick(theirs, line)).to_contain_text(":")

    cell(mine, line).fill("12")
    cell(mine, line).press("Enter")
    expect(message(mine, line)).to_contain_text("30,00")
    message(mine, line).get_by_role("button", name="Giữ nội dung của tôi").click()
    expect(tick(mine, line)).to_contain_text(":")

    assert given(line) == 12


def test_the_points_of_all_members_follow_while_a_sector_types_results(opened, tmp_path):
    season, sheets, sector = sector_year()
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    first, second, _ = (line_of(sheet, "V.2") for sheet in sheets)
    page = opened(make_editor(sector)).new_page()
    page.goto(reverse("scoring:sector", args=[season.bloc.code, season.cycle.label]))

    cell(page, first).fill("110")
    cell(page, first).press("Enter")
    expect(page.locator(f"#p{first.pk}")).to_contain_text("40,00")
    expect(cell(page, second)).to_be_focused()
    page.keyboard.type("120")
    page.keyboard.press("Enter")

    expect(page.locator(f"#p{second.pk}")).to_contain_text("40,00")
    expect(page.locator(f"#p{first.pk}")).to_contain_text("30,00")
    assert serious_faults(page) == []
    page.screenshot(path=tmp_path / "sector.png")
    assert page.evaluate("window.violations") == []


def test_points_of_others_are_never_put_back_by_an_answer_that_was_overtaken(opened):
    season, sheets, sector = sector_year()
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    slow, quick, _ = (line_of(sheet, "V.2") for sheet in sheets)
    page = opened(make_editor(sector)).new_page()
    page.goto(reverse("scoring:sector", args=[season.bloc.code, season.cycle.label]))
    left = page.locator("#left")
    overtaken = Overtaken(page, slow)

    cell(page, slow).fill("110")
    cell(page, slow).press("Enter")
    overtaken.wait_for()
    cell(page, quick).fill("120")
    cell(page, quick).press("Enter")
    expect(page.locator(f"#p{slow.pk}")).to_contain_text("30,00")
    waiting = left.inner_text()
    overtaken.let_go()
    expect(tick(page, slow)).to_contain_text(":")

    assert page.locator(f"#p{slow.pk}").inner_text().startswith("30,00")
    assert page.locator(f"#p{quick.pk}").inner_text().startswith("40,00")
    assert left.inner_text() == waiting


def test_lists_votes_and_settings_have_no_serious_faults(opened, tmp_path):
    season, agencies = make_bloc_year(5, stage=Stage.BLOC_REVIEW)
    ties = (TieRule(TieKind.MORE_VOTES), TieRule(TieKind.DECISION))
    assign(season, make_table(rules=rules(ties=ties, cross_scorers=2)))
    for agency in agencies:
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED)
        score(sheet, {"I.1": "30", "I.2": "20", "II.1": "30"}, layer="appraised")
    pair(season, agencies[0], agencies[1])
    pair(season, agencies[1], agencies[2])
    page = opened(make_editor(agencies[0])).new_page()

    for name in ("cross-list", "votes", "visibility"):
        page.goto(season_page(name, season))
        assert serious_faults(page) == []
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
    assert page.evaluate("window.violations") == []

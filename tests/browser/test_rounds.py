"""A sheet goes back with reasons by line, is answered, and is appraised again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from blocs.models import CalendarStep, StepExtension
from blocs.states import Stage, StepClosing, StepKind
from scoring.models import LineReturn, ScoreSheet
from scoring.states import SheetState
from tests.browser.cells import cell, message, serious_faults
from tests.factories import (
    assign,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_step,
    make_table,
    score,
)
from tests.scoring.pages import sheet_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


def sentences(page):
    return page.locator("main")


def test_a_sheet_is_returned_answered_and_appraised_again(opened):
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    assign(season, make_table(rules={"max_rounds": 2}))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    score(sheet, {"I.1": "30", "I.2": "20"}, layer="appraised")
    appraiser = opened(make_editor(agencies[0])).new_page()
    agency = opened(make_approver(agencies[2])).new_page()

    appraiser.goto(sheet_page("appraisal", sheet))
    appraiser.get_by_role("link", name="Trả lại đơn vị").click()
    expect(sentences(appraiser)).to_contain_text("lần trả lại thứ 1")
    faults = serious_faults(appraiser)
    appraiser.locator("#id_reason").fill("Xem lại hồ sơ")
    appraiser.get_by_role("checkbox", name="Trả lại mục I.1").check()
    appraiser.get_by_label("Lý do trả lại mục I.1").fill("Thiếu quyết định khen thưởng")
    appraiser.get_by_role("button", name="Trả lại đơn vị").click()
    expect(sentences(appraiser)).to_contain_text("Đã trả lại phiếu")

    agency.goto(sheet.get_absolute_url())
    expect(agency.locator(f"#dong-{line_of(sheet, 'I.1').pk}")).to_contain_text(
        "Thiếu quyết định khen thưởng"
    )
    agency.get_by_role("link", name="Giải trình 1 dòng bị trả lại").click()
    faults += serious_faults(agency)
    agency.get_by_label("Giải trình mục I.1").fill("Đã đính kèm quyết định")
    agency.get_by_role("button", name="Lưu giải trình").click()
    expect(sentences(agency)).to_contain_text("Đã lưu giải trình của 1 dòng.")
    agency.get_by_role("link", name="Duyệt và gửi phiếu").click()
    agency.get_by_role("button", name="Duyệt và gửi phiếu").click()
    expect(sentences(agency)).to_contain_text("Đã gửi phiếu")

    appraiser.goto(sheet_page("appraisal", sheet))
    row = appraiser.locator(f"#dong-{line_of(sheet, 'I.1').pk}")
    expect(row).to_contain_text("Đã đính kèm quyết định")
    expect(appraiser.get_by_role("columnheader", name="Thẩm định lần 1")).to_be_visible()
    faults += serious_faults(appraiser)
    appraiser.goto(sheet_page("sheet-history", sheet))
    expect(sentences(appraiser)).to_contain_text("Trả lại lần 1")
    faults += serious_faults(appraiser)

    assert ScoreSheet.objects.get().state == SheetState.SUBMITTED
    assert LineReturn.objects.exclude(reason="").get().answer == "Đã đính kèm quyết định"
    assert faults == []


def test_a_cell_typed_before_the_deadline_and_sent_after_it_keeps_its_value(opened):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, agencies[2], points=POINTS)
    soon = timezone.now() + timedelta(hours=1)
    step = make_step(season, StepKind.SELF_SCORING, due_at=soon, closing=StepClosing.REFUSES.value)
    page = opened(make_editor(agencies[2])).new_page()
    line = line_of(sheet, "I.1")
    page.goto(sheet.get_absolute_url())

    CalendarStep.objects.update(due_at=timezone.now() - timedelta(hours=1))
    cell(page, line).fill("37")
    cell(page, line).press("Enter")
    expect(message(page, line)).to_contain_text("đã khóa từ")
    kept = cell(page, line).input_value()
    StepExtension.objects.create(
        step=step,
        agency=agencies[2],
        due_at=soon,
        reason="Bão lụt",
        approved_at=timezone.now(),
    )
    cell(page, line).fill("37,0")
    cell(page, line).press("Enter")
    expect(message(page, line)).to_be_empty()

    line.refresh_from_db()
    assert (kept, str(line.self_points)) == ("37", "37.00")


def test_the_province_extends_for_one_agency_and_the_agency_sees_it(opened):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, agencies[2], points=POINTS)
    make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() + timedelta(days=2))
    officer = opened(make_officer(season.bloc)).new_page()
    agency = opened(make_editor(agencies[2])).new_page()
    day = (timezone.localtime() + timedelta(days=9)).strftime("%d/%m/%Y")

    officer.goto(season.get_absolute_url())
    officer.get_by_role("link", name="Lịch", exact=True).click()
    faults = serious_faults(officer)
    officer.get_by_role("link", name=f"Gia hạn bước Tự chấm điểm cho {agencies[2].name}").click()
    officer.get_by_label("Gia hạn đến ngày").fill(day)
    officer.get_by_label("Giờ hết hạn").fill("17:00")
    officer.get_by_label("Lý do gia hạn").fill("Bão lụt")
    officer.get_by_role("button", name="Xem lại trước khi gia hạn").click()
    expect(sentences(officer)).to_contain_text("Chỉ một đơn vị này có hạn mới")
    faults += serious_faults(officer)
    officer.get_by_role("button", name=f"Gia hạn cho {agencies[2].name}").click()
    expect(sentences(officer)).to_contain_text("Đã gia hạn cho")
    faults += serious_faults(officer)

    agency.goto(sheet.get_absolute_url())
    expect(sentences(agency)).to_contain_text("(đã được gia hạn cho đơn vị)")
    agency.goto("/")
    expect(sentences(agency)).to_contain_text("(được gia hạn)")

    assert StepExtension.objects.get().reason == "Bão lụt"
    assert faults == []

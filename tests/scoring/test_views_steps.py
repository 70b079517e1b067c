from decimal import Decimal

import pytest

from blocs.models import Season
from blocs.states import Stage
from scoring import services
from scoring.models import ScoreSheet, SheetReturn
from scoring.states import Scorer, SheetAction, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import piece, sheet_page, text_of

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points=POINTS)


def state_of(sheet):
    return ScoreSheet.objects.get(pk=sheet.pk).state


def test_the_address_of_a_step_is_in_vietnamese_and_an_unknown_step_does_not_exist(client, sheet):
    client.force_login(make_editor(sheet.agency))

    addresses = [sheet_page("sheet-take", sheet, action) for action in SheetAction]

    assert addresses[0] == f"/phieu/{sheet.pk}/buoc/trinh-duyet/"
    shown = {address: client.get(address).status_code for address in addresses}
    returning = sheet_page("sheet-take", sheet, SheetAction.RETURN)
    assert shown.pop(returning) == 403  # its page shows the points of an appraisal under way
    assert set(shown.values()) == {200}
    assert client.get(f"/phieu/{sheet.pk}/buoc/xoa/").status_code == 404


def test_the_editor_reads_what_will_happen_and_then_asks_for_approval(client, sheet):
    client.force_login(make_editor(sheet.agency))
    address = sheet_page("sheet-take", sheet, "ask_approval")

    asked = client.get(address)
    before = state_of(sheet)
    done = client.post(address, {"seen_version": 1}, follow=True)

    assert "Phiếu chuyển đến thủ trưởng đơn vị để duyệt và gửi đi." in text_of(asked)
    assert "87,25 / 100" in text_of(asked)
    assert before == SheetState.DRAFT
    assert done.redirect_chain == [(sheet.get_absolute_url(), 302)]
    assert "Đã trình thủ trưởng đơn vị duyệt phiếu." in text_of(done)
    assert state_of(sheet) == SheetState.AWAITING


def test_a_step_counts_the_lines_that_are_still_empty(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points={"I.1": "38.5"})
    client.force_login(make_approver(agencies[2]))
    address = sheet_page("sheet-take", sheet, "submit")

    asked = client.get(address)
    tried = client.post(address, {"seen_version": 1})

    assert "Còn 2 dòng chưa có điểm" in text_of(asked)
    assert tried.status_code == 422
    assert "Chưa gửi được phiếu vì còn tiêu chí chưa chấm điểm: I.2, II.1." in text_of(tried)
    assert state_of(sheet) == SheetState.DRAFT


def test_the_editor_may_not_submit_and_reads_why(client, sheet):
    client.force_login(make_editor(sheet.agency))
    address = sheet_page("sheet-take", sheet, "submit")

    asked = client.get(address)
    tried = client.post(address, {"seen_version": 1})

    assert "Chỉ thủ trưởng đơn vị được gửi đi." in text_of(asked)
    assert tried.status_code == 403
    assert "Chỉ thủ trưởng đơn vị được gửi đi." in text_of(tried)
    assert state_of(sheet) == SheetState.DRAFT


def test_the_head_sends_back_with_a_reason_that_the_editor_then_reads(client, sheet):
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.AWAITING.value)
    address = sheet_page("sheet-take", sheet, "send_back")
    client.force_login(make_approver(sheet.agency))

    silent = client.post(address, {"seen_version": 1, "reason": "  "})
    client.post(address, {"seen_version": 1, "reason": "Chấm lại mục I.1"})
    client.force_login(make_editor(sheet.agency))
    page = client.get(sheet.get_absolute_url())

    assert silent.status_code == 422
    assert "Quý vị cần nêu lý do." in text_of(silent)
    assert state_of(sheet) == SheetState.DRAFT
    assert "Chấm lại mục I.1" in text_of(page)


def test_the_reason_that_was_typed_survives_a_stale_page(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS, version=5)
    client.force_login(make_editor(agencies[0]))
    address = sheet_page("sheet-take", sheet, "return")

    answer = client.post(address, {"seen_version": 4, "reason": "Thiếu minh chứng"})

    assert answer.status_code == 409
    assert "Phiếu vừa được người khác xử lý." in text_of(answer)
    assert "Thiếu minh chứng" in answer.content.decode()
    assert not SheetReturn.objects.exists()


def test_the_secretariat_returns_a_sheet_and_comes_back_to_the_appraisal(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    score(sheet, {"I.1": "30"}, layer="appraised")
    client.force_login(make_editor(agencies[0]))
    address = sheet_page("sheet-take", sheet, "return")

    asked = client.get(address)
    answer = client.post(address, {"seen_version": 1, "reason": "Thiếu minh chứng"})

    assert "Số dòng có chênh lệch 1" in text_of(asked)
    assert answer.url == sheet_page("appraisal", sheet)
    assert state_of(sheet) == SheetState.RETURNED


def test_lines_that_the_agency_never_scores_are_not_counted_as_differing(client, year):
    season, agencies = year
    by_head = {"scored_by": Scorer.SECRETARIAT.value}
    assign(season, make_table(changes={"II.1": by_head}))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points={"I.1": "38.5"})
    score(sheet, {"I.1": "38.5", "II.1": "30"}, layer="appraised")
    client.force_login(make_editor(agencies[0]))

    back = client.get(sheet_page("sheet-take", sheet, "return"))
    finish = client.get(sheet_page("sheet-take", sheet, "appraise"))
    table = client.get(sheet_page("appraisal", sheet))

    for page in (back, finish):
        assert "Số dòng có chênh lệch 0" in text_of(page)
    assert "Có chênh lệch (0)" in text_of(table)
    assert piece(table, f"x{line_of(sheet, 'II.1').pk}") == ""


@pytest.mark.parametrize("is_made_up", [True, False])
def test_every_page_about_a_sheet_says_that_its_points_are_made_up(client, year, is_made_up):
    season, agencies = year
    Season.objects.filter(pk=season.pk).update(stage=Stage.APPRAISAL.value, is_sample=is_made_up)
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    ScoreSheet.objects.filter(pk=sheet.pk).update(submitted_at=NOON)
    client.force_login(make_editor(agencies[0]))
    addresses = [
        sheet_page("sheet-return", sheet),
        sheet_page("sheet-take", sheet, "appraise"),
        sheet_page("sheet-answers", sheet),
        sheet_page("sheet-history", sheet),
    ]

    pages = [client.get(address) for address in addresses]

    assert [page.status_code for page in pages] == [200] * 4
    assert ["DỮ LIỆU MẪU" in text_of(page) for page in pages] == [is_made_up] * 4


def test_a_returned_sheet_says_before_it_is_sent_which_lines_wait_for_an_answer(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    Season.objects.filter(pk=season.pk).update(stage=Stage.APPRAISAL.value)
    services.take(
        SheetAction.RETURN,
        sheet_id=sheet.pk,
        seen_version=1,
        actor=None,
        reason="Xem lại",
        line_reasons={line_of(sheet, "I.1").pk: "Thiếu quyết định"},
    )
    client.force_login(make_editor(agencies[2]))
    address = sheet_page("sheet-take", sheet, "ask_approval")

    asked = client.get(address)
    line = line_of(sheet, "I.1")
    services.save_line(
        line_id=line.pk, seen_version=line.version, points=Decimal(30), explanation="", actor=None
    )
    answered = client.get(address)

    sentence = "Còn tiêu chí bị trả lại chưa sửa, cũng chưa giải trình: I.1."
    assert asked.context["ask"].hindrance == sentence
    assert sentence in text_of(asked)
    assert answered.context["ask"].hindrance == ""


def test_a_step_of_another_blocs_sheet_does_not_exist(client, sheet):
    _, others = make_bloc_year(1)
    client.force_login(make_approver(others[0]))
    address = sheet_page("sheet-take", sheet, "submit")

    assert client.get(address).status_code == 404
    assert client.post(address, {"seen_version": 1}).status_code == 404
    assert state_of(sheet) == SheetState.DRAFT

"""What the pages of a sheet show after its table was amended."""

import pytest

from blocs.models import Season
from blocs.states import Stage
from blocs.templatetags.writing import day as day_of
from scoring import services
from scoring.models import Amendment, LineReturn, ScoreSheet
from scoring.states import CriterionKind, Layer, SheetAction, SheetState
from tests.factories import line_of, make_editor, make_sheet, score
from tests.scoring.amending import amended, apply, scoring_season
from tests.scoring.pages import held, save_cell, sheet_page, sign_in, text_of, whole_form

pytestmark = pytest.mark.django_db
FULL = {"I.1": "38", "I.2": "20", "II.1": "20"}
ADDED = [("II.2", CriterionKind.MANUAL, "10")]
CHANGES = {"I.1": {"max_points": 30}, "I": {"max_points": 50}, "II.1": {"label": "Viết lại"}}
RAISED = {"I.1": {"max_points": 50}, "I": {"max_points": 70}}


def take(action, sheet):
    seen = ScoreSheet.objects.get(pk=sheet.pk).version
    reasons = {line_of(sheet, "I.1").pk: "Thiếu"} if action is SheetAction.RETURN else {}
    services.take(
        action,
        sheet_id=sheet.pk,
        seen_version=seen,
        actor=None,
        reason="Xem lại",
        line_reasons=reasons,
    )


def appraised_again(*, returned_first):
    """Return a sheet that is appraised anew, with a line younger than its latest round."""
    season, agencies, _ = scoring_season(stage=Stage.APPRAISAL)
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=FULL)
    if returned_first:
        take(SheetAction.RETURN, sheet)
        LineReturn.objects.exclude(reason="").update(answer="Đã bổ sung")
    apply(season, amended(season.season_table.table, added=ADDED))
    score(sheet, {"II.2": "7"})
    take(SheetAction.SUBMIT, sheet)
    return sheet, agencies[0]


def rows_of(page):
    return [row.split("</tr>")[0] for row in page.content.decode().split("<tr")[1:]]


def test_a_line_that_an_amendment_brought_in_says_so_with_the_reason(client):
    sheet, head = appraised_again(returned_first=True)
    amendment = Amendment.objects.get()
    sign_in(client, make_editor(head))

    page = client.get(sheet_page("appraisal", sheet))

    said = f"Mới theo sửa đổi ngày {day_of(amendment.applied_at)}: Bổ sung theo Quyết định số 9"
    assert text_of(page).count(said) == 1
    row = next(row for row in rows_of(page) if 'data-key="II.2"' in row)
    assert "Bổ sung theo Quyết định số 9" in row

    again = {"II.2": {"label": "Viết lại"}}
    season = Season.objects.get(pk=sheet.season_id)
    apply(season, amended(amendment.to_table, changes=again), reason="Sửa lời")
    assert "Mới theo sửa đổi" not in text_of(client.get(sheet_page("appraisal", sheet)))


@pytest.mark.parametrize("returned_first", [True, False])
def test_a_sheet_with_a_line_younger_than_its_round_is_appraised_again(client, returned_first):
    sheet, head = appraised_again(returned_first=returned_first)
    line = line_of(sheet, "II.2")
    sign_in(client, make_editor(head))

    page = client.get(sheet_page("appraisal", sheet))
    typed = {"points": "6", "words": "Thiếu hồ sơ", "layer": Layer.APPRAISED}
    cell = save_cell(client, line, "appraisal-line-save", **typed)

    assert (page.status_code, cell.status_code) == (200, 200)
    text = text_of(page)
    columns = "Tự chấm lần 1 Lý do Giải trình Tự chấm Minh chứng Thẩm định"
    assert (columns in text) == returned_first
    assert "Thẩm định lần 1" not in text  # nothing was appraised before the sheet went back
    assert ("38,00 Thiếu Đã bổ sung 38,00" in text) == returned_first
    assert "lần 2" not in text
    assert ("Điểm chuẩn Tự chấm Giải trình Minh chứng" in text) != returned_first
    assert len({row.count("<td") + row.count("<th ") for row in rows_of(page)}) == 1
    assert held(line, Layer.APPRAISED)[0] == "6.00"


def test_a_whole_form_is_refused_and_kept_where_a_line_is_younger_than_the_round(client):
    sheet, head = appraised_again(returned_first=True)
    line = line_of(sheet, "II.2")
    sign_in(client, make_editor(head))
    form = whole_form(sheet, Layer.APPRAISED) | {f"{line.pk}-points": "99"}

    page = client.post(sheet_page("appraisal-save", sheet), form)

    assert page.status_code == 422
    assert 'value="99"' in page.content.decode()
    assert held(line, Layer.APPRAISED)[0] == ""


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.RETURNED])
def test_a_sheet_its_agency_still_holds_tells_what_the_amendment_did(client, state):
    season, agencies, officer = scoring_season()
    sheet = make_sheet(season, agencies[2], state=state, points=FULL)
    apply(season, amended(season.season_table.table, changes=RAISED, added=ADDED), officer)
    sign_in(client, make_editor(agencies[2]))

    page = client.get(sheet.get_absolute_url())
    history = client.get(sheet_page("sheet-history", sheet))

    told = "tiêu chí được sửa đổi, điểm tự chấm trước đây đã bỏ, đề nghị chấm lại (trước: 38,00)."
    assert f"I.1 Tiêu chí I.1: {told}" in text_of(page)
    assert "II.2 Tiêu chí mới II.2: tiêu chí mới." in text_of(page)
    assert "Lý do: Bổ sung theo Quyết định số 9" in text_of(page)
    assert sheet_page("sheet-history", sheet) in page.content.decode()
    assert f"{officer.full_name}: Bổ sung theo Quyết định số 9" in text_of(history)
    assert "điểm tự chấm trước đây đã bỏ, đề nghị chấm lại. 38,00" in text_of(history)


def test_who_appraises_sees_what_the_amendment_did_to_both_layers(client):
    season, agencies, officer = scoring_season(stage=Stage.APPRAISAL)
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=FULL)
    score(sheet, {"I.1": "35"}, layer="appraised")
    apply(season, amended(season.season_table.table, changes=CHANGES), officer)
    sign_in(client, make_editor(agencies[0]))

    history = text_of(client.get(sheet_page("sheet-history", sheet)))
    page = text_of(client.get(sheet_page("appraisal", sheet)))
    sign_in(client, make_editor(agencies[2]))
    own = text_of(client.get(sheet_page("sheet-history", sheet)))

    assert "điểm tự chấm theo bảng mới. 38,00 30,00 35,00 30,00" in history
    assert "II.1 Viết lại: tiêu chí được sửa đổi, điểm tự chấm giữ nguyên." in page
    assert ("38,00 30,00" in own, "35,00" in own) == (True, False)

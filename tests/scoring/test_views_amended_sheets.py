"""What the pages of a sheet show after its table was amended."""

import pytest

from blocs.states import Stage
from scoring import services
from scoring.models import LineReturn, ScoreSheet
from scoring.states import CriterionKind, Layer, SheetAction, SheetState
from tests.factories import line_of, make_editor, make_sheet, score
from tests.scoring.amending import amended, apply, scoring_season
from tests.scoring.pages import held, save_cell, sheet_page, sign_in, whole_form

pytestmark = pytest.mark.django_db
FULL = {"I.1": "38", "I.2": "20", "II.1": "20"}
ADDED = [("II.2", CriterionKind.MANUAL, "10")]


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


@pytest.mark.parametrize("returned_first", [True, False])
def test_a_sheet_with_a_line_younger_than_its_round_is_appraised_again(client, returned_first):
    sheet, head = appraised_again(returned_first=returned_first)
    line = line_of(sheet, "II.2")
    sign_in(client, make_editor(head))

    page = client.get(sheet_page("appraisal", sheet))
    cell = save_cell(client, line, "appraisal-line-save", points="6", layer=Layer.APPRAISED)

    assert (page.status_code, cell.status_code) == (200, 200)
    assert "Thẩm định lần 1" in page.content.decode()
    assert 'data-label="Tự chấm lần 1"></td>' in page.content.decode()
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

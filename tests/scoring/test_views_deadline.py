"""A form that was opened before a deadline and sent after it keeps what was typed."""

import pytest

from accounts.models import AuditEvent
from blocs.models import CalendarStep
from blocs.states import Stage, StepClosing, StepKind
from scoring.models import ScoreSheet, SheetReturn
from scoring.states import Layer, SheetState
from tests.factories import (
    NOON,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_step,
)
from tests.scoring.pages import (
    cells,
    held,
    piece,
    save_cell,
    sheet_page,
    sign_in,
    text_of,
    value_of,
    whole_form,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}
SHUT = "đã khóa từ 12:00 ngày 15/11/2022"


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


def shut(season, kind=StepKind.SELF_SCORING):
    """Let the step's deadline pass while the form is open in the browser."""
    make_step(season, kind, due_at=NOON, closing=StepClosing.REFUSES.value)


def test_the_whole_form_sent_too_late_shows_what_was_typed_and_why(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points=POINTS)
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, points="37", words="Đạt 37/40 chỉ tiêu")
    shut(season)

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 403
    assert SHUT in text_of(answer)
    assert "Quý vị nhập 37 – chưa lưu" in text_of(answer)
    assert "Quý vị nhập: Đạt 37/40 chỉ tiêu – chưa lưu" in text_of(answer)
    assert held(line) == ("38.50", "")
    assert not AuditEvent.objects.exists()


def test_a_cell_sent_too_late_is_told_why_and_left_as_it_is_in_the_page(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points=POINTS)
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheet, "I.1")
    shut(season)

    answer = save_cell(client, line, points="37")

    assert answer.status_code == 403
    assert SHUT in piece(answer, f"m{line.pk}")
    # nothing in the answer takes the place of the cell
    assert f'name="{line.pk}-points"' not in answer.content.decode()
    assert held(line) == ("38.50", "")


def test_an_appraisal_sent_too_late_shows_what_was_typed_and_why(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    sign_in(client, make_editor(agencies[0]))
    line = line_of(sheet, "I.1")
    form = cells(line, points="30", words="Thiếu hai chỉ tiêu", layer=Layer.APPRAISED)
    shut(season, StepKind.APPRAISAL)

    answer = client.post(sheet_page("appraisal-save", sheet), form)

    assert SHUT in text_of(answer)
    assert "Quý vị nhập 30 – chưa lưu" in text_of(answer)
    assert "Quý vị nhập: Thiếu hai chỉ tiêu – chưa lưu" in text_of(answer)
    assert held(line, Layer.APPRAISED) == ("", "")


def test_a_return_sent_too_late_keeps_its_reasons(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    sign_in(client, make_editor(agencies[0]))
    line = line_of(sheet, "I.1")
    shut(season, StepKind.APPRAISAL)

    answer = client.post(
        sheet_page("sheet-return", sheet),
        {"seen_version": 1, "reason": "Xem lại", f"{line.pk}-why": "Thiếu quyết định"},
    )

    assert answer.status_code == 403
    assert SHUT in text_of(answer)
    assert value_of(answer, f"{line.pk}-why") == "Thiếu quyết định"
    assert value_of(answer, "reason").strip() == "Xem lại"
    assert not SheetReturn.objects.exists()


def test_a_step_back_taken_too_late_keeps_its_reason(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.AWAITING, points=POINTS)
    sign_in(client, make_approver(agencies[2]))
    shut(season)

    answer = client.post(
        sheet_page("sheet-take", sheet, "send_back"), {"seen_version": 1, "reason": "Bổ sung I.1"}
    )

    assert answer.status_code == 403
    assert SHUT in text_of(answer)
    assert "chưa được lưu: Bổ sung I.1" in text_of(answer)
    assert ScoreSheet.objects.get().state == SheetState.AWAITING


def test_with_more_time_the_same_form_is_taken(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points=POINTS)
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, points="37")
    shut(season)
    client.post(sheet_page("sheet-save", sheet), form)
    CalendarStep.objects.get().extensions.create(
        agency=agencies[2], due_at=NOON.replace(year=2200), reason="Bão lụt", approved_at=NOON
    )

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 302
    assert held(line)[0] == "37.00"

import pytest

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.states import SheetState
from tests.factories import (
    line_of,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    score,
)
from tests.scoring.pages import (
    cells,
    held,
    piece,
    sheet_page,
    text_of,
    value_of,
    whole_form,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points=POINTS)


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency)
    client.force_login(user)
    return user


def test_the_whole_form_saves_what_was_touched(client, editor, sheet):
    line = line_of(sheet, "II.1")
    form = whole_form(sheet) | cells(line, "30,5", "Vượt kế hoạch")

    answer = client.post(sheet_page("sheet-save", sheet), form, follow=True)

    assert answer.redirect_chain == [(sheet.get_absolute_url(), 302)]
    assert "Đã lưu 1 dòng." in text_of(answer)
    assert held(line) == ("30.50", "Vượt kế hoạch")


def test_one_bad_cell_saves_nothing_and_keeps_everything_that_was_typed(client, editor, sheet):
    good, bad, worse = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))
    form = whole_form(sheet)
    form |= cells(good, "39", "Lời mới") | cells(bad, "7") | cells(worse, "nhiều")

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 422
    assert value_of(answer, f"{good.pk}-points") == "39"
    assert value_of(answer, f"{good.pk}-words") == "Lời mới"
    assert value_of(answer, f"{worse.pk}-points") == "nhiều"
    assert piece(answer, f"m{worse.pk}").startswith("Tiêu chí II.1: Điểm ghi bằng chữ số")
    assert piece(answer, f"m{bad.pk}").startswith("Tiêu chí I.2: chỉ chấm 0 điểm")
    assert piece(answer, f"m{good.pk}") == ""
    assert "Chưa lưu nội dung nào: 2 dòng cần xem lại" in text_of(answer)
    assert held(good) == ("38.50", "")


def test_points_that_the_table_refuses_name_their_cell(client, editor, sheet):
    bad = line_of(sheet, "I.2")
    form = whole_form(sheet) | cells(bad, "7")

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 422
    assert piece(answer, f"m{bad.pk}").startswith("Tiêu chí I.2: chỉ chấm 0 điểm")
    assert held(bad) == ("20.00", "")


def test_a_conflict_in_the_whole_form_shows_both_and_the_next_save_keeps_mine(
    client, editor, sheet
):
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, "39")
    score(sheet, {"I.1": "36"})
    sheet.lines.filter(pk=line.pk).update(version=2)

    refused = client.post(sheet_page("sheet-save", sheet), form)
    again = form | {f"{line.pk}-seen": value_of(refused, f"{line.pk}-seen")}
    client.post(sheet_page("sheet-save", sheet), again)

    assert refused.status_code == 409
    assert "vừa ghi 36,00 ; quý vị nhập 39 ." in piece(refused, f"m{line.pk}")
    assert value_of(refused, f"{line.pk}-points") == "39"
    assert held(line) == ("39.00", "")


def test_what_cannot_be_read_is_named_beside_what_somebody_else_has_changed(client, editor, sheet):
    line, worse = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    form = whole_form(sheet) | cells(line, "39") | cells(worse, "nhiều")
    score(sheet, {"I.1": "36"})
    sheet.lines.filter(pk=line.pk).update(version=2)

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 409
    assert "vừa ghi 36,00 ; quý vị nhập 39 ." in piece(answer, f"m{line.pk}")
    assert piece(answer, f"m{worse.pk}").startswith("Tiêu chí II.1: Điểm ghi bằng chữ số")
    assert (held(line), held(worse)) == (("36.00", ""), ("28.75", ""))
    assert not AuditEvent.objects.filter(action="sheet.save_lines").exists()


def test_a_line_that_only_someone_else_changed_is_left_alone(client, editor, sheet):
    mine, theirs = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    form = whole_form(sheet) | cells(mine, "39")
    score(sheet, {"II.1": "12"})
    sheet.lines.filter(pk=theirs.pk).update(version=2)

    client.post(sheet_page("sheet-save", sheet), form)

    assert held(mine) == ("39.00", "")
    assert held(theirs) == ("12.00", "")


def test_a_form_opened_before_the_sheet_was_sent_is_refused_and_keeps_what_was_typed(
    client, editor, sheet
):
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, "39", "Lời mới")
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.AWAITING.value)

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 403
    assert "đang chờ thủ trưởng đơn vị duyệt" in text_of(answer)
    assert "Quý vị nhập 39 – chưa lưu" in text_of(answer)
    assert "Quý vị nhập: Lời mới – chưa lưu" in text_of(answer)
    assert held(line) == ("38.50", "")


def test_someone_who_only_reads_the_sheet_cannot_save_it(client, year, sheet):
    line = line_of(sheet, "I.1")
    client.force_login(make_officer(year[0].bloc))

    answer = client.post(sheet_page("sheet-save", sheet), whole_form(sheet) | cells(line, "39"))

    assert answer.status_code == 403
    assert "Chỉ người được phân công của đơn vị" in text_of(answer)
    assert held(line) == ("38.50", "")

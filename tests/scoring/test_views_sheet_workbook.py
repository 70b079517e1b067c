"""A sheet goes out as a workbook and comes back: what it changes, refuses and never loses."""

import io
import time
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.models import AuditEvent, User
from scoring.spreadsheets.sheet_columns import KEY_SHEET, SCORES
from scoring.states import SheetState
from tests.factories import (
    line_of,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_table,
    publish,
)
from tests.scoring.amending import amended, apply, scoring_season
from tests.scoring.calculated import aim, make_calculated_year, report
from tests.scoring.hostile import xlsx
from tests.scoring.pages import held, sheet_page, text_of
from tests.scoring.sheet_books import (
    confirm,
    editor_s_sheet,
    exported,
    filled,
    refused,
    save,
    saved,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client):
    return editor_s_sheet(client)


@pytest.fixture
def measured(client):
    """Return a season's sheets with results; the editor of the third is signed in."""
    sheets = make_calculated_year(3)[2]
    aim(sheets, "I.1", *["100"] * 3)
    client.force_login(make_editor(sheets[2].agency))
    return sheets


def test_the_workbook_lets_people_type_only_where_their_agency_writes(client, sheet):
    book = load_workbook(io.BytesIO(exported(client, sheet)))
    scores, hidden = book[SCORES], book[KEY_SHEET]

    unlocked = {
        cell.coordinate for row in scores.iter_rows() for cell in row if not cell.protection.locked
    }
    assert scores.protection.sheet
    assert unlocked == {f"{column}{row}" for row in (3, 4, 6, 7, 8) for column in "FI"}
    assert scores["F3"].value == 38.5
    limits = {str(rule.sqref): rule for rule in scores.data_validations.dataValidation}
    assert limits["F3"].formula1 == (
        "AND(ISNUMBER(F3),F3>=0,F3<=40,OR(F3=40,MOD(ROUND(F3*100,0),25)=0))"
    )
    assert limits["F4"].formula1 == "'Khóa'!$C$1:$D$1"
    assert (hidden["C1"].value, hidden["D1"].value) == (0, 20)


def test_results_are_typed_where_points_follow_and_other_scorers_lines_stay_shut(client, measured):
    scores = load_workbook(io.BytesIO(exported(client, measured[2])))[SCORES]

    unlocked = {
        cell.coordinate for row in scores.iter_rows() for cell in row if not cell.protection.locked
    }
    assert unlocked == {"G3", "I3", "G4", "I4", "G8", "H8", "I8", "I9"}
    assert scores["E3"].value == 100
    assert scores["J5"].value.startswith("Không ghi: do ")


def test_met_or_not_is_chosen_among_numbers_which_each_country_writes_its_own_way(client):
    """A list inside the limit would offer the text “1.5”, which Vietnamese Excel does not count."""
    table = make_table(published=False)
    table.criteria.filter(key="I.2").update(max_points=Decimal("1.5"))
    season, agencies, _ = scoring_season(table=publish(table))
    sheet = make_sheet(season, agencies[2])
    client.force_login(make_editor(agencies[2]))

    book = load_workbook(io.BytesIO(exported(client, sheet)))
    checked = send(client, sheet, filled(exported(client, sheet), F4=1.5))

    limits = {str(rule.sqref): rule for rule in book[SCORES].data_validations.dataValidation}
    assert limits["F4"].formula1 == "'Khóa'!$C$1:$D$1"
    assert (book[KEY_SHEET]["C1"].value, book[KEY_SHEET]["D1"].value) == (0, 1.5)
    assert "F4 I.2 Tiêu chí I.2 Điểm tự chấm — 1,5" in text_of(checked)


def test_the_maximum_in_the_file_is_that_of_the_page(client, measured):
    sheet = measured[2]
    line = line_of(sheet, "I.1")
    sheet.lines.filter(pk=line.pk).update(max_points=48)  # what going beyond the target brings
    scores = load_workbook(io.BytesIO(exported(client, sheet)))[SCORES]
    most = {row[0].value: row[2].value for row in scores.iter_rows(min_row=2)}

    assert most["I.1"] == 40
    assert most == dict(line.criterion.table.criteria.values_list("key", "max_points"))


def test_the_key_stands_on_a_sheet_that_nobody_sees(client, sheet):
    book = load_workbook(io.BytesIO(exported(client, sheet)))

    assert book[KEY_SHEET].sheet_state == "veryHidden"
    assert book.security.lockStructure


def test_a_file_shows_its_changes_cell_by_cell_and_saves_only_when_confirmed(client, sheet):
    data = filled(exported(client, sheet), F3="39,25", F6=30, I6="Vượt kế hoạch")

    checked = send(client, sheet, data)

    page = text_of(checked)
    assert "3 ô của 2 tiêu chí thay đổi" in page
    assert "F3 I.1 Tiêu chí I.1 Điểm tự chấm 38,5 39,25" in page
    assert "I6 II.1 Tiêu chí II.1 Giải trình — Vượt kế hoạch" in page
    assert held(line_of(sheet, "I.1")) == ("38.50", "")

    answer = confirm(client, sheet, checked)

    assert "Đã lưu 2 dòng từ tệp Excel." in text_of(answer)
    assert held(line_of(sheet, "I.1")) == ("39.25", "")
    assert held(line_of(sheet, "II.1")) == ("30.00", "Vượt kế hoạch")
    assert AuditEvent.objects.filter(action="sheet.save_lines").count() == 1


def test_the_same_file_again_changes_nothing(client, sheet):
    data = filled(exported(client, sheet), F3="39,25", F6=30, I6="Vượt kế hoạch")
    confirm(client, sheet, send(client, sheet, data))

    again = text_of(send(client, sheet, data))

    assert "Tệp không khác phiếu đang lưu." in again


def test_an_emptied_cell_takes_the_points_back_and_a_zero_stays_a_zero(client, sheet):
    data = filled(exported(client, sheet), F3=None, F6=0)

    confirm(client, sheet, send(client, sheet, data))

    assert held(line_of(sheet, "I.1"))[0] == ""
    assert held(line_of(sheet, "II.1"))[0] == "0.00"


def test_results_bring_their_points(client, measured):
    sheet = measured[2]
    data = filled(exported(client, sheet), G3="90", G8=3, H8=1)

    confirm(client, sheet, send(client, sheet, data))

    assert held(line_of(sheet, "I.1"))[0] == "18.00"
    assert held(line_of(sheet, "V"))[0] == "2.50"


def test_points_that_the_table_does_not_allow_are_named_by_cell(client, sheet):
    said = refused(client, sheet, filled(exported(client, sheet), F3="41", F4="7", F6="30,1"))

    assert "F3 Tiêu chí I.1: điểm phải từ 0 đến 40." in said
    assert "F4 Tiêu chí I.2: chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)." in said
    assert "F6 Tiêu chí II.1: điểm chấm theo bước 0,25 điểm." in said


def test_rows_that_are_gone_doubled_or_unknown_are_named(client, sheet):
    said = refused(
        client, sheet, filled(exported(client, sheet), A3="I.9", A4="II.1", A9=None, B9="Thêm")
    )

    assert "A3 Bảng không có tiêu chí I.9." in said
    assert "A6 Tiêu chí II.1 có hai dòng" in said
    assert "Thiếu dòng của tiêu chí I.1, I.2." in said
    assert "A9 Dòng thêm vào không có mã." in said


def test_a_cell_that_a_colleague_changed_too_is_not_overwritten(client, sheet):
    data = filled(exported(client, sheet), F3="39")
    save(line_of(sheet, "I.1"), "37")

    said = refused(client, sheet, data)

    assert "F3 Tiêu chí I.1 vừa được người khác sửa sau khi tải tệp về" in said
    assert "đang lưu “37”, trong tệp “39”" in said
    assert held(line_of(sheet, "I.1"))[0] == "37.00"


def test_one_s_own_workbook_is_uploaded_again_after_more_was_typed(client, sheet):
    book = exported(client, sheet)
    confirm(client, sheet, send(client, sheet, filled(book, F3="5", F6="30")))

    checked = send(client, sheet, filled(book, F3="10", F6="30"))

    assert "F3 I.1 Tiêu chí I.1 Điểm tự chấm 5 10" in text_of(checked)
    assert "Đã lưu 1 dòng từ tệp Excel." in text_of(confirm(client, sheet, checked))
    assert held(line_of(sheet, "I.1"))[0] == "10.00"


def test_a_colleague_s_change_after_one_s_own_still_stands(client, sheet):
    book = exported(client, sheet)
    confirm(client, sheet, send(client, sheet, filled(book, F3="5", F6="30")))
    save(line_of(sheet, "I.1"), "37", actor=make_editor(sheet.agency))

    said = refused(client, sheet, filled(book, F3="10", F6="31"))

    assert "F3 Tiêu chí I.1 vừa được người khác sửa" in said
    assert "F6" not in said
    assert held(line_of(sheet, "I.1"))[0] == "37.00"


def test_what_a_colleague_changed_elsewhere_is_left_alone(client, sheet):
    data = filled(exported(client, sheet), F3="39")
    save(line_of(sheet, "II.1"), "30")

    confirm(client, sheet, send(client, sheet, data))

    assert held(line_of(sheet, "I.1"))[0] == "39.00"
    assert held(line_of(sheet, "II.1"))[0] == "30.00"


def test_a_change_between_check_and_confirmation_is_not_overwritten(client, sheet):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39"))
    save(line_of(sheet, "I.1"), "37")

    answer = confirm(client, sheet, checked)

    assert "vừa được người khác sửa" in text_of(answer)
    assert held(line_of(sheet, "I.1"))[0] == "37.00"


def test_one_s_own_change_between_check_and_confirmation_is_not_called_a_colleague_s(client, sheet):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39", F6="30"))
    editor = User.objects.get(pk=client.session["_auth_user_id"])
    save(line_of(sheet, "I.1"), "37", actor=editor)
    save(line_of(sheet, "II.1"), "29", actor=make_editor(sheet.agency))

    said = text_of(confirm(client, sheet, checked))

    assert "Tiêu chí I.1 đã được chính quý vị sửa sau khi kiểm tra tệp." in said
    assert "Tiêu chí I.1 vừa được người khác sửa" not in said
    assert "Tiêu chí II.1 vừa được người khác sửa" in said
    assert held(line_of(sheet, "I.1"))[0] == "37.00"


def test_another_members_result_is_in_nobodys_way(client, measured):
    sheet = measured[2]
    report(sheet, "I.1", "110")
    checked = send(client, sheet, filled(exported(client, sheet), G3="104"))
    report(measured[1], "I.1", "120")  # recomputes the line, which gets a new version

    answer = confirm(client, sheet, checked)

    assert "Đã lưu 1 dòng từ tệp Excel." in text_of(answer)
    assert line_of(sheet, "I.1").self_actual == Decimal(104)
    assert held(line_of(sheet, "I.1"))[0] == "24.00"


def test_a_sheet_that_moved_since_refuses_the_file_with_the_reason(client, sheet):
    data = filled(exported(client, sheet), F3="39")
    sheet.version += 1
    sheet.save()

    assert "Phiếu đã chuyển bước sau khi tải tệp về" in refused(client, sheet, data)


def test_an_amended_table_refuses_the_file_with_the_reason(client, sheet):
    data = filled(exported(client, sheet), F3="39")
    table = sheet.season.season_table.table
    apply(sheet.season, amended(table, changes={"I.1": {"guidance": "Theo kết luận mới"}}))

    assert "Bảng tiêu chí đã được sửa đổi (nay là bản 2)" in refused(client, sheet, data)


def test_a_sent_sheet_takes_no_file(client, sheet):
    data = filled(exported(client, sheet), F3="39")
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED.value, "2025-11-20T08:00:00+07:00"
    sheet.save()

    answer = client.post(
        sheet_page("sheet-import", sheet),
        {"upload": SimpleUploadedFile("phieu.xlsx", data)},
        follow=True,
    )

    assert answer.redirect_chain == [(sheet.get_absolute_url(), 302)]
    assert "Phiếu đã gửi, đang chờ thẩm định nên không sửa được." in text_of(answer)
    assert held(line_of(sheet, "I.1"))[0] == "38.50"


def test_a_check_is_no_pass_for_a_sheet_that_was_sent_meanwhile(client, sheet):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39"))
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED.value, "2025-11-20T08:00:00+07:00"
    sheet.save()

    answer = confirm(client, sheet, checked)

    assert "Chưa lưu nội dung nào của tệp." in text_of(answer)
    assert held(line_of(sheet, "I.1"))[0] == "38.50"


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.SUBMITTED])
def test_a_second_click_says_that_the_file_was_saved_before(client, sheet, state):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39"))
    assert "Đã lưu 1 dòng" in text_of(confirm(client, sheet, checked))
    if state is SheetState.SUBMITTED:
        sheet.state, sheet.submitted_at = state.value, "2025-11-20T08:00:00+07:00"
        sheet.save()

    answer = text_of(confirm(client, sheet, checked))

    assert "Nội dung của tệp đã được lưu từ trước; lần bấm này không lưu thêm gì." in answer
    assert "Chưa lưu nội dung nào" not in answer


def test_another_years_or_agencys_file_is_refused(client, sheet):
    other = make_sheet(sheet.season, sheet.season.memberships.first().agency)
    client.force_login(make_editor(other.agency))
    data = exported(client, other)
    client.force_login(make_editor(sheet.agency))

    assert "Tệp là phiếu khác, không phải phiếu của" in refused(client, sheet, data)


@pytest.mark.parametrize("text", ["", "x", None])
def test_a_key_that_was_changed_is_refused(client, sheet, text):
    book = load_workbook(io.BytesIO(exported(client, sheet)))
    cell = book[KEY_SHEET]["A1"]
    cell.value = text if text is None else f"{cell.value[:-1]}{text}"

    assert "khóa của tệp đã bị sửa" in refused(client, sheet, saved(book))


def test_a_workbook_of_somebody_elses_making_is_refused(client, sheet):
    assert "không phải là phiếu chấm điểm tải về từ phần mềm" in refused(client, sheet, xlsx())


def test_moved_columns_are_refused(client, sheet):
    data = filled(exported(client, sheet), F1="Điểm")

    assert "Các cột đã bị đổi" in refused(client, sheet, data)


def test_what_was_sealed_for_one_person_or_sheet_is_of_no_use_to_another(client, sheet):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39"))
    client.force_login(make_editor(sheet.agency))

    answer = confirm(client, sheet, checked)

    assert "Không còn giữ nội dung tệp đã kiểm tra" in text_of(answer)
    assert held(line_of(sheet, "I.1"))[0] == "38.50"


def test_a_check_is_forgotten_after_two_hours(client, sheet):
    checked = send(client, sheet, filled(exported(client, sheet), F3="39"))

    with time_machine.travel(time.time() + 2 * 60 * 60 + 60, tick=True):
        client.force_login(make_editor(sheet.agency))
        answer = confirm(client, sheet, checked)

    assert "Đã quá hai giờ" in text_of(answer)


def test_a_stranger_gets_no_workbook(client, sheet):
    client.force_login(make_editor(make_bloc_year(3)[1][0]))

    for name in ("sheet-workbook", "sheet-import"):
        assert client.get(sheet_page(name, sheet)).status_code == 404

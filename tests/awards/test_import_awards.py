"""Awards of earlier years from a file: every fault by its cell, all rows or none, twice no more."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.errors import NotAllowed, Stale
from accounts.models import AuditEvent
from awards.models import AwardLabel, AwardRecord
from awards.services import import_awards
from awards.spreadsheets.reading import MAX_RECORDS
from blocs.models import AgencyName, Cycle
from blocs.states import Stage
from tests.awards.importing import AWARDS, award_row, faults_of
from tests.factories import (
    assign,
    line_of,
    make_agency,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_officer,
    make_province,
    make_sheet,
)
from tests.scoring.calculated import make_calculated_table
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
row, csv_file, xlsx_file = AWARDS.row, AWARDS.csv, AWARDS.xlsx
send, confirm = AWARDS.send, AWARDS.confirm


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_rows_are_shown_first_and_saved_when_confirmed(client, officer, agency, make):
    AgencyName.objects.create(agency=agency, name="Ty Y tế", valid_to=date(1990, 1, 1))
    rows = [
        row(),
        row("TY Y TẾ", "Cờ thi đua của Chính phủ", "2021-2022", "Theo chuyên đề", "", "", ""),
    ]

    page = send(client, make(*rows))

    assert [one.is_new for one in page.context["rows"]] == [True, True]
    assert AwardRecord.objects.count() == 0
    assert not Cycle.objects.filter(label="2023").exists()
    assert "Đã ghi 2 thành tích; 0 dòng đã có" in text_of(confirm(client, page))
    flag, thematic = AwardRecord.objects.order_by("award_type__position")[::-1]
    assert (flag.agency, flag.cycle.label, flag.origin) == (agency, "2023", "imported")
    assert (flag.decided_on, flag.issuer) == (date(2024, 2, 5), "UBND tỉnh")
    assert (thematic.cycle.label, thematic.basis) == ("2021-2022", "thematic")
    assert AuditEvent.objects.filter(action="award.record", actor=officer).count() == 2


def test_every_fault_is_named_by_its_cell_and_nothing_can_be_confirmed(client, officer, agency):
    make_agency(name="Sở Hai", province=agency.province)
    make_agency(name="Sở Hai", province=agency.province)
    make_agency(code="xa-la", name="Xã Lạ", province=make_province())
    foreign = make_award_type(name="Cờ tỉnh khác", province=make_province())
    AwardRecord.objects.create(
        agency=agency,
        award_type=make_award_type(code="da-co"),
        cycle=make_cycle(label="2020"),
        decision_number="1/QĐ",
        decided_on=date(2021, 1, 5),
    )
    rows = [
        row(),
        row("Sở Không Có"),
        row("Sở Hai"),
        row("xa-la"),
        row("so-y-te", foreign.name),
        row("so-y-te", "co-tinh", "năm ngoái"),
        row("so-y-te", "co-tinh", "2022", "Vì vui"),
        row("so-y-te", "co-tinh", "2024", "", "9/QĐ", "05/02/2023"),
        row("so-y-te", "co-tinh", "2019", "", "9/QĐ", "2020-02-05"),
        row(),
        row("so-y-te", "da-co", "2020", "", "1/QĐ", "06/01/2021", ""),
        row("", "co-tinh"),
        row("so-y-te", "co-tinh", "2018", "", "=1+1"),
        row("so-y-te", "co-tinh", "2090", "", "", "", ""),
    ]

    page = send(client, csv_file(*rows))

    assert page.status_code == 422
    said = {
        "A3": "không có đơn vị",
        "A4": "có nhiều đơn vị tên",
        "A5": "Chỉ cơ quan thi đua, khen thưởng tỉnh",
        "B6": "không có danh hiệu",
        "C7": "không rõ năm",
        "D8": "không có lựa chọn",
        "F9": "trước khi năm thi đua bắt đầu",
        "F10": "ngày/tháng/năm",
        "A11": "lặp lại dòng 2",
        "F12": "khác bản ghi đang có (05/01/2021)",
        "A13": "cần ghi “Đơn vị”",
        "E14": "là công thức",
        "C15": "chưa bắt đầu",
    }
    found = faults_of(page)
    assert {cell for cell, text in said.items() if text not in found.get(cell, "")} == set()
    assert AwardRecord.objects.count() == 1
    assert AuditEvent.objects.count() == 0


def test_faults_are_told_row_by_row_and_a_row_with_a_fault_repeats_none(client, officer, agency):
    rows = [
        row("so-y-te", "co-tinh", "2023", "", "", "", ""),
        row("so-y-te", "co-tinh", "2023", "", "=1+1", "", ""),
        row(),
        row("Sở Không Có", "co-tinh", "2023", "Vì vui"),
        row("so-y-te", "co-tinh", "2018", "", "=1+1", "", ""),
        row("so-y-te", "co-tinh", "2017", "", "5/QĐ", "", ""),
        row("so-y-te", "co-tinh", "2017", "", "5/QĐ", "", ""),
        *(row("so-y-te", "co-tinh", str(1990 + past), "", "", "", "") for past in range(3)),
        row("so-y-te", "co-tinh", "1990", "", "", "", ""),
    ]

    page = send(client, csv_file(*rows))

    told = [(fault.cell, fault.text) for fault in page.context["faults"]]
    assert [cell for cell, _ in told] == ["A2", "E3", "A5", "D5", "E6", "A8", "A12"]
    assert "lặp lại dòng 4" in told[0][1]
    assert "lặp lại dòng 7" in told[5][1]


def test_a_row_without_its_number_is_the_award_that_has_one(client, officer, agency):
    confirm(client, send(client, csv_file(row())))
    bare = row("so-y-te", "co-tinh", "2023", "", "", "", "")

    page = send(client, csv_file(bare, row("so-y-te", "co-tinh", "2022", "", "", "", "")))

    assert [one.is_new for one in page.context["rows"]] == [False, True]
    assert "Đã ghi 1 thành tích; 1 dòng đã có" in text_of(confirm(client, page))
    other_basis = row("so-y-te", "co-tinh", "2023", "Theo chuyên đề", "", "", "")
    assert send(client, csv_file(other_basis)).context["new"] == 1
    elsewhere = row("so-y-te", "co-tinh", "2023", "", "", "", "Thủ tướng")
    assert "khác bản ghi đang có" in faults_of(send(client, csv_file(elsewhere)))["G2"]


def test_a_row_without_its_number_is_a_living_award_before_a_revoked_one(client, officer, agency):
    confirm(client, send(client, csv_file(row(), row("so-y-te", "co-tinh", "2023", "", "9/QĐ"))))
    bare = row("so-y-te", "co-tinh", "2023", "", "", "", "")
    revoked = {"revoked_on": date(2024, 5, 1), "revocation_reason": "Sai"}
    AwardRecord.objects.filter(decision_number="15/QĐ-UBND").update(**revoked)
    assert send(client, csv_file(bare)).context["same"] == 1
    AwardRecord.objects.update(**revoked)

    assert "đã bị thu hồi" in faults_of(send(client, csv_file(bare)))["B2"]


def test_a_revoked_award_is_not_brought_back_by_a_file(client, officer, agency):
    confirm(client, send(client, csv_file(row())))
    AwardRecord.objects.update(revoked_on=date(2024, 5, 1), revocation_reason="Sai")

    page = send(client, csv_file(row()))

    assert "đã bị thu hồi" in faults_of(page)["B2"]


def test_the_provinces_own_name_and_an_excel_date_are_understood(client, officer, agency):
    kind = make_award_type()
    AwardLabel.objects.create(province=agency.province, award_type=kind, label="Cờ Sen Vàng")

    day = date(2023, 2, 5)

    page = send(client, xlsx_file(row("Sở Y tế", "cờ sen vàng", 2022, "", "1", day)))
    confirm(client, page)

    made = AwardRecord.objects.get()
    assert (made.award_type, made.decided_on) == (kind, day)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "không có nội dung"),
        ("a.csv", "Đơn vị".encode("utf-16"), "không phải là văn bản UTF-8"),
        ("a.csv", b'"a;b\n', "không đúng định dạng CSV"),
        ("a.csv", "Đơn vị;Năm\n".encode(), "dòng đầu thiếu cột"),
        ("a.csv", ";".join(AWARDS.columns).encode(), "chưa có dòng nào"),
        (
            "a.csv",
            "\n".join([";".join(AWARDS.columns)] + ["x"] * (MAX_RECORDS + 1)).encode(),
            "hơn 500 dòng",
        ),
        ("a.csv", b"x;" * 200, "hơn 100 cột"),
        ("a.xlsx", b"PK", "không phải tệp .xlsx"),
        ("a.pdf", b"%PDF", "chỉ nhận tệp xlsx, csv"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(client, officer, name, data, sentence):
    page = send(client, SimpleUploadedFile(name, data))

    assert page.status_code == 422
    assert any(sentence in str(fault) for fault in page.context["faults"]) is True


def test_a_second_click_says_that_the_file_was_entered_and_when(
    client, officer, agency, time_machine
):
    time_machine.move_to("2026-03-05 09:12:00+07:00", tick=False)
    client.force_login(officer)
    page = send(client, csv_file(row(), row("so-y-te", "co-tinh", "2022")))
    confirm(client, page)
    time_machine.move_to("2026-03-05 09:40:00+07:00", tick=False)

    said = text_of(confirm(client, page))

    assert "đã được ghi lúc 09:12 ngày 05/3/2026; lần bấm này không ghi thêm gì" in said
    assert "vừa được người khác" not in said
    assert AwardRecord.objects.count() == 2


def test_what_changed_after_the_check_is_not_saved(client, officer, agency):
    page = send(client, csv_file(row(), row("so-y-te", "co-tinh", "2022")))
    confirm(client, send(client, csv_file(row())))

    answer = confirm(client, page)

    assert "vừa được người khác thay đổi" in text_of(answer)
    assert AwardRecord.objects.count() == 1


def test_what_was_checked_cannot_be_changed_or_used_by_another(client, officer, agency, province):
    page = send(client, csv_file(row()))
    for held in (page.context["held"] + "x", ""):
        answer = client.post(AWARDS.url("-confirm"), {"held": held}, follow=True)
        assert "đề nghị quý vị tải lại tệp" in text_of(answer)
    client.force_login(make_officer(province=province))
    confirm(client, page)

    assert AwardRecord.objects.count() == 0


def test_a_row_that_fails_leaves_none_behind(officer, agency):
    foreign = make_agency(code="xa-la", province=make_province())
    rows = [award_row(code) for code in (agency.code, foreign.code)]

    with pytest.raises(NotAllowed):
        import_awards(rows=rows, new=2, actor=officer)
    with pytest.raises(Stale):
        import_awards(rows=rows[:1], new=0, actor=officer)

    assert AwardRecord.objects.count() == AuditEvent.objects.count() == 0


def test_bonuses_follow_what_a_file_brings():
    season, members = make_bloc_year(2, stage=Stage.SELF_SCORING, cycle=make_cycle(label="2024"))
    assign(season, make_calculated_table())
    sheet = make_sheet(season, members[0])
    rows = [award_row(members[0].code)]

    import_awards(rows=rows, new=1, actor=make_officer(season.bloc))

    assert line_of(sheet, "VI").titles == ["co-tinh"]

"""Completion ratings from a file: every fault by its cell, all rows or none, twice no more."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.errors import NotAllowed, Stale
from accounts.models import AuditEvent
from awards.models import CompletionRating
from awards.services import import_ratings
from blocs.models import AgencyName, Cycle
from tests.awards.importing import AWARDS, BEST, GOOD, RATINGS, faults_of, rating_row
from tests.factories import make_agency, make_cycle, make_province
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
row, csv_file, xlsx_file = RATINGS.row, RATINGS.csv, RATINGS.xlsx
send, confirm = RATINGS.send, RATINGS.confirm


def rated(agency, year="2023", level="excellent", **fields):
    cycle = Cycle.objects.filter(label=year).first() or make_cycle(label=year)
    return CompletionRating.objects.create(agency=agency, cycle=cycle, level=level, **fields)


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_rows_are_shown_first_and_saved_when_confirmed(client, officer, agency, make):
    AgencyName.objects.create(agency=agency, name="Ty Y tế", valid_to=date(1990, 1, 1))
    rated(agency, "2022")

    former = row("TY Y TẾ", "2021-2022", GOOD, "", "", "")
    page = send(client, make(row(), former, row("Sở Y tế", "2022", BEST, "", "", "")))

    assert [one.is_new for one in page.context["rows"]] == [True, True, False]
    assert GOOD in text_of(page)
    assert not Cycle.objects.filter(label="2023").exists()
    assert "Đã ghi 2 mức xếp loại; 1 dòng đã có" in text_of(confirm(client, page))
    first = CompletionRating.objects.get(cycle__label="2023")
    assert (first.level, first.origin) == ("excellent", "imported")
    assert first.decision_number == "15/QĐ-UBND"
    assert (first.decided_on, first.issuer) == (date(2024, 2, 5), "UBND tỉnh")
    assert CompletionRating.objects.get(cycle__label="2021-2022").level == "good"
    assert AuditEvent.objects.filter(action="rating.record", actor=officer).count() == 2


def test_every_fault_is_named_by_its_cell_and_nothing_can_be_confirmed(client, officer, agency):
    make_agency(code="xa-la", name="Xã Lạ", province=make_province())
    kept = {"decision_number": "1/QĐ", "decided_on": date(2021, 1, 5), "issuer": "UBND tỉnh"}
    rated(agency, "2020", **kept)
    rated(agency, "2019", revoked_on=date(2021, 1, 5), revocation_reason="Sai")
    rows = [
        row(),
        row("Sở Không Có"),
        row("xa-la"),
        row("so-y-te", "năm ngoái"),
        row("so-y-te", "2022", "Giỏi"),
        row("so-y-te", "2024", BEST, "9/QĐ", "05/02/2023"),
        row("so-y-te", "2023", GOOD),
        row("so-y-te", "2020", GOOD, "2/QĐ", "06/01/2021", "Sở Nội vụ"),
        row("so-y-te", "2019", BEST, "", "", ""),
        row("", "2018"),
        row("so-y-te", "2018", ""),
        row("so-y-te", "2018", BEST, "=1+1", "", ""),
    ]

    page = send(client, csv_file(*rows))

    assert page.status_code == 422
    said = {
        "A3": "không có đơn vị",
        "A4": "Chỉ cơ quan thi đua, khen thưởng tỉnh",
        "B5": "không rõ năm",
        "C6": "không có lựa chọn",
        "E7": "trước khi năm thi đua bắt đầu",
        "A8": "đã có ở dòng 2",
        "C9": f"khác bản ghi đang có ({BEST})",
        "D9": "khác bản ghi đang có (1/QĐ)",
        "E9": "khác bản ghi đang có (05/01/2021)",
        "F9": "khác bản ghi đang có (UBND tỉnh)",
        "C10": "đã bị hủy bỏ 05/01/2021",
        "A11": "cần ghi “Đơn vị”",
        "C12": "cần ghi “Mức độ hoàn thành nhiệm vụ”",
        "D13": "là công thức",
    }
    found = faults_of(page)
    assert {cell for cell, text in said.items() if text not in found.get(cell, "")} == set()
    assert set(found) == set(said)
    assert CompletionRating.objects.count() == 2
    assert AuditEvent.objects.count() == 0


def test_a_row_with_a_fault_repeats_none(client, officer, agency):
    wrong = row("so-y-te", "2023", BEST, "=1+1", "", "")

    page = send(client, csv_file(wrong, row(), row("so-y-te", "2023", "Giỏi")))

    assert list(faults_of(page)) == ["D2", "C4"]


def test_a_year_whose_rating_was_annulled_is_rated_anew_by_another_decision(
    client, officer, agency
):
    rated(agency, revoked_on=date(2024, 5, 1), revocation_reason="Sai", decision_number="1/QĐ")

    confirm(client, send(client, csv_file(row())))

    assert CompletionRating.objects.get(revoked_on=None).decision_number == "15/QĐ-UBND"


def test_a_second_click_says_that_the_file_was_entered_and_when(
    client, officer, agency, time_machine
):
    time_machine.move_to("2026-03-05 09:12:00+07:00", tick=False)
    client.force_login(officer)
    page = send(client, csv_file(row(), row("so-y-te", "2022")))
    confirm(client, page)
    time_machine.move_to("2026-03-05 09:40:00+07:00", tick=False)

    said = text_of(confirm(client, page))

    assert "đã được ghi lúc 09:12 ngày 05/3/2026; lần bấm này không ghi thêm gì" in said
    assert "vừa được người khác" not in said
    assert CompletionRating.objects.count() == 2


def test_what_changed_after_the_check_is_not_saved(client, officer, agency):
    page = send(client, csv_file(row(), row("so-y-te", "2022")))
    rated(agency, "2022", "good")

    assert "vừa được người khác thay đổi" in text_of(confirm(client, page))
    assert CompletionRating.objects.count() == 1


def test_a_row_that_fails_leaves_none_behind(officer, agency):
    make_agency(code="xa-la", province=make_province())
    with pytest.raises(NotAllowed):
        import_ratings(rows=[rating_row(), rating_row("xa-la")], new=2, actor=officer)
    for rows, new in (([rating_row()], 0), ([rating_row("khong-co")], 1)):
        with pytest.raises(Stale):
            import_ratings(rows=rows, new=new, actor=officer)
    assert CompletionRating.objects.count() == AuditEvent.objects.count() == 0

    rated(agency)
    with pytest.raises(Stale):
        import_ratings(rows=[rating_row()], new=0, actor=officer)


def test_what_was_checked_for_awards_is_not_saved_as_ratings(client, officer, agency):
    page = send(client, csv_file(row()))

    answer = AWARDS.confirm(client, page)

    assert "đề nghị quý vị tải lại tệp" in text_of(answer)
    assert CompletionRating.objects.count() == 0


def test_the_page_leads_to_its_own_template_and_to_the_other_kind_of_file(client, officer):
    page = client.get(RATINGS.url()).content.decode()

    for name in ("rating-import-template", "award-import"):
        assert f'href="{reverse(f"awards:{name}")}"' in page
    answer = client.get(reverse("awards:rating-import-template"))
    assert answer["Content-Disposition"] == 'attachment; filename="mau-xep-loai.xlsx"'
    assert RATINGS.url() in client.get(reverse("awards:record-list")).content.decode()

"""Completion ratings from a file: every fault by its cell, all rows or none, twice no more."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from accounts.errors import NotAllowed, Stale
from accounts.models import AuditEvent
from awards.models import CompletionRating
from awards.services import import_ratings
from awards.spreadsheets.rating_matching import RatingRow
from awards.spreadsheets.template import rating_template
from blocs.models import AgencyName, Cycle
from tests.factories import make_agency, make_cycle, make_editor, make_officer, make_province
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
PAGE = reverse("awards:rating-import")
CONFIRM = reverse("awards:rating-import-confirm")
HEAD = (
    "Đơn vị",
    "Năm",
    "Mức độ hoàn thành nhiệm vụ",
    "Số quyết định",
    "Ngày quyết định",
    "Cơ quan ban hành",
)
BEST, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency(code="so-y-te", name="Sở Y tế", province=province)


@pytest.fixture
def officer(client, province):
    user = make_officer(province=province)
    client.force_login(user)
    return user


def row(*values):
    start = ["so-y-te", "2023", BEST, "15/QĐ-UBND", "05/02/2024", "UBND tỉnh"]
    return [*values, *start[len(values) :]]


def csv_file(*rows):
    text = "\r\n".join(";".join(f'"{value}"' for value in line) for line in (HEAD, *rows))
    return SimpleUploadedFile("xep-loai.csv", text.encode())


def xlsx_file(*rows):
    book = load_workbook(io.BytesIO(rating_template()))
    for number, line in enumerate(rows, start=2):
        for place, value in enumerate(line, start=1):
            book["Xếp loại"].cell(number, place).value = value or None
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("xep-loai.xlsx", stream.getvalue())


def send(client, upload):
    return client.post(PAGE, {"upload": upload})


def confirm(client, page):
    return client.post(CONFIRM, {"held": page.context["held"]}, follow=True)


def rated(agency, year="2023", level="excellent", **fields):
    cycle = Cycle.objects.filter(label=year).first() or make_cycle(label=year)
    return CompletionRating.objects.create(agency=agency, cycle=cycle, level=level, **fields)


def read_row(code="so-y-te", level="good", year="2023"):
    return RatingRow(code, year, level, "1/QĐ", "", "")


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


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_the_same_file_twice_changes_nothing(client, officer, agency, make):
    confirm(client, send(client, make(row())))
    events = AuditEvent.objects.count()

    page = send(client, make(row()))

    assert (page.context["new"], page.context["same"]) == (0, 1)
    confirm(client, page)
    assert (CompletionRating.objects.count(), AuditEvent.objects.count()) == (1, events)


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
    found = {fault.cell: fault.text for fault in page.context["faults"]}
    assert {cell for cell, text in said.items() if text not in found.get(cell, "")} == set()
    assert set(found) == set(said)
    assert CompletionRating.objects.count() == 2
    assert AuditEvent.objects.count() == 0


def test_a_year_whose_rating_was_annulled_is_rated_anew_by_another_decision(
    client, officer, agency
):
    rated(agency, revoked_on=date(2024, 5, 1), revocation_reason="Sai", decision_number="1/QĐ")

    confirm(client, send(client, csv_file(row())))

    assert CompletionRating.objects.get(revoked_on=None).decision_number == "15/QĐ-UBND"


def test_what_changed_after_the_check_is_not_saved(client, officer, agency):
    page = send(client, csv_file(row(), row("so-y-te", "2022")))
    rated(agency, "2022", "good")

    assert "vừa được người khác thay đổi" in text_of(confirm(client, page))
    assert CompletionRating.objects.count() == 1


def test_a_row_that_fails_leaves_none_behind(officer, agency):
    make_agency(code="xa-la", province=make_province())
    with pytest.raises(NotAllowed):
        import_ratings(rows=[read_row(), read_row("xa-la")], new=2, actor=officer)
    for rows, new in (([read_row()], 0), ([read_row("khong-co")], 1)):
        with pytest.raises(Stale):
            import_ratings(rows=rows, new=new, actor=officer)
    assert CompletionRating.objects.count() == AuditEvent.objects.count() == 0

    rated(agency)
    with pytest.raises(Stale):
        import_ratings(rows=[read_row()], new=0, actor=officer)


def test_what_was_checked_for_awards_is_not_saved_as_ratings(client, officer, agency):
    page = send(client, csv_file(row()))

    answer = client.post(
        reverse("awards:award-import-confirm"), {"held": page.context["held"]}, follow=True
    )

    assert "đề nghị quý vị tải lại tệp" in text_of(answer)
    assert CompletionRating.objects.count() == 0


def test_only_who_keeps_records_finds_the_pages(client, agency):
    client.force_login(make_editor(agency))

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"upload": csv_file(row())}).status_code == 404
    assert client.post(CONFIRM).status_code == 404
    assert client.get(reverse("awards:rating-import-template")).status_code == 404


def test_the_page_leads_to_its_own_template_and_to_the_other_kind_of_file(client, officer):
    page = client.get(PAGE).content.decode()

    for name in ("rating-import-template", "award-import"):
        assert f'href="{reverse(f"awards:{name}")}"' in page
    answer = client.get(reverse("awards:rating-import-template"))
    assert answer["Content-Disposition"] == 'attachment; filename="mau-xep-loai.xlsx"'
    assert PAGE in client.get(reverse("awards:record-list")).content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_checking_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, officer, agency, size
):
    rows = [row("so-y-te", str(2020 + number), BEST, "", "", "") for number in range(size)]
    send(client, csv_file(*rows))

    # session, user, appointments, agencies, former names, awards, provinces' names, cycles,
    # what is on record
    with django_assert_num_queries(9):
        send(client, csv_file(*rows))


def test_the_command_takes_ratings_names_faults_and_changes_nothing_twice(tmp_path, capsys, agency):
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_bytes(csv_file(row()).read())
    bad.write_bytes(csv_file(row("so-y-te", "2021", BEST, "", "", ""), row("ai đó")).read())

    call_command("import_awards", str(good), "--ratings")
    call_command("import_awards", str(good), "--ratings")
    said = capsys.readouterr().out
    with pytest.raises(CommandError, match=r"có 1 lỗi\. Chưa ghi gì"):
        call_command("import_awards", str(bad), "--ratings")

    assert "Đã ghi 1 mức xếp loại; 0 dòng" in said
    assert "Đã ghi 0 mức xếp loại; 1 dòng" in said
    assert "Ô A3, trang “Xếp loại”: không có đơn vị “ai đó”" in capsys.readouterr().err
    assert CompletionRating.objects.count() == 1

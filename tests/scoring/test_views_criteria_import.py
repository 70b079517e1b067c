import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from scoring.models import CriteriaTable
from scoring.services import publish_table
from scoring.services.imports import import_table
from scoring.spreadsheets.content import content_of
from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.template import template_content
from tests.factories import (
    assign,
    make_agency,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_table,
)
from tests.scoring.pages import season_page, sign_in, text_of
from tests.scoring.workbooks import BANDS, FINANCE, cell, changed, setting, workbook

pytestmark = pytest.mark.django_db
PAGE = "/bang-tieu-chi/nhap-tu-excel/"
CONFIRM = f"{PAGE}xac-nhan/"


@pytest.fixture
def officer(client):
    found = make_officer(province=make_province())
    client.force_login(found)
    return found


def send(client, data=None, name="bang.xlsx", **fields):
    upload = SimpleUploadedFile(name, workbook() if data is None else data)
    return client.post(PAGE, {"code": "mau", "cycle": "2026", "upload": upload, **fields})


def held_in(page):
    return unescape(re.search(r'name="held" value="([^"]+)"', page.content.decode()).group(1))


def test_a_checked_workbook_is_saved_only_when_confirmed(client, officer):
    page = send(client)

    assert page.status_code == 200
    assert "Tệp không có lỗi." in text_of(page)
    assert "phần mềm lập dự thảo bảng tiêu chí mới" in text_of(page)
    assert "Thu ngân sách so với dự toán" in text_of(page)
    assert not CriteriaTable.objects.exists()

    answer = client.post(CONFIRM, {"held": held_in(page)})

    table = CriteriaTable.objects.get()
    assert answer.url == table.get_absolute_url()
    assert content_of(table).normal() == template_content().normal()
    assert (table.code, table.cycle.label, table.state) == ("mau", "2026", "draft")
    assert table.province == officer.appointments.get().province
    assert AuditEvent.objects.get(action="cycle.add").actor == officer


def test_the_page_names_the_agency_that_scores_and_not_its_code(client, officer):
    own = officer.appointments.get().province
    make_agency(code=FINANCE.code, name=FINANCE.name, short_name="Sở TC", province=own)

    page = send(
        client,
        changed(cell("I3", "Cơ quan chuyên ngành chấm"), cell("J3", FINANCE.shown)),
    )

    assert "Cơ quan chuyên ngành chấm: Sở TC" in text_of(page)


def test_what_a_table_hardly_means_is_told_before_it_is_confirmed(client, officer):
    silent = send(client)
    page = send(client, changed(cell("C5", 10, BANDS)))

    assert "Đề nghị xem lại" not in text_of(silent)
    assert "Đề nghị xem lại trước khi ban hành" in text_of(page)
    assert "kết quả dưới 10% không thuộc loại nào" in text_of(page)
    assert held_in(page)


def test_cross_scoring_that_counts_for_nothing_is_told_before_and_after_it_is_saved(
    client, officer
):
    page = send(client, changed(setting("Số đơn vị chấm chéo mỗi phiếu", "tất cả")))

    assert "cách tính điểm cuối không dùng điểm chấm chéo" in text_of(page)
    saved = client.post(CONFIRM, {"held": held_in(page)}, follow=True)
    assert "cách tính điểm cuối không dùng điểm chấm chéo" in text_of(saved)


def test_faults_are_listed_by_cell_and_nothing_can_be_confirmed(client, officer):
    page = send(client, changed(cell("D3", "=1"), setting("Xếp hạng theo", "x")))

    assert page.status_code == 422
    assert "Tệp có 2 lỗi, chưa lưu gì." in text_of(page)
    assert "Tiêu chí D3 Là công thức" in text_of(page)
    assert "held" not in page.content.decode()
    assert not CriteriaTable.objects.exists()


def test_the_differences_from_the_draft_are_shown_and_then_replace_it(client, officer):
    client.post(CONFIRM, {"held": held_in(send(client))})

    page = send(client, changed(cell("B3", "Thu ngân sách")))

    assert "1 chỗ khác bản 1" in text_of(page)
    assert "I.1 Nội dung Thu ngân sách so với dự toán Thu ngân sách" in text_of(page)
    assert "nội dung dự thảo bản 1 được thay" in text_of(page)
    client.post(CONFIRM, {"held": held_in(page)})
    assert CriteriaTable.objects.get().criteria.get(key="I.1").label == "Thu ngân sách"


def test_a_published_table_is_left_and_a_draft_amends_it(client, officer):
    client.post(CONFIRM, {"held": held_in(send(client))})
    publish_table(table=CriteriaTable.objects.get(), actor=None)

    page = send(client, changed(cell("B3", "Khác")))

    assert "Bản 1 đã ban hành được giữ nguyên" in text_of(page)
    client.post(CONFIRM, {"held": held_in(page)})
    assert CriteriaTable.objects.get(number=2).amends.number == 1


def test_a_workbook_that_changes_nothing_says_so_and_offers_nothing_to_confirm(client, officer):
    client.post(CONFIRM, {"held": held_in(send(client))})
    events = AuditEvent.objects.count()

    page = send(client)

    assert "Tệp không khác bản 1 đang có." in text_of(page)
    assert CONFIRM not in page.content.decode()
    assert AuditEvent.objects.count() == events


def test_a_second_click_says_that_the_file_was_entered_before(client, officer):
    first = held_in(send(client))
    client.post(CONFIRM, {"held": first})
    second = held_in(send(client, changed(cell("B3", "Của tôi"))))
    client.post(CONFIRM, {"held": second})
    events = AuditEvent.objects.count()

    again = text_of(client.post(CONFIRM, {"held": second}, follow=True))
    older = text_of(client.post(CONFIRM, {"held": first}, follow=True))

    assert "Nội dung của tệp đã được ghi từ trước" in again
    assert "vừa được người khác thay đổi" in older  # the draft says something else by now
    assert AuditEvent.objects.count() == events


def test_what_was_changed_meanwhile_is_not_overwritten(client, officer):
    client.post(CONFIRM, {"held": held_in(send(client))})
    held = held_in(send(client, changed(cell("B3", "Của tôi"))))
    import_table(
        code="mau",
        cycle="2026",
        content=read_criteria_book(io.BytesIO(changed(cell("B3", "Của người khác"))), "a.xlsx", ()),
        actor=None,
    )

    page = client.post(CONFIRM, {"held": held}, follow=True)

    assert "vừa được người khác thay đổi" in text_of(page)
    assert CriteriaTable.objects.get().criteria.get(key="I.1").label == "Của người khác"


def test_what_another_person_checked_or_a_made_up_text_is_not_confirmed(client, officer):
    held = held_in(send(client))
    client.force_login(make_officer(province=make_province()))

    for sent in (held, "x", ""):
        page = client.post(CONFIRM, {"held": sent}, follow=True)
        assert "Không còn giữ nội dung tệp đã kiểm tra" in text_of(page)
    assert not CriteriaTable.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "Mã lạ"}, "Mã chỉ gồm chữ thường không dấu, số và gạch nối."),
        ({"cycle": "2025-2027"}, "Chưa có năm thi đua “2025-2027”"),
        ({"cycle": ""}, "Quý vị ghi năm thi đua."),
        ({"upload": ""}, "Quý vị chọn tệp Excel."),
        ({"name": "bang.csv", "data": b"a;b"}, "Tệp “bang.csv” không phải tệp .xlsx"),
        ({"data": b""}, "Tệp “bang.xlsx” không có nội dung"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_at_its_place(client, officer, fields, sentence):
    page = send(client, **fields)

    assert page.status_code == 422
    assert sentence in text_of(page)


@pytest.mark.parametrize("cycle", ["2026", "2025"])
def test_a_table_of_another_province_is_not_taken_over(client, officer, cycle):
    make_table(code="mau", cycle=make_cycle(label=cycle), province=make_province())

    page = send(client)

    assert page.status_code == 422
    assert "của tỉnh khác" in text_of(page)
    assert "Đề nghị quý vị chọn mã khác." in text_of(page)


def test_who_makes_no_tables_is_told_why_and_may_not_post(client):
    _, (member,) = make_bloc_year(1)
    client.force_login(make_editor(member))

    for page in (client.get(PAGE), send(client)):
        assert page.status_code == 403
        assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(page)
        assert "<form class=" not in page.content.decode()


def test_strangers_are_asked_to_sign_in(client):
    for address in (PAGE, reverse("scoring:criteria-template")):
        assert client.get(address).url.startswith("/dang-nhap/")


def test_the_page_costs_the_same_however_large_the_workbook(client, django_assert_num_queries):
    sign_in(client, make_officer(province=make_province()))

    # session, user, appointments; provinces to choose from; the latest version; whose code it is,
    # or else whose it will be; agencies, awards
    with django_assert_num_queries(9):
        page = send(client)

    assert page.status_code == 200


def test_template_and_tables_are_handed_over_as_workbooks_that_come_back(client, officer):
    season, _ = make_bloc_year()
    table = make_table(code="so-nganh", province=officer.appointments.get().province)
    assign(season, table)

    for address, name, title in (
        (reverse("scoring:criteria-template"), "mau-bang-tieu-chi.xlsx", template_content().title),
        (reverse("scoring:table-workbook", args=[table.pk]), "so-nganh-ban-1.xlsx", table.title),
    ):
        answer = client.get(address)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert read_criteria_book(io.BytesIO(answer.content), name, ()).title == title


def test_a_member_takes_home_the_table_of_its_season_only(client):
    season, agencies = make_bloc_year(1)
    other, _ = make_bloc_year(1)
    assign(season, make_table(code="cua-khoi"))
    client.force_login(make_editor(agencies[0]))

    answer = client.get(season_page("season-workbook", season))

    assert answer["Content-Disposition"] == 'attachment; filename="cua-khoi-ban-1.xlsx"'
    assert client.get(season_page("season-workbook", other)).status_code == 404

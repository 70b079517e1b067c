"""An edited Word copy of a registration: nothing is taken, each change leads to its page."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import RegistrationItem, Season
from blocs.services import ItemSpec, MovementSpec, record_movements, register_targets
from blocs.states import RegistrationKind, Stage
from reports.states import DocumentKind
from tests.factories import make_editor
from tests.reports.issuing import ready_draft
from tests.reports.narrating import make_year, said, say
from tests.reports.pages import of_registration, settle_in
from tests.reports.word_copies import Copy, typed

pytestmark = pytest.mark.django_db
REVENUE = ItemSpec(RegistrationKind.TARGET, "Thu ngân sách", "tỷ đồng", Decimal(8841))
FLAG = ItemSpec(RegistrationKind.TITLE, "Cờ thi đua của tỉnh", "tập thể", Decimal(1))


@pytest.fixture
def year():
    season, (head, own, *_) = make_year()
    Season.objects.filter(pk=season.pk).update(stage=Stage.REGISTRATION)
    season.refresh_from_db()
    record_movements(season_id=season.pk, specs=[MovementSpec("Chung sức")], actor=None)
    register_targets(
        season_id=season.pk,
        agency=own,
        items=[REVENUE, FLAG],
        registered_on=None,
        seen_version=0,
        actor=None,
    )
    return season, head, own


def drawn_up(season, agency):
    return ready_draft(season, DocumentKind.ENROLMENT, agency.code)


def at(document, name="word-return") -> str:
    return reverse(f"reports:{name}", args=[document.uuid])


def send(client, document, word: Copy) -> str:
    upload = SimpleUploadedFile("dang-ky.docx", word.data)
    return client.post(at(document), {"upload": upload}).content.decode()


def kept() -> list[str]:
    return list(RegistrationItem.objects.order_by("position").values_list("content", flat=True))


@pytest.mark.parametrize("printed", ["Thu ngân sách", "8.841", "tỷ đồng", "Cờ thi đua của tỉnh"])
def test_a_changed_target_or_title_leads_to_the_members_own_page(client, year, printed):
    season, _, own = year
    document = drawn_up(season, own)
    settle_in(client, make_editor(own))
    assert f'href="{at(document)}"' in client.get(document.get_absolute_url()).content.decode()
    assert "không nội dung nào được nhận từ tệp" in client.get(at(document)).content.decode()
    word = Copy(document)
    word.retype(printed, "9.999" if printed == "8.841" else "Chữ khác")

    page = send(client, document, word)

    link = (
        f'<a href="{of_registration(season, own)}">Trang Đăng ký thi đua của {own.short_name}</a>'
    )
    assert link in page
    assert "văn bản này in từ dữ liệu nên không nhận từ tệp" in page
    assert "Xác nhận, lưu lời văn" not in page
    assert "Trang Số liệu báo cáo" not in page
    assert kept() == ["Thu ngân sách", "Cờ thi đua của tỉnh"]


def test_a_row_that_was_deleted_or_typed_in_leads_there_too(client, year):
    season, _, own = year
    document = drawn_up(season, own)
    settle_in(client, make_editor(own))
    gone, more = Copy(document), Copy(document)
    gone.delete("Cờ thi đua của tỉnh")
    more.paragraph("Cờ thi đua của tỉnh").addnext(typed("Bằng khen"))

    for word in (gone, more):
        assert f'<a href="{of_registration(season, own)}">' in send(client, document, word)


def test_a_movement_on_it_is_changed_where_movements_are(client, year):
    season, head, own = year
    document = drawn_up(season, own)
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.retype("Chung sức", "Chung tay")

    page = send(client, document, word)

    assert "Trang Số liệu báo cáo, Phong trào thi đua</a>" in page
    assert of_registration(season, own) not in page


def test_a_copy_that_was_not_edited_is_said_to_be_the_same(client, year):
    season, _, own = year
    document = drawn_up(season, own)
    settle_in(client, make_editor(own))

    assert "Tệp không khác văn bản." in send(client, document, Copy(document))


def test_who_may_not_register_is_told_why(client, year):
    season, head, own = year
    document = drawn_up(season, own)
    word = Copy(document)
    word.retype("Thu ngân sách", "Chữ khác")
    settle_in(client, make_editor(head))
    assert "Chỉ người của đơn vị được đăng ký" in send(client, document, word)

    Season.objects.filter(pk=season.pk).update(stage=Stage.RUNNING)
    settle_in(client, make_editor(own))

    page = send(client, document, word)
    assert "Chỉ đăng ký thi đua ở bước" in page
    assert of_registration(season, own) not in page


def test_another_members_registration_is_not_there_for_a_member(client, year):
    season, _, own = year
    document = drawn_up(season, own)
    stranger = season.memberships.exclude(agency=own).order_by("position").last().agency
    settle_in(client, make_editor(stranger))
    word = Copy(document)

    upload = SimpleUploadedFile("dang-ky.docx", word.data)
    assert client.get(at(document)).status_code == 404
    assert client.post(at(document), {"upload": upload}).status_code == 404


def test_words_that_the_report_shares_by_chance_stay_as_they_are(client, year):
    season, head, own = year
    say(season, "Thu ngân sách")
    document = drawn_up(season, own)
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.retype("Thu ngân sách", "Thu ngân sách nhà nước")

    page = send(client, document, word)

    assert "Xác nhận, lưu lời văn" not in page
    taken = client.post(at(document, "word-return-take"), {"held": ""})
    assert taken.status_code == 404
    assert said(season) == ["Thu ngân sách"]


def test_a_number_of_registrations_in_the_report_leads_to_the_list_of_them(client, year):
    season, head, _ = year
    say(season, "Có {1 chỉ tiêu|dang-ky.chi-tieu} được đăng ký.")
    document = ready_draft(season)
    settle_in(client, make_editor(head))
    word = Copy(document)
    word.retype("1 chỉ tiêu", "Có 7 chỉ tiêu được đăng ký.")

    page = send(client, document, word)

    assert f'<a href="{of_registration(season)}">Trang Đăng ký thi đua</a>' in page

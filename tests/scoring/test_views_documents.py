from datetime import date

import pytest
from django.urls import reverse

from blocs.states import Stage
from scoring.models import Evidence, EvidenceDocument
from scoring.states import SheetState
from tests.factories import (
    line_of,
    make_bloc_year,
    make_document_of,
    make_editor,
    make_evidence,
    make_sheet,
)
from tests.scoring.pages import sheet_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2])


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency)
    client.force_login(user)
    return user


def register(sheet, **query):
    return reverse("scoring:register", args=[sheet.agency.code], query=query or None)


def page_of(document, name="document-edit"):
    return reverse(f"scoring:{name}", args=[document.pk])


@pytest.mark.parametrize("size", [1, 3])
def test_the_register_costs_the_same_for_one_document_and_for_many(
    client, django_assert_num_queries, sheet, size
):
    for _ in range(size):
        make_evidence(line_of(sheet, "I.1"))
    sign_in(client, make_editor(sheet.agency))

    with django_assert_num_queries(6):
        page = client.get(register(sheet))

    assert len(page.context["table"].rows) == size


def test_the_register_says_what_a_document_is_used_for_and_what_is_odd(client, editor, sheet):
    before = date(sheet.season.cycle.starts_on.year - 1, 5, 4)
    make_evidence(line_of(sheet, "I.1"), title="Quyết định cũ", issued_on=before)
    make_document_of(sheet.agency, title="Công văn")

    page = text_of(client.get(register(sheet)))

    assert f"{sheet.season.cycle.label}, mục I.1" in page
    assert "ngoài năm" in page
    assert "Chưa dùng" in page


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"tim": "quyết ĐỊNH"}, ["Quyết định cũ"]),
        ({"tim": "45/bc"}, ["Báo cáo"]),
        ({"loc": "chua-dung"}, ["Báo cáo"]),
        ({"loc": "dang-dung"}, ["Quyết định cũ"]),
        ({"loc": "ngoai-nam"}, ["Quyết định cũ"]),
        ({"nam": "?"}, ["Báo cáo", "Quyết định cũ"]),
        ({"sort": "title"}, ["Báo cáo", "Quyết định cũ"]),
        ({"sort": "-title"}, ["Quyết định cũ", "Báo cáo"]),
    ],
)
def test_the_register_filters_and_sorts(client, editor, sheet, query, kept):
    make_evidence(line_of(sheet, "I.1"), title="Quyết định cũ", issued_on=date(1999, 5, 4))
    make_document_of(sheet.agency, title="Báo cáo", number="45/BC-CT")

    table = client.get(register(sheet, **query)).context["table"]

    assert [row.record.document.title for row in table.rows] == kept


def test_an_odd_date_is_marked_on_the_sheet_and_in_the_panel(client, editor, sheet):
    line = line_of(sheet, "I.1")
    make_evidence(line, issued_on=date(1999, 5, 4))

    row = client.get(sheet.get_absolute_url()).content.decode()
    panel = text_of(client.get(sheet_page("evidence-list", sheet, line.pk)))

    assert "ngoài năm" in row
    assert "Văn bản ngày 04/5/1999, trước năm thi đua" in panel


def test_a_document_is_put_forward_from_the_register(client, editor, sheet):
    line = line_of(sheet, "I.1")
    document = make_document_of(sheet.agency, title="Báo cáo năm")
    panel = sheet_page("evidence-list", sheet, line.pk)

    offered = client.get(panel)
    answer = client.post(
        sheet_page("evidence-use", sheet, line.pk), {"document": document.pk}, follow=True
    )

    assert f'<option value="{document.pk}">Báo cáo năm</option>' in offered.content.decode()
    assert "Đã thêm minh chứng từ sổ tài liệu." in text_of(answer)
    assert Evidence.objects.get().document == document
    assert f'<option value="{document.pk}">' not in answer.content.decode()


@pytest.mark.parametrize("wanted", ["", "x", "99999", "9" * 30, "²"])
def test_a_choice_of_nothing_is_explained(client, editor, sheet, wanted):
    line = line_of(sheet, "I.1")

    answer = client.post(sheet_page("evidence-use", sheet, line.pk), {"document": wanted})

    assert answer.status_code == 422
    assert "Quý vị" in text_of(answer)
    assert not Evidence.objects.exists()


def test_a_document_is_corrected_on_its_page(client, editor, sheet):
    document = make_document_of(sheet.agency, title="Bao cao")
    page = client.get(page_of(document))
    form = {"seen_version": value_of(page, "seen_version"), "title": "Báo cáo", "number": "1/BC"}

    answer = client.post(page_of(document), form, follow=True)

    assert "Đã lưu thông tin tài liệu." in text_of(answer)
    assert EvidenceDocument.objects.get().title == "Báo cáo"
    again = client.post(page_of(document), form | {"title": "Khác"})
    assert again.status_code == 409
    assert value_of(again, "title") == "Khác"  # what was typed is still there


def test_a_document_that_was_sent_is_only_shown(client, editor, sheet):
    evidence = make_evidence(line_of(sheet, "I.1"))
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED.value, "2025-11-20T08:00:00+07:00"
    sheet.save()

    page = client.get(page_of(evidence.document))

    assert "đã gửi kèm phiếu chấm điểm" in text_of(page)
    assert 'name="title"' not in page.content.decode()


def test_a_document_nobody_uses_is_taken_out(client, editor, sheet):
    used = make_evidence(line_of(sheet, "I.1")).document
    unused = make_document_of(sheet.agency)

    refused = client.post(page_of(used, "document-remove"))
    answer = client.post(page_of(unused, "document-remove"), follow=True)

    assert refused.status_code == 403
    assert "khỏi sổ tài liệu." in text_of(answer)
    assert EvidenceDocument.objects.get() == used


def test_another_agencys_register_does_not_exist(client, sheet):
    document = make_document_of(sheet.agency)
    client.force_login(make_editor(sheet.season.memberships.first().agency))

    assert client.get(register(sheet)).status_code == 404
    assert client.get(page_of(document)).status_code == 404
    assert client.post(page_of(document, "document-remove")).status_code == 404
    assert EvidenceDocument.objects.exists()

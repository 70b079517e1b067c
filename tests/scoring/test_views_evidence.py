import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.states import Stage
from scoring.models import Evidence, EvidenceFile
from scoring.states import SheetState
from tests.factories import line_of, make_bloc_year, make_editor, make_evidence, make_sheet
from tests.scoring.hostile import pdf
from tests.scoring.pages import HTMX, piece, sheet_page, sign_in, text_of

pytestmark = pytest.mark.django_db
PDF = pdf()


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2])


@pytest.fixture
def line(sheet):
    return line_of(sheet, "I.1")


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency)
    client.force_login(user)
    return user


@pytest.fixture
def stored(client, editor, sheet, line):
    add(client, sheet, line, upload=SimpleUploadedFile("báo cáo.pdf", PDF, "application/pdf"))
    return EvidenceFile.objects.get()


def add(client, sheet, line, headers=None, **fields):
    address = sheet_page("evidence-add", sheet, line.pk)
    return client.post(address, {"title": "Báo cáo năm", **fields}, headers=headers)


def file_page(stored):
    return reverse("scoring:evidence-file", args=[stored.uuid])


@pytest.mark.parametrize("size", [1, 3])
def test_the_panel_costs_the_same_for_one_document_and_for_many(
    client, django_assert_num_queries, sheet, line, size
):
    for _ in range(size):
        make_evidence(line)
    sign_in(client, make_editor(sheet.agency))

    # session, user, appointments, line, evidence, calendar, the register's other documents
    with django_assert_num_queries(7):
        page = client.get(sheet_page("evidence-list", sheet, line.pk), headers=HTMX)

    assert len(page.context["items"]) == size


def test_the_panel_is_a_fragment_beside_the_row_and_a_page_of_its_own(client, editor, sheet, line):
    address = sheet_page("evidence-list", sheet, line.pk)

    beside = client.get(address, headers=HTMX).content.decode()
    page = client.get(address).content.decode()

    assert "<html" not in beside
    assert "data-close-beside" in beside
    assert "<html" in page
    assert f'href="{sheet.get_absolute_url()}#dong-{line.pk}"' in page


def test_on_a_page_of_its_own_the_panel_changes_by_whole_pages_only(client, editor, sheet, line):
    make_evidence(line)
    make_evidence(line_of(sheet, "I.2"))
    address = sheet_page("evidence-list", sheet, line.pk)

    beside = client.get(address, headers=HTMX).content.decode()
    page = client.get(address).content.decode()

    # Add, take one of the register, ask before one is taken back: each in its place.
    assert len(re.findall(r"hx-(?:get|post)=", beside)) == 3
    assert re.findall(r"hx-[a-z]+=", page.partition("<main")[2]) == []


def test_a_document_is_put_forward_with_its_data_and_file(client, editor, sheet, line):
    answer = add(
        client,
        sheet,
        line,
        number="45/BC-CT",
        issued_on="05/3/2022",
        issuer="Cục Thuế",
        upload=SimpleUploadedFile("báo cáo.pdf", PDF, "application/pdf"),
    )

    evidence = Evidence.objects.get()
    assert answer.url == sheet_page("evidence-list", sheet, line.pk)
    document = evidence.document
    assert (document.title, document.number, document.issuer) == (
        "Báo cáo năm",
        "45/BC-CT",
        "Cục Thuế",
    )
    assert str(document.issued_on) == "2022-03-05"
    assert document.file.name == "báo cáo.pdf"
    with document.file.file.open("rb") as content:
        assert content.read() == PDF


def test_beside_the_row_the_answer_also_counts_the_evidence_of_the_row(client, editor, sheet, line):
    answer = add(client, sheet, line, headers=HTMX)

    assert answer.status_code == 200
    assert piece(answer, f"e{line.pk}") == "1"
    assert "Đã thêm minh chứng." in text_of(answer)
    assert "45/BC" not in text_of(answer)


def test_a_bad_file_and_a_bad_date_are_explained_at_their_fields(client, editor, sheet, line):
    wrong = SimpleUploadedFile("lừa.pdf", b"MZ not a pdf", "application/pdf")

    refused = add(client, sheet, line, upload=wrong)
    dated = add(client, sheet, line, issued_on="31/02/2022")
    empty = add(client, sheet, line, title="")

    assert [refused.status_code, dated.status_code, empty.status_code] == [422, 422, 422]
    assert list(refused.context["form"].errors) == ["upload"]
    assert "Quý vị ghi ngày theo dạng ngày/tháng/năm" in text_of(dated)
    assert list(empty.context["form"].errors) == ["title"]
    assert not Evidence.objects.exists()


def test_a_document_is_taken_back(client, editor, sheet, line):
    evidence = make_evidence(line)

    answer = client.post(remove_page(evidence), follow=True)

    assert "Đã gỡ minh chứng." in text_of(answer)
    assert not Evidence.objects.exists()


def remove_page(evidence):
    return reverse("scoring:evidence-remove", args=[evidence.pk])


def test_before_a_document_is_taken_back_a_page_says_what_that_means(client, stored, sheet, line):
    evidence = Evidence.objects.get()

    alone = client.get(remove_page(evidence))
    Evidence.objects.create(line=line_of(sheet, "I.2"), document=evidence.document)
    shared = client.get(remove_page(evidence))

    assert "Báo cáo năm" in text_of(alone)
    assert "Minh chứng không còn ở mục I.1" in text_of(alone)
    assert "Tài liệu vẫn ở trong sổ tài liệu của đơn vị." in text_of(alone)
    assert "còn là minh chứng của 1 mục khác" in text_of(shared)
    assert f'href="{sheet_page("evidence-list", sheet, line.pk)}"' in alone.content.decode()
    assert Evidence.objects.count() == 2


def test_a_document_without_a_file_speaks_of_no_file(client, editor, line):
    page = client.get(remove_page(make_evidence(line)))

    assert "Không kèm tệp" in text_of(page)


def test_beside_the_row_the_question_takes_the_place_of_the_panel(client, editor, line):
    evidence = make_evidence(line)

    asked = client.get(remove_page(evidence), headers=HTMX).content.decode()
    answer = client.post(remove_page(evidence), headers=HTMX)

    assert "<html" not in asked
    assert f'hx-post="{remove_page(evidence)}"' in asked
    assert "Đã gỡ minh chứng." in text_of(answer)
    assert piece(answer, f"e{line.pk}") == "Thêm"


def test_after_sending_evidence_can_be_read_but_not_changed(client, editor, sheet, line):
    evidence = make_evidence(line)
    type(sheet).objects.update(state=SheetState.AWAITING.value)

    page = client.get(sheet_page("evidence-list", sheet, line.pk))
    added = add(client, sheet, line)
    asked = client.get(remove_page(evidence))
    removed = client.post(remove_page(evidence))

    assert remove_page(evidence) not in page.content.decode()
    assert "đang chờ thủ trưởng đơn vị duyệt" in text_of(asked)
    for shown in (page, asked):
        assert "<form" not in shown.content.decode().partition("<main")[2]
    assert [added.status_code, removed.status_code] == [403, 403]
    assert "đang chờ thủ trưởng đơn vị duyệt" in text_of(removed)
    assert Evidence.objects.get() == evidence


def test_the_file_is_shown_inline_with_headers_that_keep_it_harmless(client, stored):
    answer = client.get(file_page(stored))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_a_browser_should_not_open_is_handed_over_to_keep(client, stored):
    asked = client.get(file_page(stored), {"tai-ve": ""})
    list(asked.streaming_content)
    EvidenceFile.objects.update(extension="docx", name="Báo cáo.docx")

    answer = client.get(file_page(stored))
    list(answer.streaming_content)

    assert asked["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.docx"
    )


def test_another_blocs_evidence_does_not_exist(client, stored, sheet, line):
    evidence = Evidence.objects.get()
    _, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    assert client.get(file_page(stored)).status_code == 404
    assert client.get(sheet_page("evidence-list", sheet, line.pk)).status_code == 404
    assert add(client, sheet, line).status_code == 404
    assert client.get(remove_page(evidence)).status_code == 404
    assert client.post(remove_page(evidence)).status_code == 404
    assert Evidence.objects.count() == 1


def test_a_line_is_only_found_on_its_own_sheet(client, year, editor, line):
    season, agencies = year
    other = make_sheet(season, agencies[0])

    assert client.get(sheet_page("evidence-list", other, line.pk)).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, stored):
    stored.file.storage.delete(stored.file.name)

    assert client.get(file_page(stored)).status_code == 404


def test_no_address_leads_to_a_file_past_its_page(client, stored, settings):
    """A peer keeps its users' files in a folder that the web server hands out."""
    name = stored.file.name
    folder = Path(stored.file.path)
    guesses = [f"/{name}", f"/media/{name}", f"/static/{name}", f"/static/../media/{name}"]
    public = [Path(settings.STATIC_ROOT), settings.BASE_DIR / "static"]

    asked = [client.get(guess).status_code for guess in guesses]
    client.logout()
    answer = client.get(file_page(stored))

    assert asked == [404] * len(guesses)
    assert not any(folder.is_relative_to(place) for place in public)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (
        302,
        reverse("accounts:sign-in"),
    )

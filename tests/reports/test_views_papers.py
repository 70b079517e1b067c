import hashlib
from pathlib import Path

import pytest
from django.contrib.messages import get_messages

from accounts.models import AuditEvent
from reports import services
from reports.models import Document
from reports.states import DocumentKind, DocumentState
from tests.factories import (
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_document,
    make_editor,
    make_officer,
)
from tests.reports.issuing import make_line
from tests.reports.packing import make_packs
from tests.reports.pages import of_document, of_season, settle_in

pytestmark = pytest.mark.django_db
POSTED = ["document-retry", "document-cancel"]
PARTS = ["document-detail", "document-progress", "document-download", *POSTED]
SUMMARY = DocumentKind.SUMMARY_REPORT.value


def ready_document() -> Document:
    season, _ = make_bloc_year(
        2, bloc=make_bloc(code="tay-ninh-cqtw"), cycle=make_cycle(label="2022")
    )
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.make(document.pk)
    document.refresh_from_db()
    return document


def send(client, name: str, address: str):
    return client.post(address) if name in {*POSTED, "document-ask"} else client.get(address)


@pytest.mark.parametrize("name", PARTS)
def test_a_paper_of_another_bloc_does_not_exist_for_me(client, name):
    document = make_document(make_bloc_year(2)[0], state="failed", error="Lỗi")
    client.force_login(make_editor(make_bloc_year(2)[1][0]))

    answer = send(client, name, of_document(document, name))

    document.refresh_from_db()
    assert (answer.status_code, document.state) == (404, DocumentState.FAILED)
    assert AuditEvent.objects.count() == 0


def test_the_list_says_in_words_how_far_a_paper_is(client):
    season, members = make_bloc_year(2)
    make_document(season, state="failed", error="Lỗi")
    client.force_login(make_editor(members[0]))

    listed = client.get(of_season(season)).content.decode()

    assert '<span class="state-failed">Không lập được</span>' in listed


@pytest.mark.parametrize("name", ["document-list", "document-ask"])
def test_the_papers_of_another_bloc_do_not_exist_for_me(client, name):
    season, _ = make_bloc_year(2)
    client.force_login(make_editor(make_bloc_year(2)[1][0]))
    more = [SUMMARY] if name == "document-ask" else []

    assert send(client, name, of_season(season, name, *more)).status_code == 404
    assert Document.objects.count() == 0


@pytest.mark.parametrize("name", PARTS)
def test_a_visitor_is_sent_to_sign_in(client, name):
    document = make_document(make_bloc_year(1)[0])

    assert send(client, name, of_document(document, name)).url.startswith("/dang-nhap/")


def test_the_secretariat_asks_and_watches(client):
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))

    answer = client.post(of_season(season, "document-ask", SUMMARY))

    document = Document.objects.get()
    assert answer.url == of_document(document)
    assert document.kind == SUMMARY
    page = client.get(answer.url).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page


def test_a_second_click_leads_to_the_same_paper(client):
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))

    answers = [client.post(of_season(season, "document-ask", SUMMARY)) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Document.objects.count() == 1


def test_a_member_sees_why_the_button_is_grey_and_is_refused(client):
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[2]))

    page = client.get(of_season(season)).content.decode()
    answer = client.post(of_season(season, "document-ask", SUMMARY))

    assert 'disabled aria-describedby="why-lap"' in page
    assert "Chỉ đơn vị Trưởng khối" in page
    assert "Chỉ đơn vị Trưởng khối" in str(*get_messages(answer.wsgi_request))
    assert Document.objects.count() == 0


def test_a_kind_that_is_not_printed_does_not_exist(client):
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))

    assert client.post(of_season(season, "document-ask", "ban-tin")).status_code == 404


def test_every_member_of_the_bloc_may_read_its_papers(client):
    document = ready_document()
    member = document.season.memberships.get(position=2).agency
    client.force_login(make_editor(member))

    answer = client.get(of_document(document, "document-download"))

    assert answer.getvalue().startswith(b"%PDF-")


def test_a_download_is_the_file_itself_under_a_plain_name(client):
    document = ready_document()
    officer = make_officer(document.season.bloc)
    client.force_login(officer)

    answer = client.get(of_document(document, "document-download"))

    data = answer.getvalue()
    assert hashlib.sha256(data).hexdigest() == document.sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="bao-cao-tong-ket-tay-ninh-cqtw-2022.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"


def test_a_download_is_noted_with_the_person_and_changes_nothing_else(client):
    document = ready_document()
    officer = make_officer(document.season.bloc)
    client.force_login(officer)
    before = Document.objects.values().get()

    client.get(of_document(document, "document-download")).getvalue()

    event = AuditEvent.objects.get(action="document.download")
    assert (event.actor, event.after) == (officer, {"sha256": document.sha256})
    assert Document.objects.values().get() == before


def test_asking_for_the_head_of_a_download_notes_nothing(client):
    document = ready_document()
    client.force_login(make_officer(document.season.bloc))

    assert client.head(of_document(document, "document-download")).status_code == 405

    assert not AuditEvent.objects.filter(action="document.download").exists()


def test_a_paper_that_is_not_made_cannot_be_downloaded(client):
    document = make_document(make_bloc_year(1)[0])
    client.force_login(make_officer())

    answer = client.get(of_document(document, "document-download"))

    assert answer.url == of_document(document)
    assert "chưa lập xong" in str(*get_messages(answer.wsgi_request))


def test_a_file_that_is_gone_is_a_plain_404(client):
    document = ready_document()
    Path(document.file.path).unlink()
    client.force_login(make_officer())

    assert client.get(of_document(document, "document-download")).status_code == 404


def test_the_progress_stops_asking_when_the_paper_is_ready(client):
    document = ready_document()
    client.force_login(make_officer())

    part = client.get(of_document(document, "document-progress")).content.decode()

    assert "hx-trigger" not in part
    assert "<html" not in part
    assert document.sha256 in part
    assert of_document(document, "document-download") in part


def test_a_failure_gives_its_reason_and_a_button_that_tries_again(client):
    season, members = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.mark_failed(document.pk, "Máy chủ hết chỗ.")
    client.force_login(make_editor(members[0]))

    page = client.get(of_document(document)).content.decode()
    client.post(of_document(document, "document-retry"))

    document.refresh_from_db()
    assert "Máy chủ hết chỗ." in page
    assert document.state == DocumentState.QUEUED


def test_a_member_sees_a_failure_but_cannot_try_again(client):
    season, members = make_bloc_year(3)
    document = make_document(season, state="failed", error="Máy chủ hết chỗ.")
    client.force_login(make_editor(members[2]))

    page = client.get(of_document(document)).content.decode()
    client.post(of_document(document, "document-retry"))

    document.refresh_from_db()
    assert 'disabled aria-describedby="why-lap-lai"' in page
    assert document.state == DocumentState.FAILED


def test_sample_papers_are_marked_in_the_list_and_on_their_page(client):
    document = make_document(make_bloc_year(1)[0], is_sample=True)
    client.force_login(make_officer())

    for address in (of_season(document.season), of_document(document)):
        assert "DỮ LIỆU MẪU" in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_paper_and_for_many(
    client, django_assert_num_queries, count
):
    season, members = make_bloc_year(2)
    editor = make_editor(members[0])
    for _ in range(count):
        make_document(season, requested_by=editor)
    for number in range(1, count + 1):
        make_line(season, members[0], number=number, issued_by=editor)
    Document.objects.exclude(issues=None).update(requested_by=editor)
    make_packs(season, count, requested_by=editor)
    settle_in(client, editor)

    # session, user, appointments, season, seats, drafts, register and packs (with a
    # count each), sample; of what can be made:
    # ballots on paper, ballots, ranking, proposals, refused ones, names, sheets, members,
    # registrations, members, sheets, lines given back, different lines, members, meetings twice,
    # what members owe (members, registrations are not asked in this stage), proposals, names; of
    # the words: figures, and the agencies whose own the person writes
    with django_assert_num_queries(33):
        answer = client.get(of_season(season))

    assert len(answer.context["table"].page.object_list) == 2 * count
    assert len(answer.context["issued"].page.object_list) == count
    assert len(answer.context["packs"].page.object_list) == count

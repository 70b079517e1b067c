import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs.models import NextTask
from reports import services
from reports.models import Document
from reports.states import DocumentKind, DocumentState
from tests.factories import make_bloc_year, make_editor, make_officer, make_user

SUMMARY = DocumentKind.SUMMARY_REPORT.value


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.django_db
def test_asking_makes_a_waiting_document_and_one_audit_line():
    season, members = make_bloc_year(2)
    secretary = make_editor(members[0])

    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=secretary)

    assert document.state == DocumentState.QUEUED
    assert document.requested_by == secretary
    assert document.content["bloc"] == season.bloc.name
    assert actions() == ["document.ask"]


@pytest.mark.django_db
def test_the_same_facts_are_the_same_document():
    season, _ = make_bloc_year(2)

    first = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    second = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    assert first.pk == second.pk
    assert actions() == ["document.ask"]


@pytest.mark.django_db
def test_a_new_fact_is_a_new_document():
    season, _ = make_bloc_year(2)
    first = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    NextTask.objects.create(season=season, position=1, text="Đăng ký chỉ tiêu ngay từ đầu năm")

    second = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    assert first.fingerprint != second.fingerprint
    assert Document.objects.count() == 2


@pytest.mark.django_db
def test_each_kind_is_a_document_of_its_own():
    season, _ = make_bloc_year(2)

    for kind in list(DocumentKind)[:4]:  # those that need no facts but a season
        services.ask_for_paper(season_id=season.pk, kind=kind.value, actor=None)

    kinds = Document.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "bao-cao-tong-ket",
        "giao-uoc",
        "bang-tong-hop-diem",
        "bien-ban-ban-giao",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("place", [1, 2])
def test_a_member_that_does_not_lead_the_bloc_is_refused(place):
    season, members = make_bloc_year(3)

    with pytest.raises(NotAllowed, match="Trưởng khối"):
        services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=make_editor(members[place]))

    assert Document.objects.count() == 0
    assert actions() == []


@pytest.mark.django_db
def test_the_province_may_ask():
    season, _ = make_bloc_year(2)
    officer = make_officer(season.bloc)

    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=officer)

    assert document.requested_by == officer


@pytest.mark.django_db
def test_an_unknown_kind_is_refused():
    season, _ = make_bloc_year(2)

    with pytest.raises(Invalid, match="ban-tin"):
        services.ask_for_paper(season_id=season.pk, kind="ban-tin", actor=None)


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_are_one_document():
    season, members = make_bloc_year(2)
    secretary = make_editor(members[0])

    def click(_: int) -> int:
        try:
            return services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=secretary).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        found = set(pool.map(click, range(20)))

    assert len(found) == 1
    assert Document.objects.count() == 1
    assert actions() == ["document.ask"]


@pytest.mark.django_db
def test_making_writes_the_file_and_its_checksum():
    season, _ = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    assert services.make(document.pk)

    document.refresh_from_db()
    data = Path(document.file.path).read_bytes()
    assert data.startswith(b"%PDF-")
    assert document.state == DocumentState.READY
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.size == len(data)
    assert document.attempts == 1
    assert document.lease_until is None
    assert actions() == ["document.ask", "document.ready"]


@pytest.mark.django_db
def test_the_file_lies_in_the_private_folder_under_the_documents_own_name():
    season, _ = make_bloc_year(1)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    services.make(document.pk)

    document.refresh_from_db()
    folder = Path(settings.MEDIA_ROOT) / "documents"
    assert [path.name for path in folder.iterdir()] == [f"{document.uuid}.pdf"]
    assert Path(document.file.path).stat().st_mode & 0o777 == 0o640


@pytest.mark.django_db
def test_making_twice_changes_nothing():
    season, _ = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.make(document.pk)
    before = Document.objects.values().get()

    assert services.make(document.pk) is False

    assert Document.objects.values().get() == before
    assert actions() == ["document.ask", "document.ready"]


@pytest.mark.django_db
def test_a_failed_document_is_tried_again_from_the_beginning():
    season, members = make_bloc_year(2)
    secretary = make_editor(members[0])
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=secretary)
    Document.objects.update(attempts=3)
    services.mark_failed(document.pk, "Máy chủ hết chỗ.")

    services.retry_document(document_id=document.pk, actor=secretary)

    document.refresh_from_db()
    assert (document.state, document.attempts, document.error) == (DocumentState.QUEUED, 0, "")
    assert actions() == ["document.ask", "document.fail", "document.retry"]


@pytest.mark.django_db
def test_asking_again_for_a_failed_paper_tries_it_again():
    season, _ = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.mark_failed(document.pk, "Máy chủ hết chỗ.")

    again = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    assert again.pk == document.pk
    assert again.state == DocumentState.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize("state", [DocumentState.QUEUED, DocumentState.RUNNING])
def test_only_a_failed_document_is_retried(state):
    season, _ = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    Document.objects.update(state=state.value)

    with pytest.raises(NotAllowed, match="không lập được"):
        services.retry_document(document_id=document.pk, actor=None)


@pytest.mark.django_db
def test_a_stranger_retries_nothing():
    season, _ = make_bloc_year(2)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.mark_failed(document.pk, "Máy chủ hết chỗ.")

    with pytest.raises(NotAllowed):
        services.retry_document(document_id=document.pk, actor=make_user())

    document.refresh_from_db()
    assert document.state == DocumentState.FAILED

"""The register of documents: one serves many lines and years, and stays as it was sent."""

from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import Evidence, EvidenceDocument, EvidenceFile
from scoring.services import documents
from scoring.states import SheetState
from tests.factories import (
    line_of,
    make_bloc_year,
    make_document_of,
    make_editor,
    make_season,
    make_sheet,
)
from tests.scoring.test_evidence import PDF, attach, stored_files, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2])


@pytest.fixture
def editor(sheet):
    return make_editor(sheet.agency)


def edit(document, actor, **fields):
    values = {
        "seen_version": document.version,
        "title": document.title,
        "number": document.number,
        "issued_on": document.issued_on,
        "issuer": document.issuer,
    }
    return services.edit_document(document_id=document.pk, actor=actor, **{**values, **fields})


def test_the_same_file_in_another_year_is_the_document_of_the_register(sheet, editor):
    first = attach(line_of(sheet, "I.1"), editor, upload(), title="Quyết định 12")
    later = make_season(bloc=sheet.season.bloc, stage=Stage.SELF_SCORING)
    next_sheet = make_sheet(later, sheet.agency)

    second = attach(line_of(next_sheet, "I.1"), editor, upload(PDF, "ban-sao.pdf"), title="Khác")

    assert second.document == first.document
    assert second.document.title == "Quyết định 12"
    assert (EvidenceDocument.objects.count(), len(stored_files())) == (1, 1)


def test_a_document_of_the_register_serves_another_line(sheet, editor):
    document = make_document_of(sheet.agency, title="Báo cáo năm")

    services.attach_document(
        line_id=line_of(sheet, "I.2").pk, document_id=document.pk, actor=editor
    )

    assert Evidence.objects.get().document == document
    assert AuditEvent.objects.get().after["title"] == "Báo cáo năm"
    with pytest.raises(Refused, match=r"“Báo cáo năm” đã được đính kèm cho tiêu chí I\.2"):
        services.attach_document(
            line_id=line_of(sheet, "I.2").pk, document_id=document.pk, actor=editor
        )


def test_another_agencys_document_is_not_in_the_register(sheet, editor):
    theirs = make_document_of(sheet.season.memberships.first().agency)

    with pytest.raises(Refused, match="không còn trong sổ"):
        services.attach_document(
            line_id=line_of(sheet, "I.2").pk, document_id=theirs.pk, actor=editor
        )

    assert not Evidence.objects.exists()


def test_a_correction_is_told_for_all_lines_at_once(sheet, editor):
    evidence = attach(line_of(sheet, "I.1"), editor, title="Công văn", number="5/CV")

    changed = edit(evidence.document, editor, number="6/CV", issued_on=date(2022, 5, 4))

    assert (changed.number, changed.version) == ("6/CV", 2)
    event = AuditEvent.objects.order_by("id").last()
    assert event.action == "document.edit"
    assert (event.before["number"], event.after["number"]) == ("5/CV", "6/CV")


def test_a_correction_that_changes_nothing_writes_nothing(sheet, editor):
    document = make_document_of(sheet.agency)

    assert edit(document, editor).version == 1
    assert not AuditEvent.objects.exists()


def test_an_old_page_and_an_empty_title_are_refused(sheet, editor):
    document = make_document_of(sheet.agency)

    with pytest.raises(Stale):
        edit(document, editor, seen_version=9, title="x")
    with pytest.raises(Invalid) as refused:
        edit(document, editor, title=" \u202e ")

    assert refused.value.field == "title"


def test_a_day_that_no_document_has_is_refused_and_nothing_is_written(sheet, editor):
    with pytest.raises(Invalid, match="không thể trước 02/9/1945") as refused:
        attach(line_of(sheet, "I.1"), editor, upload(), issued_on=date(1, 1, 1))
    assert refused.value.field == "issued_on"
    assert not EvidenceDocument.objects.exists()
    assert stored_files() == []

    document = attach(line_of(sheet, "I.1"), editor, upload()).document
    told = AuditEvent.objects.count()
    with pytest.raises(Invalid, match="ghi đủ bốn chữ số của năm"):
        edit(document, editor, issued_on=date(22, 3, 1))
    assert EvidenceDocument.objects.get().issued_on == document.issued_on
    assert AuditEvent.objects.count() == told


def test_what_went_out_with_a_sheet_stays_as_it_was_read(sheet, editor):
    document = attach(line_of(sheet, "I.1"), editor, title="Công văn").document
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED.value, "2025-11-20T08:00:00+07:00"
    sheet.save()

    with pytest.raises(NotAllowed, match="đã gửi kèm phiếu"):
        edit(document, editor, title="Khác")


def test_a_document_that_another_sheet_takes_just_now_is_not_corrected(sheet, editor, monkeypatch):
    document = attach(line_of(sheet, "I.1"), editor, title="Công văn").document
    other = make_sheet(make_season(bloc=sheet.season.bloc), sheet.agency)
    hold = documents.lock_sheets_using

    def hold_too_early(document_id):
        held = hold(document_id)
        Evidence.objects.create(line=line_of(other, "I.1"), document=document)
        return held

    monkeypatch.setattr(documents, "lock_sheets_using", hold_too_early)

    with pytest.raises(Stale, match="vừa được đính kèm vào phiếu khác"):
        edit(document, editor, title="Khác")

    assert EvidenceDocument.objects.get().title == "Công văn"


def test_nobody_else_touches_the_register(sheet):
    document = make_document_of(sheet.agency)
    stranger = make_editor(sheet.season.memberships.first().agency)

    with pytest.raises(NotAllowed):
        edit(document, stranger, title="Khác")
    with pytest.raises(NotAllowed):
        services.remove_document(document_id=document.pk, actor=stranger)

    assert EvidenceDocument.objects.get() == document


def test_only_what_no_line_uses_is_taken_out_with_its_file(
    sheet, editor, django_capture_on_commit_callbacks
):
    evidence = attach(line_of(sheet, "I.1"), editor, upload())
    document = evidence.document

    with pytest.raises(NotAllowed, match="đang là minh chứng"):
        services.remove_document(document_id=document.pk, actor=editor)
    services.detach_evidence(evidence_id=evidence.pk, actor=editor)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_document(document_id=document.pk, actor=editor)

    assert stored_files() == []
    assert not EvidenceFile.objects.exists()
    assert AuditEvent.objects.order_by("id").last().action == "document.remove"
    with pytest.raises(Refused, match="không còn trong sổ"):
        services.remove_document(document_id=document.pk, actor=editor)

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import Evidence, EvidenceDocument, EvidenceFile
from scoring.states import SheetState
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_sheet,
)
from tests.scoring import hostile

pytestmark = pytest.mark.django_db

PDF = hostile.pdf()


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2])


@pytest.fixture
def editor(sheet):
    return make_editor(sheet.agency)


def upload(data=PDF, name="Quyết định.pdf"):
    return SimpleUploadedFile(name, data)


def attach(line, actor, file=None, title="", **fields):
    return services.attach_evidence(
        line_id=line.pk, upload=file, title=title, actor=actor, **fields
    )


def stored_files():
    root = Path(settings.MEDIA_ROOT)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def bytes_of(file):
    return Path(file.file.path).read_bytes()


def test_a_file_is_stored_under_its_uuid_and_named_as_its_sender_called_it(sheet, editor):
    evidence = attach(
        line_of(sheet, "I.1"),
        editor,
        upload(),
        title="Quyết định khen thưởng",
        number="12/QĐ-UBND",
        issued_on=date(2022, 3, 1),
        issuer="UBND tỉnh",
    )

    file = EvidenceFile.objects.get()
    assert evidence.document.file == file
    assert stored_files() == [f"evidence/{file.uuid}.pdf"] == [file.file.name]
    assert bytes_of(file) == PDF
    assert (file.agency, file.name, file.size) == (sheet.agency, "Quyết định.pdf", len(PDF))
    assert (file.content_type, file.uploaded_by) == ("application/pdf", editor)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor) == ("line.attach_evidence", editor)
    assert event.after == {
        "title": "Quyết định khen thưởng",
        "number": "12/QĐ-UBND",
        "issued_on": "2022-03-01",
        "issuer": "UBND tỉnh",
        "file": "Quyết định.pdf",
        "sha256": file.sha256,
    }


def test_a_document_may_be_named_by_its_data_alone_or_by_its_file_alone(sheet, editor):
    line = line_of(sheet, "I.1")

    by_data = attach(line, editor, title="Công văn", number="5/CV")
    by_file = attach(line, editor, upload())

    assert (by_data.document.file, by_data.document.title) == (None, "Công văn")
    assert by_file.document.title == "Quyết định.pdf"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " \u202e "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "x", "number": "1" * 61}, "number"),
        ({"title": "x", "issuer": "y" * 201}, "issuer"),
    ],
)
def test_data_that_says_nothing_or_too_much_is_refused(sheet, editor, fields, field):
    with pytest.raises(Invalid) as refused:
        attach(line_of(sheet, "I.1"), editor, **fields)

    assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_the_same_bytes_of_one_agency_are_stored_once(sheet, editor):
    first = attach(line_of(sheet, "I.1"), editor, upload())
    second = attach(line_of(sheet, "I.2"), editor, upload(name="Bản khác.pdf"))

    assert first.document.file == second.document.file
    assert len(stored_files()) == 1


def test_another_agency_has_a_file_of_its_own(sheet, editor, year):
    season, agencies = year
    theirs = make_sheet(season, agencies[1])

    first = attach(line_of(sheet, "I.1"), editor, upload())
    second = attach(line_of(theirs, "I.1"), make_editor(agencies[1]), upload())

    assert first.document.file != second.document.file
    assert first.document.file.sha256 == second.document.file.sha256
    assert len(stored_files()) == 2


def test_one_file_stands_on_a_line_once(sheet, editor):
    line = line_of(sheet, "I.1")
    attach(line, editor, upload())

    with pytest.raises(Refused, match=r"“Quyết định\.pdf” đã được đính kèm cho tiêu chí I\.1"):
        attach(line, editor, upload(name="Quyết định 2.pdf"))

    assert (Evidence.objects.count(), len(stored_files())) == (1, 1)
    assert AuditEvent.objects.count() == 1


def test_a_refused_file_leaves_nothing_behind(sheet, editor):
    with pytest.raises(Invalid, match="“ma-doc\\.pdf” có nội dung không khớp"):
        attach(line_of(sheet, "I.1"), editor, upload(b"MZ\x90", "../ma-doc.pdf"))

    assert stored_files() == []
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_file_whose_transaction_fails_is_removed_again(sheet, editor, monkeypatch):
    def fail(**_):
        assert len(stored_files()) == 1  # it was there
        raise DatabaseError("gone away")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(DatabaseError):
        attach(line_of(sheet, "I.1"), editor, upload())

    assert stored_files() == []
    assert not EvidenceFile.objects.exists()


def test_a_photo_is_known_by_the_bytes_that_are_stored(sheet, editor):
    photo = hostile.located_photo()

    first = attach(line_of(sheet, "I.1"), editor, upload(photo, "anh.jpg"))
    second = attach(line_of(sheet, "I.2"), editor, upload(photo, "anh.jpg"))

    assert first.document.file == second.document.file
    assert b"Exif" not in bytes_of(first.document.file)
    assert first.document.file.size == len(bytes_of(first.document.file))


@pytest.mark.parametrize("state", [SheetState.AWAITING, SheetState.SUBMITTED, SheetState.APPRAISED])
def test_evidence_is_closed_with_the_sheet(year, state):
    season, agencies = year
    sheet = make_sheet(season, agencies[1], state=state)
    editor = make_editor(agencies[1])
    kept = make_evidence(line_of(sheet, "I.1"), title="Cũ")

    with pytest.raises(NotAllowed):
        attach(line_of(sheet, "I.1"), editor, upload())
    with pytest.raises(NotAllowed):
        services.detach_evidence(evidence_id=kept.pk, actor=editor)

    assert list(Evidence.objects.all()) == [kept]
    assert stored_files() == []


def test_a_stranger_is_refused_before_the_file_is_read(sheet, year):
    class Unreadable:
        name = "a.pdf"

        def read(self, size=-1, /):
            raise AssertionError("the file was read")

    with pytest.raises(NotAllowed):
        attach(line_of(sheet, "I.1"), make_approver(year[1][0]), Unreadable())


def test_a_document_taken_back_stays_in_the_register(sheet, editor):
    evidence = attach(line_of(sheet, "I.1"), editor, upload())

    services.detach_evidence(evidence_id=evidence.pk, actor=editor)

    assert not Evidence.objects.exists()
    assert EvidenceDocument.objects.get() == evidence.document
    assert len(stored_files()) == 1
    event = AuditEvent.objects.order_by("id").last()
    assert (event.action, event.before["file"]) == ("line.detach_evidence", "Quyết định.pdf")
    assert event.after == {}


def test_taking_back_twice_is_refused_politely(sheet, editor):
    evidence = attach(line_of(sheet, "I.1"), editor, title="Công văn")
    services.detach_evidence(evidence_id=evidence.pk, actor=editor)

    with pytest.raises(Refused, match="tải lại trang"):
        services.detach_evidence(evidence_id=evidence.pk, actor=editor)
    with pytest.raises(Refused, match="tải lại trang"):
        services.attach_evidence(line_id=999, upload=None, title="x", actor=editor)


def test_only_the_agency_takes_its_evidence_back(sheet, editor, year):
    evidence = attach(line_of(sheet, "I.1"), editor, title="Công văn")

    with pytest.raises(NotAllowed):
        services.detach_evidence(evidence_id=evidence.pk, actor=make_editor(year[1][0]))

    assert Evidence.objects.get() == evidence

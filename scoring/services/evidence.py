"""Put documents of the agency's register forward for a line, and take them back."""

import uuid
from datetime import date
from typing import Any, Protocol

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Refused
from accounts.models import User
from accounts.whole_files import keep_handed_in
from blocs.models import Agency
from blocs.standing import standing_of
from scoring.models import Evidence, EvidenceDocument, EvidenceFile, ScoreLine
from scoring.permissions import can_edit_sheet
from scoring.services.documents import described, facts_of
from scoring.services.locks import lock_line
from scoring.uploads import CheckedUpload, Readable, check_upload

_GONE = "Nội dung này không còn trong phiếu. Quý vị vui lòng tải lại trang."


class NamedFile(Readable, Protocol):
    """What a form or a command hands over: readable bytes and what they were called."""

    @property
    def name(self) -> str | None: ...


def attach_evidence(
    *,
    line_id: int,
    upload: NamedFile | None,
    title: str,
    number: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    actor: User | None,
) -> Evidence:
    """Enter a document in the register and put it forward for a line, with or without a file.

    The file is checked before anything is locked, since a large one takes seconds. The same
    bytes of the same agency are stored once, whatever the year: a document that has them
    already is put forward as it stands in the register. A stored file is removed again when
    the rest fails.

    Args:
        title: what the document is; empty takes the file's name.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        Invalid: the file cannot be accepted, or there is neither title nor file.
        Refused: the file is on this line already, or the disk does not take it.
    """
    line = ScoreLine.objects.select_related("sheet__season").filter(pk=line_id).first()
    if line is None:
        raise Refused(_GONE)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    checked = None if upload is None else check_upload(upload, upload.name or "")
    facts = facts_of(
        title, number, issued_on, issuer, default_title=checked.name if checked else ""
    )
    written: list[str] = []
    try:
        return _attach(line_id, checked, facts, actor, written)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


@transaction.atomic
def attach_document(*, line_id: int, document_id: int, actor: User | None) -> Evidence:
    """Put a document that stands in the agency's register forward for a line.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        Refused: the line or the document is gone, or the document is on this line already.
    """
    if not ScoreLine.objects.filter(pk=line_id).exists():
        raise Refused(_GONE)
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    documents = EvidenceDocument.objects.filter(agency=line.sheet.agency)
    document = documents.select_for_update(no_key=True).filter(pk=document_id).first()
    if document is None:
        raise Refused("Tài liệu này không còn trong sổ của đơn vị. Quý vị vui lòng tải lại trang.")
    return _put_forward(line, document, actor)


@transaction.atomic
def detach_evidence(*, evidence_id: int, actor: User | None) -> None:
    """Take a document back from a line; it stays in the agency's register.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        Refused: the document is gone already.
    """
    line_id = Evidence.objects.filter(pk=evidence_id).values_list("line", flat=True).first()
    if line_id is None:
        raise Refused(_GONE)
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    evidence = Evidence.objects.select_related("document__file").filter(pk=evidence_id).first()
    if evidence is None:
        raise Refused(_GONE)
    before = described(evidence.document)
    evidence.delete()
    audit.record(actor=actor, action="line.detach_evidence", subject=line, before=before, after={})


@transaction.atomic
def _attach(
    line_id: int,
    checked: CheckedUpload | None,
    facts: dict[str, Any],
    actor: User | None,
    written: list[str],
) -> Evidence:
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    agency = line.sheet.agency
    file = None if checked is None else stored_file(agency, checked, actor, written)
    known = None if file is None else _known(file)
    if known is None:
        known = EvidenceDocument.objects.create(agency=agency, file=file, **facts)
    return _put_forward(line, known, actor)


def _known(file: EvidenceFile) -> EvidenceDocument | None:
    """Return the document with this file, held: nobody corrects it while it is put forward."""
    return file.documents.select_for_update(no_key=True).order_by("pk").first()


def _put_forward(line: ScoreLine, document: EvidenceDocument, actor: User | None) -> Evidence:
    if line.evidence.filter(document=document).exists():
        raise Refused(
            f"Tài liệu “{document.title}” đã được đính kèm cho tiêu chí {line.criterion.key}."
        )
    evidence = Evidence.objects.create(line=line, document=document)
    audit.record(
        actor=actor,
        action="line.attach_evidence",
        subject=line,
        before={},
        after=described(document),
    )
    return evidence


def stored_file(
    agency: Agency, checked: CheckedUpload, actor: User | None, written: list[str]
) -> EvidenceFile:
    """Return the agency's file with these bytes, stored now when it is new.

    The row is held, so that nobody removes the file while a line starts to refer to it.
    """
    same = EvidenceFile.objects.filter(agency=agency, sha256=checked.sha256)
    known = same.select_for_update(no_key=True).first()
    if known is not None:
        return known
    own = uuid.uuid4()
    name = keep_handed_in(f"evidence/{own}.{checked.extension}", checked.data)
    written.append(name)
    file, created = EvidenceFile.objects.get_or_create(
        agency=agency,
        sha256=checked.sha256,
        defaults={
            "uuid": own,
            "file": name,
            "name": checked.name,
            "extension": checked.extension,
            "content_type": checked.content_type,
            "size": len(checked.data),
            "uploaded_by": actor,
            "uploaded_at": timezone.now(),
        },
    )
    if not created:  # another season's page stored the same bytes at the same moment
        default_storage.delete(name)
    return file

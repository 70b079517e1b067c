"""Put documents forward for a line, and take them back."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import Agency
from blocs.standing import standing_of
from scoring.models import Evidence, EvidenceFile, ScoreLine
from scoring.permissions import can_edit_sheet
from scoring.rules.text import tidy_line
from scoring.services.locks import lock_line
from scoring.uploads import CheckedUpload, Readable, check_upload

_GONE = "Nội dung này không còn trong phiếu. Quý vị vui lòng tải lại trang."


class NamedFile(Readable, Protocol):
    """What a form or a command hands over: readable bytes and what they were called."""

    @property
    def name(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Facts:
    """A document's data, tidied and short enough for their columns."""

    title: str
    number: str
    issued_on: date | None
    issuer: str


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
    """Put a document forward for a line, with its file or by its data alone.

    The file is checked before anything is locked, since a large one takes seconds. The same
    bytes of the same agency are stored once; a stored file is removed again when the rest
    fails.

    Args:
        title: what the document is; empty takes the file's name.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        Invalid: the file cannot be accepted, or there is neither title nor file.
        Refused: the file is on this line already.
    """
    line = ScoreLine.objects.select_related("sheet__season").filter(pk=line_id).first()
    if line is None:
        raise Refused(_GONE)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    checked = None if upload is None else check_upload(upload, upload.name or "")
    facts = _Facts(
        title=_fitting(title, 300, "title") or (checked.name if checked else ""),
        number=_fitting(number, 60, "number"),
        issued_on=issued_on,
        issuer=_fitting(issuer, 200, "issuer"),
    )
    if not facts.title:
        raise Invalid("Quý vị cần ghi tên tài liệu hoặc chọn tệp đính kèm.", field="title")
    written: list[str] = []
    try:
        return _attach(line_id, checked, facts, actor, written)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


@transaction.atomic
def detach_evidence(*, evidence_id: int, actor: User | None) -> None:
    """Take a document back; a file that no other line refers to is removed.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        Refused: the document is gone already.
    """
    line_id = Evidence.objects.filter(pk=evidence_id).values_list("line", flat=True).first()
    if line_id is None:
        raise Refused(_GONE)
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    evidence = Evidence.objects.filter(pk=evidence_id).first()
    if evidence is None:
        raise Refused(_GONE)
    before = _described(evidence)
    evidence.delete()
    if evidence.file_id is not None:
        _remove_unused(evidence.file_id)
    audit.record(actor=actor, action="line.detach_evidence", subject=line, before=before, after={})


@transaction.atomic
def _attach(
    line_id: int,
    checked: CheckedUpload | None,
    facts: _Facts,
    actor: User | None,
    written: list[str],
) -> Evidence:
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    file = None if checked is None else stored_file(line.sheet.agency, checked, actor, written)
    if file is not None and line.evidence.filter(file=file).exists():
        raise Refused(f"Tệp “{file.name}” đã được đính kèm cho tiêu chí {line.criterion.key}.")
    evidence = Evidence.objects.create(
        line=line,
        file=file,
        title=facts.title,
        number=facts.number,
        issued_on=facts.issued_on,
        issuer=facts.issuer,
    )
    audit.record(
        actor=actor,
        action="line.attach_evidence",
        subject=line,
        before={},
        after=_described(evidence),
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
    name = default_storage.save(f"evidence/{own}.{checked.extension}", ContentFile(checked.data))
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


def _remove_unused(file_id: int) -> None:
    """Remove a file that nothing refers to; its bytes go once the transaction is through."""
    file = EvidenceFile.objects.select_for_update(no_key=True).filter(pk=file_id).first()
    if file is None or file.uses.exists() or file.facts.exists():
        return
    name = str(file.file.name)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def _fitting(text: str, limit: int, field: str) -> str:
    tidied = tidy_line(text)
    if len(tidied) > limit:
        raise Invalid(f"Nội dung dài quá {limit} ký tự, đề nghị ghi ngắn gọn hơn.", field=field)
    return tidied


def _described(evidence: Evidence) -> dict[str, object]:
    file = evidence.file
    return {
        "title": evidence.title,
        "number": evidence.number,
        "issued_on": evidence.issued_on,
        "issuer": evidence.issuer,
        "file": file.name if file else None,
        "sha256": file.sha256 if file else None,
    }

"""An agency's register of documents: correct their data, take out what nobody uses."""

from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.standing import standing_of
from scoring.models import EvidenceDocument, EvidenceFile
from scoring.permissions import can_edit_document, can_remove_document
from scoring.rules.evidence import date_fault
from scoring.rules.text import tidy_line
from scoring.services.locks import lock_sheets_using

_GONE = "Tài liệu này không còn trong sổ. Quý vị vui lòng tải lại trang."


@transaction.atomic
def edit_document(
    *,
    document_id: int,
    seen_version: int,
    title: str,
    number: str,
    issued_on: date | None,
    issuer: str,
    actor: User | None,
) -> EvidenceDocument:
    """Correct a document's data, for all lines that refer to it.

    Raises:
        NotAllowed: not by this person, or a sheet that refers to it was sent.
        Stale: someone else corrected it after the page was opened, or another sheet began to
            refer to it at this moment.
        Invalid: no title, or more than a column holds.
    """
    sheet_ids = lock_sheets_using(document_id)
    document = _held(document_id)
    _demand_held(document, sheet_ids)
    can_edit_document(standing_of(actor), document).demand()
    if document.version != seen_version:
        raise Stale("Tài liệu vừa được người khác sửa. Quý vị xem lại rồi sửa lần nữa.")
    facts = facts_of(title, number, issued_on, issuer)
    before = described(document)
    for name, value in facts.items():
        setattr(document, name, value)
    if described(document) == before:
        return document
    document.version += 1
    document.save()
    audit.record(
        actor=actor,
        action="document.edit",
        subject=document,
        before=before,
        after=described(document),
    )
    return document


@transaction.atomic
def remove_document(*, document_id: int, actor: User | None) -> None:
    """Take a document that no line refers to out of the register, with its file.

    Raises:
        NotAllowed: not by this person, or a line of any year refers to it.
        Refused: it is gone already.
    """
    _hold_file_of(document_id)
    document = _held(document_id)
    can_remove_document(standing_of(actor), document).demand()
    before, file_id = described(document), document.file_id
    audit.record(actor=actor, action="document.remove", subject=document, before=before, after={})
    document.delete()
    if file_id is not None:
        _remove_unused(file_id)


def facts_of(
    title: str, number: str, issued_on: date | None, issuer: str, *, default_title: str = ""
) -> dict[str, Any]:
    """Return a document's data as its columns take them.

    Raises:
        Invalid: no title, a day that no document has, or more than a column holds.
    """
    if fault := date_fault(issued_on):
        raise Invalid(fault, field="issued_on")
    facts = {
        "title": fitting_line(title, 300, "title") or default_title,
        "number": fitting_line(number, 60, "number"),
        "issued_on": issued_on,
        "issuer": fitting_line(issuer, 200, "issuer"),
    }
    if not facts["title"]:
        raise Invalid("Quý vị cần ghi tên tài liệu hoặc chọn tệp đính kèm.", field="title")
    return facts


def described(document: EvidenceDocument) -> dict[str, object]:
    """Return a document for the audit."""
    file = document.file
    return {
        "title": document.title,
        "number": document.number,
        "issued_on": document.issued_on,
        "issuer": document.issuer,
        "file": file.name if file else None,
        "sha256": file.sha256 if file else None,
    }


def _held(document_id: int) -> EvidenceDocument:
    documents = EvidenceDocument.objects.select_related("agency", "file")
    held = documents.select_for_update(of=("self",), no_key=True).filter(pk=document_id).first()
    if held is None:
        raise Refused(_GONE)
    return held


def _demand_held(document: EvidenceDocument, sheet_ids: frozenset[int]) -> None:
    """Refuse while a sheet refers to the held document that could be sent meanwhile."""
    if document.uses.exclude(line__sheet__in=sheet_ids).exists():
        raise Stale("Tài liệu vừa được đính kèm vào phiếu khác. Quý vị xem lại rồi sửa lần nữa.")


def _hold_file_of(document_id: int) -> None:
    """Hold the document's file before the document, as whoever puts it forward does."""
    files = EvidenceFile.objects.filter(documents=document_id)
    files.select_for_update(of=("self",), no_key=True).first()


def _remove_unused(file_id: int) -> None:
    """Remove a file that nothing refers to; its bytes go once the transaction is through."""
    file = EvidenceFile.objects.select_for_update(no_key=True).filter(pk=file_id).first()
    if file is None or file.documents.exists() or file.facts.exists():
        return
    name = str(file.file.name)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def fitting_line(text: str, limit: int, field: str) -> str:
    """Return the text on one line; refuse one that is longer than the limit, in signs."""
    tidied = tidy_line(text)
    if len(tidied) > limit:
        raise Invalid(f"Nội dung dài quá {limit} ký tự, đề nghị ghi ngắn gọn hơn.", field=field)
    return tidied

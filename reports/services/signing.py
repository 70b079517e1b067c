"""Taking signed files of issued papers in: each goes on from the latest, and none is lost."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from accounts.whole_files import keep_handed_in
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from reports.models import Issue, ScannedCopy, Signature, SignedCopy
from reports.permissions import can_keep_copies, can_keep_signed_copy
from reports.rules.continuation import KnownState
from reports.selectors.signed_files import latest_or_refuse, read_copy
from reports.selectors.signing import Signing, known_states, signing_of
from reports.services.locks import locked_issue
from reports.signing.faults import CLOSED, MEANWHILE, NOT_YOURS, SigningFault
from scoring.uploads import MAX_BYTES, Readable, faults

if TYPE_CHECKING:
    from reports.signing.reading import FoundSignature

UPLOAD = "upload"
FOLDER = "signed"


@dataclass(frozen=True, slots=True)
class _Brought:
    """A file as it was read: stored under ``name``, gone on from ``latest``, at a moment."""

    name: str
    data: bytes
    found: "Sequence[FoundSignature]"
    latest: KnownState
    moment: datetime


def keep_signed_copy(*, issue_id: int, upload: Readable, actor: User | None) -> SignedCopy:
    """Take a signed file of an issued paper in.

    The file is read before anything is locked, since that takes a second or two; the latest
    state is asked for again under the lock.

    Raises:
        NotAllowed: the paper is no longer in force, or not by this person.
        Invalid: the file is not the latest state with more valid signatures; the sentence says
            what to do.
        Stale: some of its signatures were taken in while it was read.
    """
    issue = Issue.objects.with_names().get(pk=issue_id)
    signing = signing_of(issue)
    standing = standing_of(actor)
    seats = seats_of(issue.document.season)
    can_keep_signed_copy(standing, issue, seats, signing.agencies_signing()).demand()
    data = _read(upload)
    moment = timezone.now()
    latest = latest_or_refuse(data, known_states(issue, signing.copies))
    found = [one for one in read_copy(data, issue, latest, moment) if one.is_new]
    _refuse_others_places(found, signing, standing, may_all=can_keep_copies(standing, issue, seats))
    _refuse_closing(found, signing)
    name = keep_handed_in(f"{FOLDER}/{uuid.uuid4()}.pdf", data)
    try:
        return _keep(issue_id, _Brought(name, data, found, latest, moment), actor)
    except BaseException:
        default_storage.delete(name)
        raise


def _read(upload: Readable) -> bytes:
    data = upload.read(MAX_BYTES + 1)
    if not data.startswith(b"%PDF-"):
        raise Invalid("Tệp không phải PDF. Đề nghị chọn tệp PDF đã ký số.", field=UPLOAD)
    if len(data) > MAX_BYTES:
        raise Invalid(f"Tệp {faults.TOO_BIG}", field=UPLOAD)
    return data


def _refuse_others_places(
    found: "Sequence[FoundSignature]", signing: Signing, standing: Standing, *, may_all: Any
) -> None:
    """Refuse a member's file that signs for somebody else."""
    if may_all:
        return
    own = {place.text for place in signing.places if place.agency_id in standing.agency_ids}
    for one in found:
        if one.place not in own:
            raise SigningFault(NOT_YOURS.format(field=one.field, own="; ".join(sorted(own))))


def _refuse_closing(found: "Sequence[FoundSignature]", signing: Signing) -> None:
    """Refuse a signature that would shut those out who have not signed yet."""
    signed = {one.place for one in found}
    left = [place for place in signing.waiting if place.text not in signed]
    for one in found:
        if one.closes and left:
            raise SigningFault(CLOSED.format(field=one.field))


@transaction.atomic
def _keep(issue_id: int, brought: _Brought, actor: User | None) -> SignedCopy:
    issue = locked_issue(issue_id)
    signing = signing_of(issue)
    seats = seats_of(issue.document.season)
    may = can_keep_signed_copy(standing_of(actor), issue, seats, signing.agencies_signing())
    may.demand()
    known = known_states(issue, signing.copies)
    if known[-1] != brought.latest:  # somebody was faster
        latest_or_refuse(brought.data, known)  # tells why, unless the file goes on from theirs too
        raise Stale(MEANWHILE)
    copy = SignedCopy.objects.create(
        issue=issue,
        number=known[-1].number + 1,
        file=brought.name,
        sha256=hashlib.sha256(brought.data).hexdigest(),
        size=len(brought.data),
        uploaded_by=actor,
        uploaded_at=brought.moment,
    )
    Signature.objects.bulk_create(
        _row(copy, position, one) for position, one in enumerate(brought.found, start=1)
    )
    audit.record(
        actor=actor,
        action="document.sign",
        subject=issue.document,
        before={},
        after=_facts(copy, brought.found),
    )
    return copy


def _facts(copy: SignedCopy, found: "Sequence[FoundSignature]") -> dict[str, object]:
    return {
        "copy": copy.number,
        "sha256": copy.sha256,
        "signatures": [f"{one.field}: {one.place or '?'} ({one.trust})" for one in found],
    }


def _row(copy: SignedCopy, position: int, one: "FoundSignature") -> Signature:
    return Signature(
        copy=copy,
        position=position,
        field=one.field,
        place=one.place,
        signer=one.signer,
        organisation=one.organisation,
        issuer=one.issuer,
        serial=one.serial,
        signed_at=one.signed_at,
        time_source=one.time_source.value,
        covers_file=one.covers_file,
        trust=one.trust.value,
        trust_note=one.trust_note,
        checked_at=copy.uploaded_at,
    )


@transaction.atomic
def record_copy_download(*, issue: Issue, copy: SignedCopy | ScannedCopy, actor: User) -> None:
    """Note who took a signed or stamped copy out of the system."""
    audit.record(
        actor=actor,
        action="document.download",
        subject=issue.document,
        before={},
        after={"sha256": copy.sha256, "copy": str(copy)},
    )

"""A file that somebody holds, held against the known states of an issued paper."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from asn1crypto import x509
from django.conf import settings

from reports.models import Issue, SignedCopy
from reports.rules.continuation import KnownState, Relation, related
from reports.signing.archive import archive_faults
from reports.signing.faults import BEHIND, FOREIGN, KNOWN, UNSIGNED, SigningFault
from reports.signing.roots import TrustFolderError, trust_roots
from reports.uploads import CountedFile

if TYPE_CHECKING:
    from reports.signing.reading import FoundSignature

log = logging.getLogger("reports.signing")


def latest_or_refuse(data: bytes, known: Sequence[KnownState]) -> KnownState:
    """Return the latest state of the paper, which the file goes on from.

    Raises:
        Invalid: the file is a known state, goes on from an older one, or is another file.
    """
    digests = {
        state.size: hashlib.sha256(data[: state.size]).hexdigest()
        for state in known
        if state.size <= len(data)
    }
    relation, state = related(digests, len(data), known)
    if state is None:
        raise SigningFault(FOREIGN)
    if relation is Relation.SAME:
        said = KNOWN.format(state=state.name) if state.number else UNSIGNED
        raise SigningFault(said)
    if state != known[-1]:
        raise SigningFault(BEHIND.format(seen=state.name, latest=known[-1].name))
    return state


def read_copy(
    data: bytes, issue: Issue, base: KnownState, moment: datetime
) -> "list[FoundSignature]":
    """Return the signatures of a file that goes on from a known state.

    Raises:
        Invalid: something else than signatures was added, or one is not whole.
    """
    from reports.signing.reading import Reading, read_signatures  # noqa: PLC0415 -- slow to import

    reading = Reading(
        issued_size=issue.document.size or 0,
        base_size=base.size,
        moment=moment,
        roots=believed_roots(),
    )
    return read_signatures(data, reading)


def archive_faults_of(copy: SignedCopy) -> list[str]:
    """Return what keeps a signed state out of the archive, in words."""
    with copy.file.open("rb") as stream:
        return archive_faults(stream.read())


class Held(StrEnum):
    """What a file that somebody holds is to an issued paper."""

    ISSUED = "issued"
    DRAFT = "draft"
    COPY = "copy"
    SIGNED_FURTHER = "signed-further"
    SPOILT = "spoilt"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """What it is, which known state it is or goes on from, how many signatures are new in it."""

    what: Held
    state: KnownState | None = None
    added: int = 0


def held_file(
    issue: Issue, known: Sequence[KnownState], file: CountedFile, moment: datetime
) -> HeldFile:
    """Say what a file is to an issued paper; what follows the issued file is read for signatures.

    Args:
        known: the issued file and its signed states.
        moment: when certificates are to hold.
    """
    if file.sha256 == issue.draft.sha256:
        return HeldFile(Held.DRAFT)
    relation, state = related(file.digests, file.size or 0, known)
    if state is None:
        return HeldFile(Held.FOREIGN)
    if relation is Relation.SAME:
        return HeldFile(Held.COPY if state.number else Held.ISSUED, state)
    try:
        with issue.document.file.open("rb") as stream:
            data = stream.read() + file.tail
        found = read_copy(data, issue, state, moment)
    except (SigningFault, FileNotFoundError):
        return HeldFile(Held.SPOILT, state)
    return HeldFile(Held.SIGNED_FURTHER, state, sum(one.is_new for one in found))


def believed_roots() -> list[x509.Certificate]:
    """Return the trusted authorities; none, and an error in the log, where they cannot be read."""
    try:
        return trust_roots(settings.SIGNATURE_TRUST_DIR)
    except TrustFolderError:
        log.exception("the trusted authorities cannot be read")
        return []

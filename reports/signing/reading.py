"""The signatures of a file that goes on from a known one: each whole, and who made the new ones."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from asn1crypto import cms, x509
from django.utils.timezone import is_aware, make_aware
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import (
    DisallowedAlgorithmError,
    NoDSSFoundError,
    SignatureValidationError,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports.signing.certificates import belief, named
from reports.signing.faults import (
    ALTERED,
    BROKEN,
    COVERS_PLACE,
    COVERS_TEXT,
    LONG_NAME,
    NOTHING_NEW,
    TOO_MANY,
    UNREADABLE,
    WEAK,
    SigningFault,
)
from reports.signing.places import Field, covered_place, fields_in, place_of
from reports.signing.revisions import UNREADABLE_FILE, read_continuation
from reports.states import TimeSource, Trust

MOST_SIGNATURES = 60
LONGEST_FIELD_NAME = 200
_SOMEBODY = "người khác"  # a place without a label
_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignature:
    """One signature, whole and valid, as its certificate and its field tell of it.

    ``closes`` says that it lets nothing be signed after it, ``is_new`` that the known file
    lacks it.
    """

    field: str
    place: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    time_source: TimeSource
    covers_file: bool
    trust: Trust
    trust_note: str
    closes: bool
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What to read a file against.

    Args:
        issued_size, base_size: how many bytes at its beginning are the issued file, and the
            known file that it goes on from.
        moment: when certificates are to hold.
        roots: the authorities that the site trusts.
    """

    issued_size: int
    base_size: int
    moment: datetime
    roots: Sequence[x509.Certificate]


def read_signatures(data: bytes, reading: Reading) -> list[FoundSignature]:
    """Return the signatures of a file in the order in which they were made.

    Raises:
        SigningFault: the file is not a known one with more signatures, or one is not whole.
    """
    reader, before = read_continuation(data, reading.base_size)
    try:
        embedded = reader.embedded_signatures
        if len(embedded) > MOST_SIGNATURES:
            raise SigningFault(TOO_MANY)
        prepared, shown = fields_in(data[: reading.issued_size]), fields_in(data)
        known = fields_in(data[: reading.base_size])
        found = asyncio.run(_all(reader, embedded, reading))
    except UNREADABLE_FILE as error:
        raise SigningFault(UNREADABLE) from error
    _refuse_misplaced(prepared, [one for one in shown if one not in known])
    told = [
        _told(one, status, trust, before, place_of(one.field_name, prepared, shown))
        for one, status, trust in found
    ]
    if not any(one.is_new for one in told):
        raise SigningFault(NOTHING_NEW)
    return told


def _refuse_misplaced(prepared: Sequence[Field], drawn: Sequence[Field]) -> None:
    """Refuse a new field that could hide text, or the place where somebody else signs."""
    for field in drawn:
        if field.covers_much:
            raise SigningFault(COVERS_TEXT.format(field=field.name))
        covered = covered_place(field, prepared)
        if covered is not None:
            place = covered.label or _SOMEBODY
            raise SigningFault(COVERS_PLACE.format(field=field.name, place=place))


Checked = tuple[EmbeddedPdfSignature, PdfSignatureStatus, tuple[Trust, str]]


async def _all(
    reader: PdfFileReader, embedded: Sequence[EmbeddedPdfSignature], reading: Reading
) -> list[Checked]:
    """Check every signature and every timestamp of the document."""
    found = []
    for one in embedded:
        if len(one.field_name) > LONGEST_FIELD_NAME:
            raise SigningFault(LONG_NAME)
        _refuse_filled_up(one)
        try:
            if one.sig_object_type == "/DocTimeStamp":
                await _stamp(reader, one, reading)
            else:
                found.append(await _one(reader, one, reading))
        except DisallowedAlgorithmError as error:
            raise SigningFault(WEAK.format(field=one.field_name)) from error
        except SignatureValidationError as error:
            raise SigningFault(BROKEN.format(field=one.field_name)) from error
    return found


def _refuse_filled_up(one: EmbeddedPdfSignature) -> None:
    """Refuse anything but zeros behind a signature in its box: no signature covers that room."""
    used = len(cms.ContentInfo.load(one.pkcs7_content).dump())
    if any(one.pkcs7_content[used:]):
        raise SigningFault(BROKEN.format(field=one.field_name))


async def _stamp(reader: PdfFileReader, one: EmbeddedPdfSignature, reading: Reading) -> None:
    status = await async_validate_pdf_timestamp(one, _context(reader, reading, reading.moment))
    _refuse_broken(one, status)


async def _one(reader: PdfFileReader, one: EmbeddedPdfSignature, reading: Reading) -> Checked:
    moment = reading.moment
    status = await _status(one, _context(reader, reading, moment))
    _refuse_broken(one, status)
    stamp = status.timestamp_validity
    if stamp is not None and stamp.trusted and not status.trusted and not status.revoked:
        moment = stamp.timestamp  # a trusted clock saw the signature while its certificate held
        status = await _status(one, _context(reader, reading, moment))
    told = belief(one.signer_cert, status, moment=moment, has_roots=bool(reading.roots))
    return one, status, (told.trust, told.note)


async def _status(one: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(one, context, key_usage_settings=_FOR_SIGNING)


def _refuse_broken(one: EmbeddedPdfSignature, status: Any) -> None:
    stamp = getattr(status, "timestamp_validity", None)
    if not (status.intact and status.valid) or (stamp and not (stamp.intact and stamp.valid)):
        raise SigningFault(BROKEN.format(field=one.field_name))
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        raise SigningFault(ALTERED)


def _context(reader: PdfFileReader, reading: Reading, moment: datetime) -> ValidationContext:
    """Return what to believe at a moment: the roots and what the file brings; no network."""
    believed: dict[str, Any] = {
        "trust_roots": list(reading.roots),
        "moment": moment,
        "allow_fetching": False,
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(believed)
    except NoDSSFoundError:
        return ValidationContext(**believed)


def _told(
    one: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    trust: tuple[Trust, str],
    before: int,
    place: str,
) -> FoundSignature:
    certificate = one.signer_cert
    signed_at, source = _time(one, status)
    return FoundSignature(
        field=one.field_name,
        place=place,
        signer=named(certificate.subject, "common_name", "organization_name")[:200] or "?",
        organisation=named(certificate.subject, "organization_name")[:300],
        issuer=named(certificate.issuer, "common_name", "organization_name")[:300] or "?",
        serial=f"{certificate.serial_number:x}"[:60],
        signed_at=signed_at,
        time_source=source,
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trust=trust[0],
        trust_note=trust[1],
        closes=one.docmdp_level == MDPPerm.NO_CHANGES or one.fieldmdp is not None,
        is_new=one.signed_revision >= before,
    )


def _time(
    one: EmbeddedPdfSignature, status: PdfSignatureStatus
) -> tuple[datetime | None, TimeSource]:
    stamp = status.timestamp_validity
    told, source = one.self_reported_timestamp, TimeSource.CLAIMED
    if stamp is not None:
        told = stamp.timestamp
        source = TimeSource.TRUSTED_STAMP if stamp.trusted else TimeSource.STAMP
    # Who signs may claim anything; the first and the last year have hours that no clock here has.
    if told is None or told.year in (MINYEAR, MAXYEAR):
        return None, TimeSource.NONE
    return told if is_aware(told) else make_aware(told), source

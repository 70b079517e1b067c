"""A certificate authority of the tests' own, and people who sign papers with its certificates."""

import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from PIL.Image import Image
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
UNTIL = datetime(2040, 1, 1, tzinfo=UTC)
_PADES = fields.SigSeedSubFilter.PADES


@dataclass(frozen=True)
class Holder:
    """A certificate with its key; ``issuer`` is None for one that signed itself."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    issuer: "Holder | None" = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def for_pyhanko(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    def signer(self) -> signers.SimpleSigner:
        return signers.SimpleSigner(
            signing_cert=self.for_pyhanko, signing_key=self.key_info, cert_registry=self.chain
        )

    @property
    def key_info(self) -> asn1_keys.PrivateKeyInfo:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(der)

    @property
    def chain(self) -> SimpleCertificateStore:
        store = SimpleCertificateStore()
        store.register_multiple([self.issuer.for_pyhanko] if self.issuer else [])
        return store


OURS = "CA của bài thử"
STROKES = RawContent(b"0 0 0.6 RG 2 w 10 20 m 90 80 l S", box=BoxConstraints(100, 100))


def authority(name: str = OURS) -> Holder:
    """Return a certificate authority that lasts as long as the tests."""
    return _authority(name)


@cache
def _authority(name: str) -> Holder:
    return _make(_named(name, "Ban Cơ yếu của bài thử"), None, is_authority=True)


@cache
def person(
    name: str = "Người ký",
    organisation: str = "Sở của bài thử",
    *,
    by: str = OURS,
    until: datetime = UNTIL,
    since: datetime = SINCE,
    has_rsa: bool = False,
) -> Holder:
    """Return somebody certified by the authority ``by``; by themselves where it is empty.

    Their key is on a curve, as quick to make and to read as the authorities' RSA keys are not.
    """
    issuer = authority(by) if by else None
    return _make(_named(name, organisation), issuer, since=since, until=until, has_rsa=has_rsa)


@cache
def stamper() -> DummyTimeStamper:
    """Return a timestamping service that the authority certified."""
    clock = _make(_named("Dấu thời gian", "TSA"), authority(), is_clock=True, has_rsa=True)
    return DummyTimeStamper(clock.for_pyhanko, clock.key_info, clock.chain)


def _named(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _make(
    subject: x509.Name,
    issuer: Holder | None,
    *,
    is_authority: bool = False,
    is_clock: bool = False,
    has_rsa: bool = False,
    since: datetime = SINCE,
    until: datetime = UNTIL,
) -> Holder:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if is_authority or has_rsa:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    if issuer is not None:  # named, as authorities do, and never asked
        builder = builder.add_extension(_list_at("http://127.0.0.1:9/thu-hoi.crl"), critical=False)
    if is_clock:
        purpose = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    signed = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Holder(signed, key, issuer)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _list_at(address: str) -> x509.CRLDistributionPoints:
    place = [x509.UniformResourceIdentifier(address)]
    return x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])


def revocations(*revoked: Holder, when: datetime | None = None) -> bytes:
    """Return the authority's list of revoked certificates, as DER."""
    day = when or datetime.now(UTC) - timedelta(hours=1)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority().certificate.subject)
        .last_update(day)
        .next_update(day + timedelta(days=30))
    )
    for one in revoked:
        row = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        builder = builder.add_revoked_certificate(row.revocation_date(day).build())
    return builder.sign(authority().key, hashes.SHA256()).public_bytes(Encoding.DER)


@dataclass(frozen=True)
class Pen:
    """How somebody signs: in which field, with a new one drawn where ``box`` is given.

    The look is pyHanko's own, with words in a face that is not embedded; ``drawn``: strokes only,
    ``picture``: that picture only.
    """

    field: str = "ky-01"
    box: tuple[int, int, int, int] | None = None
    page: int = 0
    stamped: bool = False
    certify: bool = False
    settings: Any = None
    drawn: bool = False
    picture: Image | None = None

    def with_field(self, name: str) -> "Pen":
        return replace(self, field=name)


def signed(data: bytes, who: Holder | None = None, pen: Pen | None = None) -> bytes:
    """Return the file with one more signature, in an incremental update."""
    pen = pen or Pen()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    meta = signers.PdfSignatureMetadata(
        field_name=pen.field,
        md_algorithm="sha256",
        subfilter=_PADES,
        certify=pen.certify,
        **(pen.settings or {}),
    )
    look = PdfImage(pen.picture) if pen.picture else STROKES if pen.drawn else None
    spec = pen.box and fields.SigFieldSpec(pen.field, on_page=pen.page, box=pen.box)
    pdf_signer = signers.PdfSigner(
        meta,
        signer=(who or person()).signer(),
        timestamper=stamper() if pen.stamped else None,
        new_field_spec=spec or None,
        stamp_style=StaticStampStyle(background=look) if look else None,
    )
    return bytes(pdf_signer.sign_pdf(writer, existing_fields_only=spec is None).getvalue())

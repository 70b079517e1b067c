"""Who a certificate belongs to, and whether it may be believed."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation.status import PdfSignatureStatus

from blocs.rules.text import tidy_line
from reports.states import Trust

NO_ROOTS = "Hệ thống chưa được khai báo tổ chức chứng thực tin cậy nào."
OTHER_AUTHORITY = "Nơi cấp không có trong danh sách tổ chức chứng thực tin cậy của hệ thống."
NOT_FOR_SIGNING = "Chứng thư không được cấp để ký văn bản."
CHAIN_BROKEN = "Không kiểm tra được chuỗi chứng thư đến tổ chức chứng thực tin cậy."
_NOTES = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: OTHER_AUTHORITY,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: NOT_FOR_SIGNING,
}


@dataclass(frozen=True, slots=True)
class Belief:
    """How far a certificate is believed, and why not further."""

    trust: Trust
    note: str = ""


def named(name: x509.Name, *keys: str) -> str:
    """Return the first part of a certificate's name that is there, tidied; the last of several."""
    parts = name.native
    for key in keys:
        value = parts.get(key)
        text = tidy_line(str(value[-1] if isinstance(value, list) else value or ""))
        if text:
            return text
    return ""


def belief(
    certificate: x509.Certificate,
    status: PdfSignatureStatus,
    *,
    moment: datetime,
    has_roots: bool,
) -> Belief:
    """Say how far the certificate is believed at a moment, from what pyHanko found.

    Args:
        status: of the signature, validated at that moment.
        has_roots: whether the site trusts any authority at all.
    """
    if status.trusted:
        return Belief(Trust.TRUSTED)
    if status.revocation_details is not None:
        day = status.revocation_details.revocation_date
        return Belief(Trust.REVOKED, f"Thu hồi ngày {day:%d/%m/%Y}.")
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        since, until = certificate.not_valid_before, certificate.not_valid_after
        return Belief(Trust.EXPIRED, f"Có hiệu lực từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}.")
    if certificate.self_signed != "no":
        return Belief(Trust.SELF_SIGNED)
    if not has_roots:
        return Belief(Trust.UNKNOWN, NO_ROOTS)
    problem = status.trust_problem_indic
    return Belief(Trust.UNKNOWN, _NOTES.get(problem, CHAIN_BROKEN))  # type: ignore[call-overload]

"""What was added to a known file: read revision by revision, and nothing but signing allowed."""

import io
import struct
import zlib

import pikepdf
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

from reports.signing.faults import ALTERED, NOT_PREPARED, TOO_MANY, UNREADABLE, SigningFault
from scoring.uploads.faults import UploadFault
from scoring.uploads.pdf import check_pdf

MOST_ADDED = 20  # revisions in one upload; a signature with its proofs takes three or four
_END = b"%%EOF"
# A signature that certifies the file is named there; what it forbids is read from itself.
_CERTIFIED = CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"})
_SIGNING_ONLY = StandardDiffPolicy(
    global_rules=[_CERTIFIED, *DEFAULT_DIFF_POLICY.global_rules[1:]],
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
)
# What pyHanko raises for a file that breaks the format in ways of its own.
UNREADABLE_FILE = (
    PdfError,
    pikepdf.PdfError,
    UnsupportedAlgorithm,
    zlib.error,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_continuation(data: bytes, base_size: int) -> tuple[PdfFileReader, int]:
    """Return the file, and how many revisions of it are the base's.

    Every state in between is looked at as if it were a file of its own: nothing may act in it,
    nothing may unpack without end. Then what each changes is held against what signing changes.

    Args:
        data: begins with the ``base_size`` bytes of a file that is known here.

    Raises:
        SigningFault: more, or something else, was added than signatures with their proofs.
    """
    ends = _ends_of_revisions(data, base_size)
    for end in ends:
        _check_state(data[:end])
    try:
        reader = PdfFileReader(io.BytesIO(data))
        base = PdfFileReader(io.BytesIO(data[:base_size]))
        before = base.xrefs.total_revisions
        if "/AcroForm" not in base.root:
            raise SigningFault(NOT_PREPARED)
        if reader.encrypted or reader.xrefs.total_revisions - before != len(ends):
            raise SigningFault(UNREADABLE)
        changes = _SIGNING_ONLY.review_file(reader, before - 1)
    except UNREADABLE_FILE as error:
        raise SigningFault(UNREADABLE) from error
    if isinstance(changes, SuspiciousModification):
        raise SigningFault(ALTERED) from changes
    if changes.modification_level > ModificationLevel.FORM_FILLING:
        raise SigningFault(ALTERED)
    return reader, before


def _ends_of_revisions(data: bytes, base_size: int) -> list[int]:
    """Return where each added revision ends, in bytes."""
    ends = []
    at = data.find(_END, base_size)
    while at >= 0:
        ends.append(at + len(_END))
        if len(ends) > MOST_ADDED:
            raise SigningFault(TOO_MANY)
        at = data.find(_END, ends[-1])
    if not ends or data[ends[-1] :].strip(b"\r\n\0 "):
        raise SigningFault(UNREADABLE)
    ends[-1] = len(data)
    return ends


def _check_state(data: bytes) -> None:
    try:
        check_pdf(data)
    except UploadFault as fault:
        raise SigningFault(f"Tệp {fault}") from fault

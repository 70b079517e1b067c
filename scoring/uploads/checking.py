"""Accept an upload only when its extension and its content agree and nothing in it acts.

What is stored is named by a UUID; images are written anew, without the place and the
device that cameras put into them.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from accounts.errors import Invalid
from scoring.uploads import faults
from scoring.uploads.faults import UploadFault
from scoring.uploads.images import clean_jpeg, clean_png
from scoring.uploads.names import extension_of, shown_name
from scoring.uploads.office import check_docx, check_xlsx
from scoring.uploads.pdf import check_pdf

MAX_BYTES = 20 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"


class Readable(Protocol):
    """What a form or a command hands over; only its bytes are read."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be stored: the bytes to store, their hash and what to call them."""

    name: str
    extension: str
    content_type: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is stored for an extension, and the check that returns the bytes to store."""

    stored_as: str
    content_type: str
    check: Callable[[bytes], bytes]


_JPEG = _Kind("jpg", "image/jpeg", clean_jpeg)
_KINDS: Mapping[str, _Kind] = {
    "pdf": _Kind("pdf", "application/pdf", check_pdf),
    "docx": _Kind("docx", f"{_OFFICE}.wordprocessingml.document", check_docx),
    "xlsx": _Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", check_xlsx),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _Kind("png", "image/png", clean_png),
}


def check_upload(upload: Readable, name: str) -> CheckedUpload:
    """Return the upload ready to be stored.

    Args:
        upload: read once, to one byte past the limit at most.
        name: as the sender's computer calls the file.

    Raises:
        Invalid: the sentence names the file and says what to do.

    Source: OWASP ASVS 5.0, V5.1 and V5.2; docs/sources.md#uploads.
    """
    shown = shown_name(name)
    try:
        kind = _kind_of(shown)
        data = kind.check(_read(upload))
    except UploadFault as fault:
        raise Invalid(f"Tệp “{shown}” {fault}", field="upload") from fault
    return CheckedUpload(
        name=shown,
        extension=kind.stored_as,
        content_type=kind.content_type,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _kind_of(name: str) -> _Kind:
    kind = _KINDS.get(extension_of(name))
    if kind is None:
        raise UploadFault(faults.UNKNOWN_KIND)
    return kind


def _read(upload: Readable) -> bytes:
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise UploadFault(faults.EMPTY)
    if len(data) > MAX_BYTES:
        raise UploadFault(faults.TOO_BIG)
    return data

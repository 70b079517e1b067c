"""Portable documents: opened whole, no repairs, nothing that acts by itself."""

import io
import zipfile
from collections.abc import Iterator

import pikepdf

from scoring.uploads import faults
from scoring.uploads.faults import UploadFault

MAX_PAGES = 2_000
MAX_OBJECTS = 500_000
# Read for the whole process, once: a stream that unpacks to more than this is not unpacked,
# and a file that qpdf complains about this often is broken.
pikepdf.settings.set_qpdf_limits(flate_max_memory=64 * 1024 * 1024, doc_max_warnings=50)

_ACTING_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/XFA"}
)
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"})
_ACTING_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D"})


def check_pdf(data: bytes) -> bytes:
    """Return the same bytes, or raise UploadFault."""
    if not data.startswith(b"%PDF-") or zipfile.is_zipfile(io.BytesIO(data)):
        raise UploadFault(faults.WRONG_CONTENT)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            _inspect(pdf)
    except pikepdf.PasswordError as error:
        raise UploadFault(faults.LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise UploadFault(faults.BROKEN) from error
    return data


def _inspect(pdf: pikepdf.Pdf) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise UploadFault(faults.BROKEN)
    if pages > MAX_PAGES:
        raise UploadFault(faults.TOO_MANY_PAGES)
    for number, held in enumerate(_everything(pdf)):
        if number > MAX_OBJECTS:
            raise UploadFault(faults.BOMB)
        if _acts(held):
            raise UploadFault(faults.ACTIVE)


def _everything(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every object and what lies directly inside it; references lead to others."""
    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        held = waiting.pop()
        yield held
        waiting += [
            value
            for value in _inside(held)
            if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _inside(held: pikepdf.Object) -> Iterator[object]:
    if isinstance(held, pikepdf.Array):
        yield from held
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for key in set(held.keys()):
            yield held.get(key)


def _acts(held: pikepdf.Object) -> bool:
    if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if not _ACTING_KEYS.isdisjoint(held.keys()):
        return True
    return str(held.get("/S")) in _ACTIONS or str(held.get("/Subtype")) in _ACTING_ANNOTATIONS

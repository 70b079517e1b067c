"""Whether a signed state is still what PDF/A-2a asks of the archive's copy.

Signing adds little: a look for each field, and sometimes other words about the file. The issued
part is the same bytes and needs no second look.
"""

import io
from collections.abc import Iterator

import pikepdf

NO_CLAIM = "tệp không còn ghi là PDF/A-2a"
NOT_PRINTED = "có chữ ký không in ra được"
NO_LOOK = "có chữ ký không có hình"
FACE_MISSING = "hình chữ ký dùng phông chữ không nhúng trong tệp ({name})"

_CLAIM = ("2", "A")
_PRINT, _UNSEEN = 4, 1 | 2 | 32  # flags of an annotation: invisible, hidden, no view
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 5  # forms within forms in the look of a signature


def archive_faults(data: bytes) -> list[str]:
    """Return what keeps a signed state out of the archive, in words; empty where nothing does.

    Args:
        data: of a file that was checked when it came in.
    """
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        meta = pdf.open_metadata()
        claim = (meta.get("pdfaid:part"), meta.get("pdfaid:conformance"))
        found = [] if claim == _CLAIM else [NO_CLAIM]
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                if note.get("/Subtype") == "/Widget":
                    found += _widget_faults(note)
    return list(dict.fromkeys(found))


def _widget_faults(widget: pikepdf.Object) -> Iterator[str]:
    left, bottom, right, top = (float(one) for one in widget.get("/Rect", [0, 0, 0, 0]))
    if left == right or bottom == top:
        return  # it shows nothing
    flags = int(widget.get("/F", 0))
    if not flags & _PRINT or flags & _UNSEEN:
        yield NOT_PRINTED
    look = _part(widget.get("/AP"), "/N")
    if not isinstance(look, pikepdf.Stream):
        yield NO_LOOK
        return
    for font in _fonts_in(look, _DEEPEST):
        if not _is_embedded(font):
            yield FACE_MISSING.format(name=str(font.get("/BaseFont", "/?"))[1:])


def _fonts_in(form: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    """Yield the fonts that a form may draw with, and those of the forms in it."""
    resources = form.get("/Resources")
    yield from _values(_part(resources, "/Font"))
    if depth:
        for inner in _values(_part(resources, "/XObject")):
            yield from _fonts_in(inner, depth - 1)


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.get("/Subtype") == "/Type3":  # its letters are drawn in the file itself
        return True
    inner = font.get("/DescendantFonts")
    held = inner[0] if isinstance(inner, pikepdf.Array) and len(inner) else font
    descriptor = _part(held, "/FontDescriptor")
    return descriptor is not None and any(name in descriptor for name in _EMBEDDED)


def _part(held: object, name: str) -> pikepdf.Object | None:
    """Return a part of a dictionary; None where it is no dictionary, or has no such part."""
    if not isinstance(held, (pikepdf.Dictionary, pikepdf.Stream)):
        return None
    found = held.get(name)
    return found if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)) else None


def _values(held: pikepdf.Object | None) -> list[pikepdf.Object]:
    if held is None:
        return []
    kinds = (pikepdf.Dictionary, pikepdf.Stream)
    return [one for _, one in held.items() if isinstance(one, kinds)]

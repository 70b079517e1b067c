"""Empty signature fields in an issued paper, where its signers would sign by hand.

They are laid where WeasyPrint set the room for a signature, in the file's only revision: the
issued file is itself what is signed (docs/decisions/0020).
"""

from collections.abc import Iterator
from typing import Any

import pydyf

ROOM_CLASS = "signature-space"
SIGNER_ATTRIBUTE = "data-signer"
_POINTS = 0.75  # of a CSS pixel
_PRINTED = 4  # the flag of an annotation that is printed: archives demand it
_NAME = "ky-{:02d}"


def lay_signature_fields(document: Any, pdf: pydyf.PDF) -> None:
    """Add a field for every room for a signature, numbered in the order of the paper.

    Args:
        document: what WeasyPrint laid out.
        pdf: the file it is about to write.
    """
    fields = pydyf.Array()
    for number, (place, page, box) in enumerate(_rooms(document), start=1):
        field = _field(pdf, place, page, box, _NAME.format(number))
        pdf.add_object(field)
        fields.append(field.reference)
        page_of(pdf, place).setdefault("Annots", pydyf.Array()).append(field.reference)
    # Also without a field: a form that comes with the first signature is nothing that signing
    # changes, so such a file could not be told from an altered one.
    form = pydyf.Dictionary({"Fields": fields, "SigFlags": 3})
    pdf.add_object(form)
    pdf.catalog["AcroForm"] = form.reference


def page_of(pdf: pydyf.PDF, place: int) -> Any:
    """Return the dictionary of a page, counted from 0."""
    number = pdf.pages["Kids"][3 * place]  # each reference is three items of the list
    return pdf.objects[number]


def _rooms(document: Any) -> Iterator[tuple[int, Any, Any]]:
    seen = set()
    for place, page in enumerate(document.pages):
        for box in page._page_box.descendants():  # noqa: SLF001 -- where boxes lie is told nowhere else
            element = box.element
            if element is None or element.get("class") != ROOM_CLASS or element in seen:
                continue
            seen.add(element)
            yield place, page, box


def _field(pdf: pydyf.PDF, place: int, page: Any, box: Any, name: str) -> pydyf.Dictionary:
    left, width = box.content_box_x() * _POINTS, box.width * _POINTS
    top = (page.height - box.content_box_y()) * _POINTS
    bottom = top - box.height * _POINTS
    look = pydyf.Stream(
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, width, top - bottom]),
            "Resources": pydyf.Dictionary(),
        }
    )
    pdf.add_object(look)
    return pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(name),
            "TU": pydyf.String(box.element.get(SIGNER_ATTRIBUTE, "")),
            "Rect": pydyf.Array([left, bottom, left + width, top]),
            "F": _PRINTED,
            "P": page_of(pdf, place).reference,
            "AP": pydyf.Dictionary({"N": look.reference}),
        }
    )

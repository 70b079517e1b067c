"""The file around the words: an empty document of ours, and bytes that no clock has touched."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

# A zip holds no earlier day, and a later one would differ from file to file.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_NOT_OURS = ("thumbnail", "customXml", "stylesWithEffects")


def empty_document() -> DocumentObject:
    """Return a document without a word of python-docx's own template."""
    document = Document()
    package: Any = document.part.package
    for source in (package, document.part):
        for key in [key for key, rel in source.rels.items() if _is_foreign(rel.reltype)]:
            del source.rels[key]
    settings: Any = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for asian in list(settings.iter(qn("w:useFELayout"))):
        asian.getparent().remove(asian)
    return document


def _is_foreign(kind: str) -> bool:
    return any(word in kind for word in _NOT_OURS)


def describe(document: DocumentObject, *, title: str, author: str, identifier: str) -> None:
    """Write the file's own description; it names no day, for the paper knows none."""
    about: Any = document.core_properties
    about.title, about.author = title[:255], author[:255]
    about.identifier, about.language = identifier, "vi-VN"
    about.comments = ""
    element = about._element  # noqa: SLF001 - python-docx can set days but not leave them out
    for day in (*element.findall(qn("dcterms:created")), *element.findall(qn("dcterms:modified"))):
        element.remove(day)


def as_bytes(document: DocumentObject) -> bytes:
    """Return the file: the same words are the same bytes."""
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def repacked(data: bytes) -> bytes:
    """Return the zip with its entries in one order and without their days."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return made.getvalue()

"""Whether a filled form is still whole: Word opens no file with an empty cell, row or header."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from docx.oxml.ns import qn

from reports.render.word.placeholders import FormRefusedError

_PARTS = ("word/document", "word/header", "word/footer")
# What each element must hold at least one of. Source: ECMA-376 part 1, 17.4.65, 17.4.78, 17.10.
_HOLDS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "w:tc": (("w:p",), "một ô bảng không còn đoạn nào"),
        "w:tr": (("w:tc", "w:sdt", "w:customXml"), "một hàng bảng không còn ô nào"),
        "w:tbl": (("w:tr", "w:sdt", "w:customXml"), "một bảng không còn hàng nào"),
        "w:hdr": (("w:p", "w:tbl", "w:sdt"), "đầu trang không còn đoạn nào"),
        "w:ftr": (("w:p", "w:tbl", "w:sdt"), "chân trang không còn đoạn nào"),
    }
)


def refuse_torn(filled: bytes) -> None:
    """Refuse a form that, filled like this, Word could not open.

    Args:
        filled: the form with the values of a trial in it.

    Raises:
        FormRefusedError: a cell, row, table, header or footer is left with nothing in it.
    """
    faults: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        for name in package.namelist():
            if name.startswith(_PARTS) and name.endswith(".xml"):
                faults |= _torn(ElementTree.fromstring(package.read(name), forbid_dtd=True))
    if faults:
        raise FormRefusedError(
            [
                f"Khi có tên trong mẫu để trống (hoặc không để trống) thì {fault}, Word không mở "
                "được tệp; đề nghị để một đoạn trống ở đó, hoặc đặt {% if %} ngoài bảng."
                for fault in faults
            ]
        )


def _torn(root: Element) -> dict[str, None]:
    found: dict[str, None] = {}
    for kind, (needed, fault) in _HOLDS.items():
        for element in root.iter(qn(kind)):
            if not any(element.find(qn(child)) is not None for child in needed):
                found[fault] = None
    return found

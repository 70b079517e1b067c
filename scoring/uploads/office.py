"""Word and Excel files: weighed, read, without macros, entities or links that fetch."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException, sax
from openpyxl import load_workbook

from scoring.uploads import faults
from scoring.uploads.faults import UploadFault
from scoring.uploads.zips import MAX_UNPACKED, open_archive

TYPES = "[Content_Types].xml"
_ACTING = ("vbaproject", "activex", "oleobject", "macrosheets")


def check_docx(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> bytes:
    """Return the same bytes, or raise UploadFault.

    Args:
        max_unpacked: the most that all parts may be together, in bytes.
    """
    _check_package(data, "word/document.xml", max_unpacked)
    return data


def check_xlsx(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> bytes:
    """Return the same bytes, or raise UploadFault.

    Args:
        max_unpacked: the most that all parts may be together, in bytes.
    """
    _check_package(data, "xl/workbook.xml", max_unpacked)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True)
    except Exception as error:  # a parser of hostile bytes may fail in any way
        raise UploadFault(faults.BROKEN) from error
    try:
        if not workbook.sheetnames:
            raise UploadFault(faults.BROKEN)
    finally:
        workbook.close()
    return data


def _check_package(data: bytes, main_part: str, max_unpacked: int = MAX_UNPACKED) -> None:
    with open_archive(data, max_unpacked=max_unpacked) as archive:
        names = archive.namelist()
        if TYPES not in names or main_part not in names:
            raise UploadFault(faults.WRONG_CONTENT)
        if any(word in name.lower() for name in names for word in _ACTING):
            raise UploadFault(faults.ACTIVE)
        for part in _written_parts(names):
            _read_part(archive, part)


def _written_parts(names: list[str]) -> Iterator[str]:
    return (name for name in names if name.lower().endswith((".xml", ".rels")))


def _read_part(archive: zipfile.ZipFile, part: str) -> None:
    handler = _Links() if part.endswith(".rels") else ContentHandler()
    try:
        with archive.open(part) as stream:
            sax.parse(stream, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UploadFault(faults.ACTIVE) from error
    except (SAXException, zipfile.BadZipFile, ValueError, LookupError) as error:
        raise UploadFault(faults.BROKEN) from error


class _Links(ContentHandler):
    """Refuses a part that is fetched from outside when the file is opened.

    A hyperlink waits until somebody follows it, so it may stay.
    """

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX's name
        is_outside = attrs.get("TargetMode", "").lower() == "external"
        if is_outside and not attrs.get("Type", "").endswith("/hyperlink"):
            raise UploadFault(faults.ACTIVE)

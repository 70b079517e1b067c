"""A province's own form is checked, and tried, before it is kept."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree
from django.conf import settings
from django.template.loader import render_to_string

from accounts.errors import Invalid
from reports.render.fonts import font_folder
from scoring.uploads.faults import UploadFault, for_word
from scoring.uploads.office import check_docx

log = logging.getLogger("reports.word")

MOST_BYTES = 2 * 1024 * 1024
_MOST_UNPACKED = 10 * 1024 * 1024
_FOREIGN = ("word/embeddings/", "word/activex/", "word/afchunk")
_TAKEN_IN = ("/afchunk", "/oleobject", "/package", "/subdocument")
_FETCHING = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|LINK|IMPORT)\b", re.IGNORECASE
)
_TRIAL = "reports/word_form_trial.html"
_START = "reports/word_form_start.html"
_UNREADABLE = (
    "Tệp “{name}” không đọc được như tệp Word .docx; đề nghị mở bằng Word, lưu lại dạng .docx."
)
_NOT_FILLED = (
    "Tệp “{name}” mở được, nhưng phần mềm không lập thử được văn bản theo mẫu này. Đề nghị mở bằng "
    "Word, chấp nhận các sửa đổi còn theo dõi, bỏ khung chữ và điều khiển nội dung quanh các tên "
    "trong ngoặc, lưu lại dạng .docx rồi gửi lại. Nếu vẫn không được, đề nghị tải “mẫu khởi đầu” ở "
    "trang này, trình bày lại trên đó, hoặc báo người quản trị hệ thống."
)


def check_form(data: bytes, name: str) -> None:
    """Refuse a form that acts, fetches, hides something, or says what it may not.

    Raises:
        Invalid: with everything that is wrong, and where.
    """
    # Slow to import, and wanted by few requests.
    from reports.render.word.filling import fill_form  # noqa: PLC0415
    from reports.render.word.placeholders import (  # noqa: PLC0415
        FormRefusedError,
        check_placeholders,
    )
    from reports.render.word.torn import refuse_torn  # noqa: PLC0415

    if len(data) > MOST_BYTES:
        raise Invalid(f"Tệp “{name}” lớn hơn 2 MB; đề nghị bỏ bớt hình.", field="upload")
    try:
        check_docx(data, max_unpacked=_MOST_UNPACKED)
    except UploadFault as fault:
        raise Invalid(f"Tệp “{name}” {for_word(fault)}", field="upload") from fault
    faults = list(_foreign_parts(data))
    if faults:
        raise Invalid(" ".join(faults), field="upload")
    folder = font_folder(settings.PDF_FONT_DIR)
    what = _UNREADABLE
    try:
        check_placeholders(data)
        what = _NOT_FILLED
        for bare in (False, True):  # also a paper that leaves every name empty
            html = render_to_string(_TRIAL, {"bare": bare})
            refuse_torn(fill_form(data, html, folder, identifier="", marked=False))
    except FormRefusedError as refused:
        raise Invalid(" ".join(refused.faults), field="upload") from refused
    except Exception as error:  # a parser of hostile bytes may fail in any way
        log.warning("the form %r cannot be tried", name, exc_info=True)
        raise Invalid(what.format(name=name), field="upload") from error


def starting_form() -> bytes:
    """Return a form in the layout of NĐ 30/2020/NĐ-CP, to begin one's own with."""
    from reports.render.word.writer import html_to_docx  # noqa: PLC0415

    folder = font_folder(settings.PDF_FONT_DIR)
    return html_to_docx(render_to_string(_START), folder, identifier="", marked=False)


def _foreign_parts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            if part.lower().startswith(_FOREIGN):
                yield f"{part}: tệp nhúng không được nhận."
                continue
            try:
                root = ElementTree.fromstring(package.read(part), forbid_dtd=True)
            except (ParseError, DefusedXmlException, ValueError, LookupError):
                # A picture. What is named XML was read whole by check_docx.
                continue
            if part.lower().endswith(".rels"):
                yield from (f"{part}: {fault}" for fault in _link_faults(root))
            elif any(_FETCHING.search(field) for field in _fields_of(root)):
                yield (
                    f"{part}: có trường lấy nội dung từ ngoài tệp; đề nghị bỏ trường rồi gửi lại."
                )


def _link_faults(root: Element) -> Iterator[str]:
    if any(link.get("TargetMode", "").lower() == "external" for link in root):
        yield "có liên kết ra ngoài tệp; đề nghị bỏ liên kết rồi gửi lại."
    if any(link.get("Type", "").lower().endswith(_TAKEN_IN) for link in root):
        yield "tệp nhúng không được nhận."


def _fields_of(root: Element) -> list[str]:
    """Return what the fields say; a field may be split over many runs."""
    said: list[str] = []
    for item in root.iter():
        kind = str(item.tag).rpartition("}")[2]
        if kind == "fldChar":
            said.append("\n")
        elif kind in ("instrText", "delInstrText"):
            said.append(item.text or "")
        elif kind == "fldSimple":
            said += ("\n", *item.attrib.values(), "\n")
    return "".join(said).split("\n")

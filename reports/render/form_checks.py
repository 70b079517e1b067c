"""A province's own form is checked, and tried, before it is kept."""

import io
import zipfile
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from accounts.errors import Invalid
from reports.render.fonts import font_folder
from scoring.uploads.faults import UploadFault
from scoring.uploads.office import check_docx

MOST_BYTES = 2 * 1024 * 1024
_MOST_UNPACKED = 10 * 1024 * 1024
_OUTSIDE = (b'TargetMode="External"', b"TargetMode='External'")
_FOREIGN = ("word/embeddings/", "word/activex/", "word/afchunk")
_TRIAL = "reports/word_form_trial.html"
_START = "reports/word_form_start.html"


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

    if len(data) > MOST_BYTES:
        raise Invalid(f"Tệp “{name}” lớn hơn 2 MB; đề nghị bỏ bớt hình.", field="upload")
    try:
        check_docx(data, max_unpacked=_MOST_UNPACKED)
    except UploadFault as fault:
        raise Invalid(f"Tệp “{name}” {fault}", field="upload") from fault
    faults = list(_foreign_parts(data))
    if faults:
        raise Invalid(" ".join(faults), field="upload")
    try:
        check_placeholders(data)
        folder = font_folder(settings.PDF_FONT_DIR)
        fill_form(data, render_to_string(_TRIAL), folder, identifier="", marked=False)
    except FormRefusedError as refused:
        raise Invalid(" ".join(refused.faults), field="upload") from refused


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
            elif part.endswith(".rels") and any(word in package.read(part) for word in _OUTSIDE):
                yield f"{part}: có liên kết ra ngoài tệp; đề nghị bỏ liên kết rồi gửi lại."

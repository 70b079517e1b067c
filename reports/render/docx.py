"""Papers as Word files, made from the HTML of the PDF. Same facts, same bytes."""

from django.conf import settings

from accounts.errors import Refused
from reports.papers import Imprint, Paper, fingerprint
from reports.render.fonts import font_folder
from reports.render.pdf import paper_html, printable


def docx_bytes(paper: Paper, imprint: Imprint | None = None, form: bytes | None = None) -> bytes:
    """Set a paper as a Word file with the words, numbers and layout of its PDF.

    Args:
        imprint: number and day, where the paper is issued; the code stays with the PDF.
        form: the province's own form, which was checked when it was kept; else ours is used.

    Raises:
        PaperTooLarge: the paper has too many table rows.
        FontsMissingError: the four faces are not on this machine.
        Refused: the province's form cannot take this paper.
    """
    # Slow to import (about 1 s) and wanted by few requests.
    from reports.render.word.filling import fill_form  # noqa: PLC0415
    from reports.render.word.placeholders import FormRefusedError  # noqa: PLC0415
    from reports.render.word.writer import html_to_docx  # noqa: PLC0415

    folder = font_folder(settings.PDF_FONT_DIR)
    html = printable(paper_html(paper, imprint), folder)
    # An edited copy is read back: its paragraphs carry hidden marks.
    identifier = fingerprint(paper)
    if form is None:
        return html_to_docx(html, folder, identifier=identifier, marked=True)
    try:
        return fill_form(form, html, folder, identifier=identifier, marked=True)
    except FormRefusedError as refused:
        raise Refused(f"Mẫu Word của tỉnh không lập được văn bản này: {refused}") from refused

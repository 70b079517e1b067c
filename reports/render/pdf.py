"""Papers set as PDF. The render reads no clock: same facts, same bytes."""

import unicodedata
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from accounts.errors import Refused
from reports.papers import Imprint, Paper, issued
from reports.render.fonts import LAYOUT_SIGNS, drawable_in_all, font_folder
from reports.render.qr import qr_code

MOST_TABLE_ROWS = 2_000

_NOT_DRAWABLE = "□"


class PaperTooLarge(Refused):
    """The paper has more table rows than may be set in one file."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            f"Văn bản có {rows} dòng bảng, vượt quá {MOST_TABLE_ROWS} dòng của một tệp PDF. "
            "Hãy tách bớt phụ lục hoặc kết xuất phụ lục ra bảng tính."
        )


def check_size(paper: Paper) -> None:
    """Refuse a paper that would take the worker too long.

    Raises:
        PaperTooLarge: more than 2,000 table rows, which take about 12 s of one core and 390 MB.
    """
    if paper.table_rows > MOST_TABLE_ROWS:
        raise PaperTooLarge(paper.table_rows)


def pdf_bytes(paper: Paper, imprint: Imprint | None = None) -> bytes:
    """Set a paper as PDF/A-2a; an issued one with a field for each signature.

    Args:
        imprint: number, day and code, where the paper is issued.

    Raises:
        PaperTooLarge: the paper has too many table rows.
        FontsMissingError: the four faces are not on this machine.
    """
    return html_to_pdf(paper_html(paper, imprint), to_be_signed=imprint is not None)


def paper_html(paper: Paper, imprint: Imprint | None = None) -> str:
    """Return the HTML that both the PDF and the Word file of a paper are set from.

    Raises:
        PaperTooLarge: the paper has too many table rows.
    """
    check_size(paper)
    context: dict[str, object] = {"paper": paper}
    if imprint is not None:
        paper = issued(paper, imprint)
        context = {"paper": paper, "imprint": imprint, "qr": qr_code(imprint.address)}
    return render_to_string(paper.template, context)


def html_to_pdf(html: str, *, to_be_signed: bool = False) -> bytes:
    """Set the HTML of a paper with the papers' own style sheet and fonts, and nothing else.

    Args:
        to_be_signed: lay an empty signature field wherever the paper leaves room for one.

    Raises:
        FontsMissingError: the four faces are not on this machine.
    """
    # Slow to import (about 1 s) and wanted by the workers only.
    from reports.render.press import set_page  # noqa: PLC0415

    folder = font_folder(settings.PDF_FONT_DIR)
    return set_page(printable(html, folder), folder, to_be_signed=to_be_signed)


def printable(html: str, folder: Path) -> str:
    """Return NFC text in which a box stands for every sign that our faces cannot draw.

    Without it the machine's other fonts would be mixed in, different ones on each machine.
    """
    text = unicodedata.normalize("NFC", html)
    strange = set(text) - drawable_in_all(folder) - LAYOUT_SIGNS
    return text.translate(dict.fromkeys(map(ord, strange), _NOT_DRAWABLE))

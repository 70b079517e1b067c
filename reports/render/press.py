"""The press: WeasyPrint with what every paper of a process shares, read and parsed once.

WeasyPrint takes about 1 s to import: import this module where a paper is set, not before.
"""

import gc
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from cssselect2 import ElementWrapper
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reports.render import quick  # noqa: F401 -- its functions take their places
from reports.render.fetcher import PaperFetcher
from reports.render.figures import FigureRow, measure_figures
from reports.render.fonts import bold_advances
from reports.render.merging import merged
from reports.render.parsing import parsed
from reports.render.repeats import once_each, repeated
from reports.render.signing_places import lay_signature_fields
from reports.render.tagging import tag_figures
from reports.render.written import identified, settle

PDF_VARIANT = "pdf/a-2a"  # for archives: fonts embedded, text tagged, colours fixed


OUR_FACES = b"+Liberation-Serif-Paper"


class StrangeFaceError(RuntimeError):
    """A paper was about to be set in a face that is not ours."""


class PaperHTML(HTML):
    """HTML that begins with our short sheet of elements instead of WeasyPrint's long one.

    WeasyPrint only reads its beginning; the tree is ours.
    """

    wrapper_element: Any

    def __init__(self, *, string: str, url_fetcher: URLFetcher | None = None) -> None:
        super().__init__(string="<!DOCTYPE html>", url_fetcher=url_fetcher)
        self.wrapper_element = ElementWrapper.from_html_root(parsed(string))
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        # Where a later WeasyPrint no longer asks for it, papers look the same and cost more.
        return [parsed_sheet("paper-elements.css")]


def set_page(html: str, folder: Path, *, to_be_signed: bool = False) -> bytes:
    """Set HTML as PDF/A-2a.

    Args:
        html: text of which our faces can draw every sign.
        folder: where the four faces are.
        to_be_signed: lay an empty signature field wherever the paper leaves room for one.
    """
    with collector_at_rest():
        return _set(html, folder, to_be_signed=to_be_signed)


def _set(html: str, folder: Path, *, to_be_signed: bool) -> bytes:
    fetcher = PaperFetcher(folder)
    # Never kept: it lives in a folder under /tmp, where a tidy system deletes what is old.
    fonts = FontConfiguration()
    _tell_faces(fonts, fetcher)
    html, pictures = merged(html, _text("paper.css"), bold_advances(folder))

    def laid_out(text: str) -> Document:
        return PaperHTML(string=text, url_fetcher=fetcher).render(
            stylesheets=[parsed_sheet("paper.css", "paper-figures.css")],
            font_config=fonts,
            pdf_variant=PDF_VARIANT,
            pdf_tags=True,
            cache=dict(pictures),
        )

    short, counts = once_each(html)
    document = (repeated(laid_out(short), counts) if counts else None) or laid_out(html)
    if pictures:
        measure_figures(document)
    return _written(document, pictures, to_be_signed=to_be_signed)


def _written(document: Document, pictures: Mapping[str, FigureRow], *, to_be_signed: bool) -> bytes:
    def finish(_: Document, pdf: pydyf.PDF) -> None:
        refuse_strange_faces(pdf)
        tag_figures(pdf, pictures)
        if to_be_signed:
            lay_signature_fields(document, pdf)
        settle(pdf)

    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile for Python to close.
        warnings.filterwarnings("ignore", "unclosed file .*sRGB", ResourceWarning)
        pdf = document.write_pdf(
            finisher=finish,
            pdf_variant=PDF_VARIANT,
            pdf_tags=True,
            pdf_identifier=False,  # ours costs less
        )
    return identified(pdf)


def refuse_strange_faces(pdf: pydyf.PDF) -> None:
    """Make sure that only our faces are in a file.

    WeasyPrint goes on with whatever face the machine has where it could not load ours, also when
    the worker's limit of time ran out just then.

    Raises:
        StrangeFaceError: another face is in it.
    """
    for one in pdf.objects:
        is_face = isinstance(one, pydyf.Dictionary) and one.get("Type") == "/FontDescriptor"
        if is_face and OUR_FACES not in one["FontName"]:
            raise StrangeFaceError(one["FontName"].decode())


def set_stamps(html: str, folder: Path) -> bytes:
    """Set pages that are laid over others: plain PDF with the four faces and its own style only.

    Args:
        html: text of which our faces can draw every sign.
        folder: where the four faces are.
    """
    fetcher, fonts = PaperFetcher(folder), FontConfiguration()
    _tell_faces(fonts, fetcher)
    with collector_at_rest():
        pdf: bytes = PaperHTML(string=html, url_fetcher=fetcher).write_pdf(font_config=fonts)
    return pdf


def _tell_faces(fonts: FontConfiguration, fetcher: PaperFetcher) -> None:
    """Tell the fonts of a render our faces, which they learn while the sheet is read.

    The sheet says nothing of any element, so nobody needs to look into it for each of them.
    """
    CSS(string=_text("paper-faces.css"), url_fetcher=fetcher, font_config=fonts)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest: what a render makes lives until the render ends.

    It would go over all of that again and again, a third of the time of a large paper. What it
    finds when it is back at work it frees at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def parsed_sheet(*names: str) -> CSS:
    return CSS(string="\n".join(map(_text, names)))


@cache
def _text(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / "css" / name).read_text(encoding="utf-8")

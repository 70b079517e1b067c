"""Papers as Word files, from the very HTML that the PDF is set from."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.oxml.ns import qn

from reports.render.press import collector_at_rest
from reports.render.word.inline import Inline
from reports.render.word.looks import Looks
from reports.render.word.measures import HAIR
from reports.render.word.package import as_bytes, describe, empty_document
from reports.render.word.pages import dress, write_marks, write_number
from reports.render.word.special import write_special
from reports.render.word.styles import StyleBook
from reports.render.word.walker import Walker
from reports.render.word.xml import add


def html_to_docx(html: str, folder: Path, *, identifier: str, marked: bool) -> bytes:
    """Set the HTML of a paper as a Word file.

    Args:
        html: text of which our faces can draw every sign.
        folder: where the four faces are, for their widths.
        identifier: kept in the file's description; it says which paper the file was made of.
        marked: whether every paragraph gets a hidden bookmark, by which it is found again.

    Raises:
        UnknownMarkupError: the paper has something that Word would not show.
    """
    with collector_at_rest():
        return _Writer(html, folder, marked=marked).write(identifier)


class _Writer:
    """One paper on its way into one file."""

    def __init__(self, html: str, folder: Path, *, marked: bool) -> None:
        self._looks = Looks(html)
        self._document: Document = empty_document()
        self._styles = StyleBook(self._document)
        self._body: Any = self._document.element.body
        self._end = self._body.find(qn("w:sectPr"))
        self._body.remove(self._end)
        self._folder = folder
        self._walker = Walker(
            self._looks, self._styles, folder, self._body, write_special, marked=marked
        )

    def write(self, identifier: str) -> bytes:
        """Return the file of the paper."""
        head, body = self._looks.root
        names: list[str] = []
        for part in body:
            self._turn_to(self._looks.of(part)["page"], names)
            self._walker.block(part)
        if not len(self._body) or self._body[-1].tag != qn("w:p"):
            self._walker.space(HAIR)
        self._body.append(self._end)
        self._dress(names or [""])
        describe(self._document, **_description(head), identifier=identifier)
        return as_bytes(self._document)

    def _turn_to(self, name: str, names: list[str]) -> None:
        """Begin a new section where the paper goes on on another kind of page."""
        if names and names[-1] == name:
            return
        if names:
            if self._body[-1].tag != qn("w:p"):
                self._walker.space(HAIR)
            add(self._body[-1].get_or_add_pPr(), "w:sectPr")
        names.append(name)
        self._walker.start_page(self._looks.page(name).inner_width)

    def _dress(self, names: list[str]) -> None:
        sections = list(self._document.sections)
        for section, name in zip(sections, names, strict=True):
            dress(section, self._looks.page(name))
        write_number(sections[0], self._looks.page(names[0]))
        width = None
        for section, name in zip(sections, names, strict=True):
            page = self._looks.page(name)
            if self._walker.running and page.inner_width != width:
                line = Inline(self._looks, self._folder)
                write_marks(section, self._walker.running, self._styles, line)
            width = page.inner_width


def _description(head: Element) -> dict[str, str]:
    """Return what the paper's own head says of its title and author."""
    title = next((item.text or "" for item in head if item.tag == "title"), "")
    author = next((item.get("content", "") for item in head if item.get("name") == "author"), "")
    return {"title": title, "author": author}

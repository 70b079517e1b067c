"""Fills a province's own form: the head of a paper by names, the rest as it is on paper."""

import copy
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docxtpl import DocxTemplate

from reports.render.press import collector_at_rest
from reports.render.word.inline import Inline
from reports.render.word.looks import Looks, block_look
from reports.render.word.measures import HAIR
from reports.render.word.names import BODY, NAMES
from reports.render.word.package import as_bytes, describe
from reports.render.word.pages import dress, inner_width
from reports.render.word.placeholders import FormRefusedError, environment
from reports.render.word.special import write_special
from reports.render.word.styles import StyleBook
from reports.render.word.walker import Walker
from reports.render.word.xml import add

_MARKER = "\N{WHITE SQUARE}\N{WHITE SQUARE}NOI-DUNG\N{WHITE SQUARE}\N{WHITE SQUARE}"
_PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "co_quan_chu_quan": ("parent-org",),
        "co_quan_ban_hanh": ("issuing-org",),
        "so_ky_hieu": ("letterhead-number", "replaces"),
        "ngay_thang": ("letterhead-date",),
        "trich_yeu": ("letterhead-matter", "subject", "draft-mark"),
    }
)
_PLACED = frozenset(css_class for classes in _PLACES.values() for css_class in classes)


def fill_form(form: bytes, html: str, folder: Path, *, identifier: str, marked: bool) -> bytes:
    """Set the HTML of a paper in a form that was checked before.

    Raises:
        FormRefusedError: the form has no place for the body after all.
        UnknownMarkupError: the paper has something that Word would not show.
    """
    with collector_at_rest():
        return _Filler(form, html, folder, marked=marked).fill(identifier)


class _CheckedForm(DocxTemplate):
    """Renders only what was checked: body, headers and footers, no properties or footnotes."""

    def render_properties(self, *_: object) -> None:
        """Leave the properties as they are."""

    def render_footnotes(self, *_: object) -> None:
        """Leave the footnotes as they are."""


class _Filler:
    """One paper on its way into one form."""

    def __init__(self, form: bytes, html: str, folder: Path, *, marked: bool) -> None:
        self._looks = Looks(html)
        self._folder = folder
        template = _CheckedForm(io.BytesIO(form))
        template.render({**self._values(), BODY: _MARKER}, jinja_env=environment())
        self._document: Document = template.docx
        styles = StyleBook(self._document, is_guest=True)
        self._into: Any = OxmlElement("w:body")
        self._walker = Walker(self._looks, styles, folder, self._into, write_special, marked=marked)

    def fill(self, identifier: str) -> bytes:
        """Return the filled form."""
        body: Any = self._document.element.body
        marker = _marker_in(body)
        is_last = marker.getnext() is None or marker.getnext().tag == qn("w:sectPr")
        last = self._walk(next(part for part in self._looks.root if part.tag == "body"), is_last)
        for made in list(self._into):
            marker.addprevious(made)
        body.remove(marker)
        if last:
            dress(self._document.sections[-1], self._looks.page(last))
        about = self._document.core_properties
        title = next(self._looks.root.iter("title")).text or ""
        describe(self._document, title=title, author=about.author, identifier=identifier)
        return as_bytes(self._document)

    def _walk(self, body: Element, is_last: bool) -> str:
        """Write the body; return the kind of page that it ends on, where not the form's own."""
        self._walker.start_page(inner_width(self._document.sections[0]))
        names: list[str] = []
        for part in body:
            self._turn_to(self._looks.of(part)["page"], names)
            self._write(part)
        self._write_marks()
        has_annexes = len(names) > 1
        if has_annexes and not is_last:
            self._close(names)
        return names[-1] if has_annexes and is_last else ""

    def _write(self, part: Element) -> None:
        """Write a part of the body; the head was said by names, but keeps its marks' numbers."""
        if part.get("class") in ("letterhead", "title"):
            self._walker.into = OxmlElement("w:body")
            self._walker.block(part)
            self._walker.into = self._into
        else:
            self._walker.block(part)

    def _write_marks(self) -> None:
        """Put the mark of a sample above the body, whatever the form's footers say."""
        for place, mark in enumerate(self._walker.running):
            style = self._looks.of(mark)
            paragraph = OxmlElement("w:p")
            own = add(paragraph, "w:pPr")
            look = block_look(style)
            add(own, "w:pStyle", val=self._walker.styles.style_of(look, "p", "sample-mark"))
            run = add(paragraph, "w:r")
            add(run, "w:t").text = mark.text
            self._into.insert(place, paragraph)

    def _turn_to(self, name: str, names: list[str]) -> None:
        if names and names[-1] == name:
            return
        if names:
            self._close(names)
            self._walker.start_page(self._looks.page(name).inner_width)
        names.append(name)

    def _close(self, names: list[str]) -> None:
        """End a section: the first is the form's own, the others are the paper's annexes."""
        if not len(self._into) or self._into[-1].tag != qn("w:p"):
            self._walker.space(HAIR)
        end = copy.deepcopy(self._document.element.body.sectPr)
        self._into[-1].get_or_add_pPr().append(end)
        if len(names) > 1:
            dress(Section(end, self._document.part), self._looks.page(names[-1]))

    def _values(self) -> dict[str, str]:
        root = self._looks.root
        found = {
            name: " ".join(self._text(item) for item in root.iter() if _is(item, *classes))
            for name, classes in _PLACES.items()
        }
        heads = [part for part in self._looks.root.iter("header") if _is(part, "title")]
        found["tieu_de"] = " ".join(self._text(one) for head in heads for one in head.iter("h1"))
        return {name: found.get(name, "") for name in NAMES}

    def _text(self, element: Element) -> str:
        line = Inline(self._looks, self._folder)
        line.text(element.text, self._looks.of(element))
        for child in element:
            if not _is(child, *_PLACED):  # what has a place of its own is said there
                line.element(child)
            line.text(child.tail, self._looks.of(element))
        return "".join(run.text for run in line.taken())


def _is(element: Element, *css_classes: str) -> bool:
    return not set(css_classes).isdisjoint((element.get("class") or "").split())


def _marker_in(body: Any) -> Any:
    found = [
        paragraph
        for paragraph in body.findall(qn("w:p"))
        if "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip() == _MARKER
    ]
    if len(found) != 1:
        raise FormRefusedError(
            [f"Thân văn bản: {{{{ {BODY} }}}} phải đứng một mình trong một đoạn, ngoài mọi bảng."]
        )
    return found[0]

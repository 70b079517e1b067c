"""Reads the words of a Word file by the marks that the walk left in it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from reports.render.word.marks import BOOKMARK

MOST_UNPACKED = 20 * 1024 * 1024
_SPACES = re.compile(r"\s+")
_OFF = frozenset({"0", "false", "off"})


class NotReadableError(ValueError):
    """The file is no Word file, or is broken."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The words of a file.

    Args:
        identifier: of the paper it was made from; empty where a program left it out.
        marked: text by mark, in the order of the file; ``**`` around what is bold in a line.
        unmarked: paragraphs without a mark, which are new.
    """

    identifier: str
    marked: Mapping[str, str]
    unmarked: tuple[str, ...]


def read_words(data: bytes) -> MarkedWords:
    """Read a Word file that was weighed and checked before.

    Raises:
        NotReadableError: it is no Word file, or is broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _parsed(package, "word/document.xml")
            about = _parsed(package, "docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise NotReadableError(str(error)) from error
    marked: dict[str, str] = {}
    unmarked = []
    for paragraph in body.iter(qn("w:p")):
        text = _text(paragraph)
        names = [name for name in _marks(paragraph) if name not in marked]
        for place, name in enumerate(names):
            marked[name] = text if place == 0 else ""
        if text and not names:
            unmarked.append(text)
    identifier = about.findtext(qn("dc:identifier")) or ""
    return MarkedWords(identifier, marked, tuple(unmarked))


def _parsed(package: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _marks(paragraph: Any) -> Iterator[str]:
    for start in paragraph.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"), "")
        if name.startswith(BOOKMARK):
            yield name


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph; what is struck out by tracked changes is gone."""
    pieces: list[tuple[str, bool]] = []
    for run in paragraph.iter(qn("w:r")):
        text = "".join(_letters(run))
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        is_bold = bold is not None and bold.get(qn("w:val"), "1") not in _OFF
        if pieces and pieces[-1][1] == is_bold:
            pieces[-1] = (pieces[-1][0] + text, is_bold)
        elif text:
            pieces.append((text, is_bold))
    line = "".join(_starred(text) if bold else text for text, bold in pieces)
    return _SPACES.sub(" ", line).strip()


def _letters(run: Any) -> Iterator[str]:
    for item in run.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (item.text or "") if item.tag == qn("w:t") else " "


def _starred(text: str) -> str:
    bare = text.strip()
    return text.replace(bare, f"**{bare}**") if bare else text

"""Reads the words of a Word file, with the marks that the walk left in it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from reports.render.word.marks import BOOKMARK, place_of, source_of
from reports.render.word.table_places import TablePlaces
from reports.rules.word_blocks import Block

MOST_UNPACKED = 20 * 1024 * 1024
MOST_PARAGRAPHS = 60_000  # far beyond any report with all its tables
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACES = re.compile(r"\s+")
_OFF = frozenset({"0", "false", "off"})
# Paragraphs in boxes within paragraphs, tables within tables.
_MOST_DEEP = {qn("w:p"): 4, qn("w:tbl"): 5}
_APART = (qn("w:tbl"), qn("w:txbxContent"))
# What tracked changes struck out or moved away, and the second telling of a drawn box.
_GONE = (qn("w:del"), qn("w:moveFrom"), f"{{{_COMPATIBILITY}}}Fallback")


class NotReadableError(ValueError):
    """The file is no Word file, or is broken."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The words of a file.

    Args:
        identifier: of the paper it was made from; empty where a program left it out.
        blocks: its paragraphs in their order, ``**`` around what is bold in a line.
        sources: by mark, the list of the data that the paper printed there.
    """

    identifier: str
    blocks: tuple[Block, ...]
    sources: Mapping[str, str]

    @property
    def marked(self) -> Mapping[str, str]:
        """Text by mark, in the order of the file."""
        return {mark: block.text for block in self.blocks for mark in block.marks}


def read_words(data: bytes) -> MarkedWords:
    """Read a Word file that was weighed and checked before.

    Raises:
        NotReadableError: it is no Word file, is broken, has far too many paragraphs, or tables
            within tables far too deep.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _parsed(package, "word/document.xml")
            about = _parsed(package, "docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise NotReadableError(str(error)) from error
    _check_depth(body)
    blocks: list[Block] = []
    sources: dict[str, str] = {}
    seen: set[str] = set()
    places = TablePlaces()
    for paragraph in body.iter(qn("w:p")):
        if len(blocks) >= MOST_PARAGRAPHS:
            raise NotReadableError("too many paragraphs")
        names = list(_marks(paragraph))
        sources |= {place_of(name): source_of(name) for name in names if source_of(name)}
        marks = tuple(dict.fromkeys(place_of(name) for name in names))
        fresh = tuple(mark for mark in marks if mark not in seen)
        seen.update(fresh)
        apart = next(paragraph.iterancestors(*_APART), None) is not None
        place = places.of(paragraph) if apart else ""
        blocks.append(Block(_text(paragraph), fresh, apart, place=place))
    identifier = about.findtext(qn("dc:identifier")) or ""
    return MarkedWords(identifier, tuple(blocks), sources)


def _check_depth(body: Any) -> None:
    """Refuse what no person sets: each level of it would be read once more for every other."""
    depth = dict.fromkeys(_MOST_DEEP, 0)
    for event, element in etree.iterwalk(body, events=("start", "end"), tag=tuple(_MOST_DEEP)):
        depth[element.tag] += 1 if event == "start" else -1
        if depth[element.tag] > _MOST_DEEP[element.tag]:
            raise NotReadableError("nested too deep")


def _parsed(package: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _marks(paragraph: Any) -> Iterator[str]:
    for start in paragraph.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"), "")
        if name.startswith(BOOKMARK) and _is_own(start, paragraph):
            yield name


def _is_own(item: Any, paragraph: Any) -> bool:
    """Say whether something is of the paragraph itself, not of one in a box drawn beside it."""
    return next(item.iterancestors(qn("w:p")), None) is paragraph


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph; what is struck out by tracked changes is gone."""
    pieces: list[tuple[str, bool]] = []
    for run in paragraph.iter(qn("w:r")):
        if not _is_own(run, paragraph) or next(run.iterancestors(*_GONE), None) is not None:
            continue
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
    for item in run.iterchildren(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (item.text or "") if item.tag == qn("w:t") else " "


def _starred(text: str) -> str:
    bare = text.strip()
    return text.replace(bare, f"**{bare}**") if bare else text

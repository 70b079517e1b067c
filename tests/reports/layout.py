"""Measure a PDF: text and rules in millimetres, sizes in points, fonts by name.

Pdfplumber knows every letter's font and size, and takes a second for a few pages; where words
and their places are enough, poppler reads a long paper in a tenth of that.
"""

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any
from weakref import WeakKeyDictionary

import pdfplumber
import pikepdf
from defusedxml import ElementTree
from pdfplumber.page import Page

MM = 72 / 25.4
HALF_MM = 0.5
_XHTML = "{http://www.w3.org/1999/xhtml}"
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15  # margins in mm
A4, A4_LANDSCAPE, A3_LANDSCAPE = (210, 297), (297, 210), (420, 297)

_SYLLABLES = ("Cục", "Sở", "Ngân", "hàng", "thống", "nghiêng", "quản", "lý", "tỉnh", "khuyến")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: edges in mm from the left and the top of the page, sizes in points."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    sizes: frozenset[float]
    fonts: frozenset[str]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def is_bold(self) -> bool:
        return all("Bold" in font for font in self.fonts)

    @property
    def is_italic(self) -> bool:
        return all("Italic" in font for font in self.fonts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn horizontal line, in mm."""

    left: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word where poppler sees it: edges in mm from the left and the top of the page."""

    text: str
    left: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class WordPage:
    """The words of a page in reading order, and its size in whole mm."""

    number: int
    size_mm: tuple[int, int]
    words: tuple[Word, ...]

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]


def word_pages(pdf: bytes) -> list[WordPage]:
    """Read the words of all pages at once."""
    command = ["pdftotext", "-bbox", "-", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    found = ElementTree.fromstring(run.stdout).iterfind(f".//{_XHTML}page")
    return [_word_page(number, page) for number, page in enumerate(found, start=1)]


def _word_page(number: int, page: Any) -> WordPage:
    words = (
        Word(item.text, *(float(item.get(edge)) / MM for edge in ("xMin", "xMax", "yMax")))
        for item in page.iterfind(f"{_XHTML}word")
    )
    width, height = (round(float(page.get(edge)) / MM) for edge in ("width", "height"))
    return WordPage(number, (width, height), tuple(words))


@lru_cache(maxsize=8)  # to read a file takes as long as to set it, and several tests ask for it
def pages(pdf: bytes) -> list[Page]:
    return pdfplumber.open(io.BytesIO(pdf)).pages


def size_mm(page: Page) -> tuple[int, int]:
    return round(page.width / MM), round(page.height / MM)


# Tests ask for the same lines again and again; they are forgotten with their page, which is large.
_lines: WeakKeyDictionary[Page, dict[tuple[float, float], tuple[Line, ...]]] = WeakKeyDictionary()


def lines(page: Page, *, left: float = 0, right: float = 1000) -> tuple[Line, ...]:
    """Read the lines of the page that lie between two vertical edges, in mm, top down."""
    known = _lines.setdefault(page, {})
    if (left, right) not in known:
        width, height = float(page.width), float(page.height)
        box = (left * MM, 0, min(right * MM, width), height)
        part = page if box == (0, 0, width, height) else page.crop(box)
        found = part.extract_text_lines(return_chars=True, strip=True)
        known[left, right] = tuple(_line(item, page.page_number) for item in found)
    return known[left, right]


def _line(item: dict, page: int) -> Line:
    chars = [char for char in item["chars"] if char["text"].strip()]
    return Line(
        text=item["text"],
        page=page,
        left=min(char["x0"] for char in chars) / MM,
        right=max(char["x1"] for char in chars) / MM,
        top=min(char["top"] for char in chars) / MM,
        bottom=max(char["bottom"] for char in chars) / MM,
        sizes=frozenset(round(char["size"], 1) for char in chars),
        fonts=frozenset(char["fontname"].partition("+")[2] for char in chars),
    )


def line_with(page: Page, text: str, **edges: float) -> Line:
    """Return the one line of the page that holds the text."""
    (found,) = [line for line in lines(page, **edges) if text in line.text]
    return found


def rules(page: Page) -> list[Rule]:
    """Return the horizontal rules drawn on the page, top down."""
    found = (
        Rule(edge["x0"] / MM, edge["x1"] / MM, edge["top"] / MM) for edge in page.horizontal_edges
    )
    return sorted(set(found), key=lambda rule: rule.top)


def rule_below(page: Page, line: Line) -> Rule:
    """Return the nearest rule under a line of text that shares its middle."""
    under = [
        rule
        for rule in rules(page)
        if rule.top >= line.bottom - 1 and abs(rule.middle - line.middle) < 2
    ]
    return under[0]


def words(page: Page) -> list[str]:
    return [word["text"] for word in page.extract_words()]


def text(pdf: bytes) -> str:
    """Return the whole text in the order in which it is written, with single spaces."""
    command = ["pdftotext", "-raw", "-", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return squeezed(run.stdout.decode())


def squeezed(text_in: str) -> str:
    return re.sub(r"\s+", " ", text_in).strip()


def unspaced(text_in: str) -> str:
    """Return the text as it compares where lines were broken anywhere, in one case."""
    return re.sub(r"\s+", "", text_in).casefold()


def font_names(pdf: bytes) -> set[str]:
    """Return the names of all fonts of the file; a font that is not embedded has a mark."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                name = str(item["/FontName"]).partition("+")[2]
                found.add(name if embedded else f"{name} (not embedded)")
    return found


def streams(pdf: bytes) -> Iterator[bytes]:
    """Yield every stream of the file, unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                yield item.read_bytes()


def tables(page: Page) -> list[list[list[str]]]:
    """Return the ruled tables of the page as rows of cells, each cell with single spaces."""
    return [
        [[squeezed(cell or "") for cell in row] for row in table] for table in page.extract_tables()
    ]


def pages_by_mark(pdf: bytes, mark: str) -> dict[str, set[int]]:
    """Return on which pages each mark (a pattern in the words) is printed."""
    found = [
        (match.group(), page.number)
        for page in word_pages(pdf)
        for word in page.texts
        for match in re.finditer(mark, word)
    ]
    grouped = groupby(sorted(found), key=lambda pair: pair[0])
    return {name: {number for _, number in pairs} for name, pairs in grouped}


def figure_box(pdf: bytes) -> tuple[float, float, float, float]:
    """Return where the picture of the first page stands, in mm: left, top, right, bottom."""
    drawn = [one for one in pages(pdf)[0].rects if one.get("tag") == "Figure"]
    return (
        min(one["x0"] for one in drawn) / MM,
        min(one["top"] for one in drawn) / MM,
        max(one["x1"] for one in drawn) / MM,
        max(one["bottom"] for one in drawn) / MM,
    )


def name_of(length: int, mark: str) -> str:
    """A member's name of a given length whose every word carries the mark."""
    words = [f"{_SYLLABLES[place % len(_SYLLABLES)]}{mark}" for place in range(length)]
    name = words[0]
    for word in words[1:]:
        if len(name) + 1 + len(word) > length:
            break
        name = f"{name} {word}"
    return name.ljust(length, "x")


# --- What NĐ 30/2020/NĐ-CP asks of a page ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free on each side of a page, in mm."""

    top: float = TOP
    bottom: float = BOTTOM
    left: float = LEFT
    right: float = RIGHT


DECREE = Margins()


def is_page_number(line: Line, margins: Margins = DECREE) -> bool:
    """Say whether the line is the number in the top margin."""
    return line.text.isdecimal() and line.bottom < margins.top


def body_lines(page: Page, margins: Margins = DECREE) -> list[Line]:
    """Return the lines of the page without its number and without the mark of a sample."""
    found = lines(page)
    return [
        line for line in found if not is_page_number(line, margins) and line.text != "DỮ LIỆU MẪU"
    ]


def assert_inside_margins(page: Page, margins: Margins = DECREE) -> None:
    """Hold every letter and every rule to the box between the margins."""
    width, height = size_mm(page)
    body = body_lines(page, margins)
    assert body
    assert min(line.left for line in body) >= margins.left - HALF_MM
    assert max(line.right for line in body) <= width - margins.right + HALF_MM
    assert min(line.top for line in body) >= margins.top - HALF_MM
    assert max(line.bottom for line in body) <= height - margins.bottom + HALF_MM
    for rule in rules(page):
        if rule.top < height - margins.bottom:  # below it the mark of a sample is framed
            assert rule.left >= margins.left - HALF_MM
            assert rule.right <= width - margins.right + HALF_MM


def outside_cells(page: Page) -> str:
    """Return the letters of ruled tables that reach over the rules of their cell."""
    found = []
    for table in page.find_tables():
        cells = [cell for cell in table.cells if cell]
        for char in page.crop(table.bbox).chars:
            across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            box = next((c for c in cells if c[0] <= across <= c[2] and c[1] <= down <= c[3]), None)
            if box is None or char["x0"] < box[0] - 0.5 or char["x1"] > box[2] + 0.5:
                found.append(char["text"])
    return "".join(found).strip()


def marked_pages(pages_in: list[Page], mark: str) -> dict[str, set[int]]:
    """Return on which pages each mark (a pattern in the words) is printed."""
    found: dict[str, set[int]] = {}
    for page in pages_in:
        for name in re.findall(mark, " ".join(words(page))):
            found.setdefault(name, set()).add(page.page_number)
    return found


def wrapped(page: Page, margins: Margins = DECREE) -> list[Line]:
    """Return the lines of running text that go on in the next line, so that they are full."""
    found = body_lines(page, margins)
    plain = [
        line
        for line in found
        if line.sizes == {14.0} and not line.is_bold and line.left < margins.left + 40
        if "……" not in line.text  # a line to write on is not justified
    ]
    return [
        line
        for line, following in pairwise(plain)
        if abs(following.left - margins.left) < HALF_MM and 3 < following.top - line.top < 8
    ]

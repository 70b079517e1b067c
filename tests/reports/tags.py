"""What the tags of a PDF say: the order of reading, and whether everything on a page is told."""

from collections.abc import Iterator
from typing import Any

import pikepdf

PAINTING = frozenset(
    ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"]
)
_OPENING = frozenset({"BDC", "BMC"})
Place = tuple[int, int]  # page from 0, number on it


def heard(pdf: pikepdf.Pdf, item: Any = None) -> list[str]:
    """Return what is read out, piece by piece, as glyphs, in the order of the structure."""
    painted = {
        (place, number): glyphs
        for place, page in enumerate(pdf.pages)
        for number, glyphs in glyphs_of(page).items()
    }
    top = pdf.Root.StructTreeRoot if item is None else item
    return [painted[where] for where in claimed(pdf, top)]


def claimed(pdf: pikepdf.Pdf, item: Any = None) -> Iterator[Place]:
    """Yield page and number of each piece, in the order of the structure."""
    places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
    yield from _claimed(pdf.Root.StructTreeRoot if item is None else item, places)


def _claimed(item: Any, places: dict[Any, int]) -> Iterator[Place]:
    kids = item.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield places[item.Pg.objgen], int(kid)
        elif kid.get("/Type") != "/OBJR":
            yield from _claimed(kid, places)


def glyphs_of(page: Any) -> dict[int, str]:
    """Return what is written under each number of a page."""
    found: dict[int, str] = {}
    open_ones: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in _OPENING:
            about = operands[1] if word == "BDC" else {}
            number = int(about["/MCID"]) if "/MCID" in about else None
            open_ones.append(number)
            if number is not None:
                assert number not in found
                found[number] = ""
        elif word == "EMC":
            open_ones.pop()
        elif word == "TJ" and open_ones and open_ones[-1] is not None:
            texts = [one for one in operands[0] if isinstance(one, pikepdf.String)]
            found[open_ones[-1]] += "".join(bytes(one).hex() for one in texts)
    assert open_ones == []
    return found


def untold(page: Any) -> list[str]:
    """Return what is painted on a page outside of every tag and artifact."""
    found = []
    depth = 0
    for _, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        depth += (word in _OPENING) - (word == "EMC")
        if word in PAINTING and depth == 0:
            found.append(word)
    return found


def elements(item: Any) -> Iterator[Any]:
    """Yield every element below one."""
    kids = item.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR":
            yield kid
            yield from elements(kid)

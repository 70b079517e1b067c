"""Figures that were painted as one picture, as cells in the structure of a tagged PDF."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pydyf

from reports.render.figures import FigureRow
from reports.render.written import Settled


def tag_figures(pdf: pydyf.PDF, rows: Mapping[str, FigureRow]) -> None:
    """Replace each picture of a row, and the one cell around it, by a cell for every figure.

    Args:
        rows: by what stands instead of the picture for those who do not see it.
    """
    if not rows:
        return
    pages = {reference: place for place, reference in enumerate(pdf.page_references)}
    contents = _found(pdf, _found(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for element in list(pdf.objects):
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/Figure":
            alternative = element.get("Alt")
            row = rows.get(alternative.string) if alternative else None
            if row is not None:
                _split(pdf, element, row, contents[2 * pages[element["Pg"]] + 1])


def _found(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _split(pdf: pydyf.PDF, picture: Any, row: FigureRow, contents: Any) -> None:
    """Put the cells where the picture is.

    Args:
        contents: which element each piece of the page's content belongs to, by its number.
    """
    merged = _found(pdf, picture["P"])
    line = _found(pdf, merged["P"])
    heads = _by_column(merged["A"]["Headers"])
    numbers = [merged.number, picture.number]
    numbers += range(len(pdf.objects), len(pdf.objects) + len(row.texts) - len(numbers))
    pdf.objects += [pydyf.Object() for _ in numbers[2:]]
    cells = [b"%d 0 R" % number for number in numbers]
    at = line["K"].index(merged.reference)
    line["K"][at : at + 1] = cells
    # What WeasyPrint began and the picture ended at once belongs to the first cell.
    (empty,) = picture["K"]
    contents[empty] = cells[0]
    row.painted.first = len(contents)
    about = b"/Pg %s/P %s/A<</O/Table/Headers" % (merged["Pg"], merged["P"])
    first = min(heads, default=0)  # a page that is too short for the heads has none
    held = [empty]
    for place, (text, number, cell) in enumerate(zip(row.texts, numbers, cells, strict=True)):
        if text:
            held.append(len(contents))
            contents.append(cell)
        kids = b" ".join(b"%d" % one for one in held)
        own = b" ".join(heads.get(first + place, ()))
        data = b"<</Type/StructElem/S/TD/K[%s]%s[%s]>>>>" % (kids, about, own)
        pdf.objects[number] = Settled(number, data)
        held = []


def _by_column(headers: Any) -> Mapping[int, list[bytes]]:
    """Sort heads by their columns, which stand last in the names that WeasyPrint gives them."""
    return _sorted(tuple(head.string for head in headers))


@lru_cache(maxsize=8)  # the rows of a table share their heads
def _sorted(names: tuple[str, ...]) -> Mapping[int, list[bytes]]:
    found: dict[int, list[bytes]] = defaultdict(list)
    for name in names:
        found[int(name.rpartition("-")[2])].append(b"(%s)" % name.encode("ascii"))
    return dict(found)

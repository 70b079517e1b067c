"""Figures that were painted as one picture, as cells in the structure of a tagged PDF."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pydyf

from reports.render.figures import FigureRow
from reports.render.settled import Settled


def tag_figures(pdf: pydyf.PDF, rows: Mapping[str, FigureRow]) -> None:
    """Replace each picture of a row, and the one cell around it, by a cell for every figure."""
    if not rows:
        return
    pages = {reference: place for place, reference in enumerate(pdf.page_references)}
    numbers = _found(pdf, _found(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for element in list(pdf.objects):
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/Figure":
            alternative = element.get("Alt")
            row = rows.get(alternative.string) if alternative else None
            if row is not None:
                _split(pdf, element, row, numbers[2 * pages[element["Pg"]] + 1])


def _found(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _split(pdf: pydyf.PDF, figure: Any, row: FigureRow, contents: Any) -> None:
    """Put the cells where the picture is.

    Args:
        contents: which element each piece of the page's content belongs to, by its number.
    """
    merged = _found(pdf, figure["P"])
    line = _found(pdf, merged["P"])
    heads = _by_column(merged["A"]["Headers"])
    first = min(heads)
    ending = b"/Pg %s/P %s/A<</O/Table/Headers[" % (merged["Pg"], merged["P"])
    numbers = [merged.number, figure.number]
    marks = iter(row.marks)
    # What WeasyPrint began and the picture ended at once; it belongs to the first cell.
    (empty,) = figure["K"]
    held = [b"%d" % empty]
    cells = []
    for place, text in enumerate(row.texts):
        if place >= len(numbers):
            numbers.append(len(pdf.objects))
            pdf.objects.append(pydyf.Object())
        number = numbers[place]
        cells.append(b"%d 0 R" % number)
        if text:
            mark = next(marks)
            mark.mcid = len(contents)
            contents.append(cells[-1])
            held.append(b"%d" % mark.mcid)
        kids, own = b" ".join(held), b" ".join(heads[first + place])
        data = b"<</Type/StructElem/S/TD/K[%s]%s%s]>>>>" % (kids, ending, own)
        pdf.objects[number] = Settled(number, data)
        held = []
    contents[empty] = cells[0]
    at = line["K"].index(merged.reference)
    line["K"][at : at + 1] = cells


def _by_column(headers: Any) -> Mapping[int, list[bytes]]:
    """Sort heads by their columns, which stand last in the names that WeasyPrint gives them."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for head in headers:
        found[int(head.string.rpartition("-")[2])].append(head.data)
    return found

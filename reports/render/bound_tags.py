"""The tags of a bound pack: the structure of every paper under one root, nothing numbered twice.

Each paper comes as WeasyPrint wrote it: one element for the whole, and pages numbered from 0 in the
tree that leads from what is on a page to the elements (ISO 32000-1, 14.7.4.4).
"""

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reports.rules.pack_pages import Span


def join_structures(
    pdf: pikepdf.Pdf, trees: Sequence[pikepdf.Object], spans: Sequence[Span], titles: Sequence[str]
) -> None:
    """Make one tree of those of the parts, in their order.

    Args:
        trees: the root of each part, brought over after its pages.
        spans: the pages of each part.
        titles: what each part is called where its structure is listed.
    """
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    numbers: list[object] = []
    parts = []
    for tree, span, title in zip(trees, spans, titles, strict=True):
        (part,) = tree.K
        part.S, part.P, part.T = Name.Part, whole, String(title)
        parts.append(part)
        start = len(numbers) // 2
        _renumber(list(pdf.pages)[span.first - 1 : span.last], start)
        numbers += _shifted(tree.ParentTree.Nums, start)
    whole.K = Array(parts)
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([whole]))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(numbers) // 2
    root.IDTree = pdf.make_indirect(Dictionary(Names=Array(_names(pdf))))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    whole.P = pdf.Root.StructTreeRoot


def _renumber(pages: Sequence[pikepdf.Page], start: int) -> None:
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + start
        for note in page.obj.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + start


def _shifted(numbers: pikepdf.Object, start: int) -> Iterator[object]:
    """Yield number and elements in turn, the numbers counted on; they are those from 0 on."""
    pairs = list(numbers)
    for place, (number, elements) in enumerate(zip(pairs[::2], pairs[1::2], strict=True)):
        if int(number) != place:
            raise ValueError(f"part of a pack with number {number} at place {place}")
        yield start + place
        yield elements


def _names(pdf: pikepdf.Pdf) -> Iterator[object]:
    """Give each head of a table a name of its own, and yield name and element by name.

    Papers name theirs alike, and so do the pieces of one table on several pages. A cell names the
    heads of its own page.
    """
    places = {page.obj.objgen: place for place, page in enumerate(pdf.pages, start=1)}
    found = {}
    for element in _cells(pdf):
        prefix = f"{places[element.Pg.objgen]:05d}-"
        if "/ID" in element:
            element.ID = String(f"{prefix}{element.ID}")
            found[str(element.ID)] = element
        about = element.get("/A")
        if about is not None and "/Headers" in about:
            about.Headers = Array([String(f"{prefix}{one}") for one in about.Headers])
    return (one for name in sorted(found) for one in (String(name), found[name]))


def _cells(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for element in pdf.objects:
        if isinstance(element, Dictionary) and element.get("/S") in (Name.TH, Name.TD):
            yield element

"""A bound pack: contents, papers one after another, a stamp on every page, bookmarks and links.

It is PDF/A-2a as its parts are: their tags stay, and the stamps are told apart as artifacts.
Same papers, same bytes: nothing here reads a clock, and the file's identifier comes from what it
holds.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from reports.papers.pack import PackContents
from reports.render.bound_tags import join_structures
from reports.render.fonts import font_folder
from reports.render.pdf import html_to_pdf, printable
from reports.rules.pack_pages import PagePlan, Span, plan_pages

_LINK = "app:page/"
_A4 = ("595.28", "841.89")
# The contents tell page numbers, whose width could move a line to another page.
_MOST_PASSES = 4
_CONTENTS = "Mục lục"


class BindingError(RuntimeError):
    """The pack cannot be bound; a fault of ours, not of the papers."""


def bind(contents: PackContents, papers: Sequence[Path], target: BinaryIO) -> PagePlan:
    """Write the bound pack.

    Args:
        contents: with a line for each paper, its pages still open.
        papers: their files, in the order of the lines.

    Raises:
        OSError: a file cannot be read.
        pikepdf.PdfError: a file is no PDF.
        BindingError: the contents do not come to rest.
        FontsMissingError: the four faces are not on this machine.
    """
    with ExitStack() as held:
        sources = [held.enter_context(pikepdf.open(path)) for path in papers]
        counts = [len(source.pages) for source in sources]
        first, plan = _set_contents(contents, counts)
        pdf = held.enter_context(pikepdf.open(BytesIO(first)))
        trees = _lay(pdf, sources, plan)
        spans = [Span(1, plan.contents), *plan.papers]
        titles = [_CONTENTS, *(line.title for line in contents.lines)]
        join_structures(pdf, trees, spans, titles)
        stamps = held.enter_context(pikepdf.open(BytesIO(_set_stamps(pdf, contents, plan))))
        _stamp(pdf, stamps)
        _join_links(pdf, plan)
        _mark(pdf, contents, plan)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            linearize=False,
        )
    return plan


def _set_contents(contents: PackContents, counts: Sequence[int]) -> tuple[bytes, PagePlan]:
    """Set the contents again until they are as long as their own page numbers say."""
    pages = 1
    for _ in range(_MOST_PASSES):
        plan = plan_pages(pages, counts, odd_starts=contents.odd_starts)
        context = {"pack": _numbered(contents, plan)}
        data = html_to_pdf(render_to_string("reports/papers/pack_contents.html", context))
        with pikepdf.open(BytesIO(data)) as made:
            if len(made.pages) == pages:
                return data, plan
            pages = len(made.pages)
    raise BindingError("the contents change their length with their page numbers")


def _numbered(contents: PackContents, plan: PagePlan) -> PackContents:
    spans: Sequence[Span] = plan.papers
    lines = tuple(
        replace(line, pages=span.text, first=span.first)
        for line, span in zip(contents.lines, spans, strict=True)
    )
    return replace(contents, lines=lines, total=plan.total)


def _lay(pdf: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf], plan: PagePlan) -> list[pikepdf.Object]:
    """Put the papers' pages behind the contents, with blank pages where the plan has them.

    Returns:
        The root of the structure of the contents and of each paper.
    """
    trees = [pdf.Root.StructTreeRoot]
    for source, span in zip(sources, plan.papers, strict=True):
        while len(pdf.pages) + 1 < span.first:
            pdf.add_blank_page(page_size=(float(_A4[0]), float(_A4[1])))
        _forget_form(source)
        pdf.pages.extend(source.pages)
        # After the pages: what points to one of them finds it then, and no copy comes along.
        trees.append(pdf.copy_foreign(source.Root.StructTreeRoot))
    return trees


def _forget_form(source: pikepdf.Pdf) -> None:
    """Drop the empty places for signatures: the paper is signed by itself, never in a pack."""
    if "/AcroForm" not in source.Root:
        return
    del source.Root["/AcroForm"]
    for page in source.pages:
        notes = page.obj.get("/Annots")
        if notes is None:
            continue
        kept = [note for note in notes if note.get("/Subtype") != "/Widget"]
        page.obj["/Annots"] = pikepdf.Array(kept)


def _set_stamps(pdf: pikepdf.Pdf, contents: PackContents, plan: PagePlan) -> bytes:
    # Slow to import (about 1 s) and wanted by the workers only.
    from reports.render.press import set_stamps  # noqa: PLC0415

    sizes: dict[tuple[str, str], str] = {}
    pages = []
    for number, page in enumerate(pdf.pages, start=1):
        size = _size_of(page)
        name = sizes.setdefault(size, f"size-{len(sizes) + 1}")
        pages.append({"number": number, "blank": number in plan.blanks, "size": name})
    context = {
        "pages": pages,
        "total": plan.total,
        "code": contents.code,
        "sizes": [
            {"name": name, "width": width, "height": height}
            for (width, height), name in sizes.items()
        ],
    }
    folder = font_folder(settings.PDF_FONT_DIR)
    html = render_to_string("reports/papers/pack_stamps.html", context)
    return set_stamps(printable(html, folder), folder)


def _size_of(page: pikepdf.Page) -> tuple[str, str]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return f"{right - left:.2f}", f"{top - bottom:.2f}"


def _stamp(pdf: pikepdf.Pdf, stamps: pikepdf.Pdf) -> None:
    """Lay a stamp over each page, told apart from what the paper says (an artifact)."""
    if len(stamps.pages) != len(pdf.pages):
        raise BindingError(f"{len(stamps.pages)} stamps for {len(pdf.pages)} pages")
    pairs = zip(pdf.pages, stamps.pages, strict=True)
    for number, (page, stamp) in enumerate(pairs, start=1):
        form = pdf.copy_foreign(stamp.as_form_xobject())
        # A name of our own, for the library would draw one by chance and the bytes would differ;
        # one for each page, for the pages of a paper may share their resources.
        name = pikepdf.Name(f"/PackStamp{number}")
        page.add_resource(form, pikepdf.Name.XObject, name)
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ\n/Artifact BMC\nq {name} Do Q\nEMC\n".encode())


def _join_links(pdf: pikepdf.Pdf, plan: PagePlan) -> None:
    """Turn the addresses in the contents into links to pages of this file."""
    for page in list(pdf.pages)[: plan.contents]:
        for note in page.obj.get("/Annots", ()):
            address = str(note.A.URI) if "/A" in note and "/URI" in note.A else ""
            if address.startswith(_LINK):
                target = pdf.pages[int(address.removeprefix(_LINK)) - 1]
                del note["/A"]
                note.Dest = pikepdf.Array([target.obj, pikepdf.Name.Fit])


def _mark(pdf: pikepdf.Pdf, contents: PackContents, plan: PagePlan) -> None:
    """Give the file its bookmarks, and of what is known of it the title only.

    What else the contents tell of themselves holds for the whole: language, colours, PDF/A-2a.
    """
    del pdf.Root["/Outlines"]
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(_CONTENTS, 0))
        for line, span in zip(contents.lines, plan.papers, strict=True):
            outline.root.append(pikepdf.OutlineItem(line.title, span.first - 1))
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    for name in set(pdf.docinfo.keys()):
        del pdf.docinfo[name]
    pdf.docinfo["/Title"] = contents.document_title
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as facts:
        facts["dc:language"] = ["vi"]

"""A bound pack is as tagged, and as fit for an archive, as each of its papers."""

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from reports.papers.pack import PackGap
from reports.rules.pack_pages import PagePlan
from tests.reports import layout, tags
from tests.reports.test_pack_printed import CODE, KINDS, bound, printed

TWICE = [*KINDS, "bang-tong-hop-diem"]  # papers of one kind name the heads of their tables alike


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[pikepdf.Pdf, PagePlan]:
    gaps = tuple(PackGap(title=f"Bản đăng ký {n}", reason="chưa có.") for n in range(60))
    data, plan = bound(tmp_path_factory.mktemp("papers"), TWICE, gaps=gaps)
    return pikepdf.open(io.BytesIO(data)), plan


def parts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    (document,) = pdf.Root.StructTreeRoot.K
    return list(document.K)


def test_the_file_is_for_the_archive_with_title_language_and_one_colour_profile(whole):
    pdf, _ = whole
    facts = pdf.open_metadata()

    assert facts.pdfa_status == "2A"
    assert str(pdf.Root.Lang) == "vi"
    assert CODE in facts["dc:title"] == str(pdf.docinfo.Title)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert [str(one.S) for one in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert "/Filter" not in pdf.Root.Metadata  # read by tools that know no PDF
    assert "/AcroForm" not in pdf.Root
    assert pdf.check_pdf_syntax() == []


def test_every_paper_is_read_in_its_own_order_one_after_another(whole):
    pdf, plan = whole
    titles = [str(part.T) for part in parts(pdf)]

    assert titles == ["Mục lục", *TWICE]
    assert {str(part.S) for part in parts(pdf)} == {"/Part"}
    for part, kind, span in zip(parts(pdf)[1:], TWICE, plan.papers, strict=True):
        with pikepdf.open(io.BytesIO(printed(kind))) as own:
            assert tags.heard(pdf, part) == tags.heard(own) != []
        pages = {page + 1 for page, _ in tags.claimed(pdf, part)}
        assert pages == set(range(span.first, span.last + 1))
    assert {page for page, _ in tags.claimed(pdf, parts(pdf)[0])} == set(range(plan.contents))


def test_nothing_is_painted_untold_and_the_stamp_is_told_apart(whole):
    pdf, _ = whole

    assert [tags.untold(page) for page in pdf.pages] == [[]] * len(pdf.pages)
    for page in pdf.pages:
        last = [str(word) for _, word in pikepdf.parse_content_stream(page)][-6:]
        assert last == ["Q", "BMC", "q", "Do", "Q", "EMC"]


def test_each_number_leads_to_the_element_that_claims_it(whole):
    pdf, plan = whole
    pairs = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    numbers = [int(one) for one in pairs[::2]]
    found = dict(zip(numbers, pairs[1::2], strict=True))

    assert all(before < after for before, after in pairwise(numbers))
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == numbers[-1] + 1
    used = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
    used += [int(note.StructParent) for note in notes(pdf) if "/StructParent" in note]
    assert sorted(used) == numbers
    for number, page in enumerate(pdf.pages, start=1):
        if number in plan.blanks:
            assert "/StructParents" not in page.obj
            continue
        claiming = found[int(page.obj.StructParents)]
        assert len(claiming) == len(tags.glyphs_of(page))
        for own, element in enumerate(claiming):
            assert element.Pg.objgen == page.obj.objgen
            assert own in [kid for kid in element.K if isinstance(kid, int)]


def notes(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [note for page in pdf.pages for note in page.obj.get("/Annots", ())]


def test_the_links_of_the_contents_are_told_as_links_and_printed(whole):
    pdf, _ = whole
    found = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))

    assert len(notes(pdf)) == len(TWICE)
    for note in notes(pdf):
        element = found[int(note.StructParent)]
        assert str(element.S) == "/Link"
        assert note.objgen in [kid.Obj.objgen for kid in element.K if not isinstance(kid, int)]
        assert int(note.F) == 4


def test_each_head_of_a_table_has_one_name_and_every_cell_finds_its_heads(whole):
    pdf, _ = whole
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    listed = {str(name): element.objgen for name, element in zip(*[iter(names)] * 2, strict=True)}
    cells = [one for one in tags.elements(pdf.Root.StructTreeRoot) if one.S in ("/TH", "/TD")]
    heads = {str(one.ID): one for one in cells if "/ID" in one}

    assert [str(name) for name in names[::2]] == sorted(listed)
    assert {name: one.objgen for name, one in heads.items()} == listed
    assert len(heads) == sum("/ID" in one for one in cells)
    named = [(one, str(name)) for one in cells for name in one.get("/A", {}).get("/Headers", [])]
    assert named
    assert all(heads[name].Pg.objgen == cell.Pg.objgen for cell, name in named)


def test_the_contents_are_read_with_their_table(whole):
    pdf, _ = whole
    kinds = {str(one.S) for one in tags.elements(parts(pdf)[0])}

    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Link"} <= kinds


def test_a_bound_paper_looks_as_it_did(whole, tmp_path: Path):
    data, plan = bound(tmp_path, KINDS[:1])
    (bare, *_), page = layout.pages(printed(KINDS[0])), layout.pages(data)[plan.papers[0].first - 1]
    places = {(char["text"], char["x0"], char["top"]) for char in page.chars}

    assert {(char["text"], char["x0"], char["top"]) for char in bare.chars} <= places

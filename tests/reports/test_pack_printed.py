"""The bound pack as a file: pages, stamps, contents, links and bookmarks."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from reports import services
from reports.models import Document
from reports.papers import Imprint
from reports.papers.pack import PackContents, PackGap, PackLine
from reports.render.bound import bind
from reports.render.pdf import pdf_bytes
from reports.rules.pack_pages import PagePlan
from reports.states import NEVER_BOUND
from tests.reports import layout
from tests.reports.issuing import issue
from tests.reports.layout_cases import CASES
from tests.reports.packing import COVENANT, SUMMARY, ask, bytes_of, made, ranked_season

CODE = "2345-6789"
IMPRINT = Imprint(
    date="ngày 24 tháng 02 năm 2023",
    code="2345-6789-BCFG-HJKM-NPQR",
    address="https://thi-dua.example/xac-minh/23456789BCFGHJKMNPQR",
    number="05",
    symbol="BC-KTĐ",
)
KINDS = ["giay-moi", "bao-cao-tong-ket", "bang-tong-hop-diem", "phieu-tu-cham", "giao-uoc"]


def contents(titles: list[str], **fields: object) -> PackContents:
    lines = tuple(PackLine(title=title, state="Dự thảo") for title in titles)
    about = {"bloc": "Khối thi đua số 1", "cycle": "năm 2022", "sample": False}
    return PackContents(**{**about, "code": CODE, "odd_starts": True, "lines": lines, **fields})


@cache
def printed(kind: str) -> bytes:
    """Return a paper with all that may stand in its bottom margin: code and sample mark."""
    paper = replace(CASES[kind].small(), sample=True)
    return pdf_bytes(paper, IMPRINT)


def bound(folder: Path, kinds: list[str] = KINDS, **fields: object) -> tuple[bytes, PagePlan]:
    files = []
    for kind in kinds:
        files.append(folder / f"{kind}.pdf")
        files[-1].write_bytes(printed(kind))
    target = io.BytesIO()
    plan = bind(contents(kinds, **fields), files, target)
    return target.getvalue(), plan


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, PagePlan]:
    return bound(tmp_path_factory.mktemp("papers"))


def words_of(page: layout.Page) -> str:
    return " ".join(layout.words(page))


def corner_of(page: layout.Page) -> layout.Page:
    """Return the bottom right corner, where the stamp stands: 75 by 9 mm."""
    width, height = float(page.width), float(page.height)
    return page.crop((width - 75 * layout.MM, height - 9 * layout.MM, width, height))


def test_every_page_bears_the_code_and_its_number_in_the_pack(whole):
    data, plan = whole

    pages = layout.pages(data)

    assert len(pages) == plan.total
    for number, page in enumerate(pages, start=1):
        wanted = f"Mã bộ {CODE} · Trang {number}/{plan.total} của trọn bộ"
        assert layout.squeezed(corner_of(page).extract_text()) == wanted


@pytest.mark.parametrize("kind", sorted(set(CASES) - NEVER_BOUND))
def test_the_stamp_stands_where_no_paper_has_anything(kind, tmp_path):
    data, plan = bound(tmp_path, [kind])
    own = layout.pages(printed(kind))

    for page, bare in zip(layout.pages(data)[plan.papers[0].first - 1 :], own, strict=True):
        under = corner_of(bare)
        stamp = corner_of(page)
        assert layout.size_mm(page) == layout.size_mm(bare)
        assert [*under.chars, *under.lines, *under.rects] == []
        assert "của trọn bộ" in stamp.extract_text()
        edge = max(char["x1"] for char in stamp.chars)
        assert edge == pytest.approx(float(page.width) - 12 * layout.MM, abs=1)


def test_the_papers_own_numbers_and_words_stay(whole):
    data, plan = whole
    pages = layout.pages(data)

    for kind, span in zip(KINDS, plan.papers, strict=True):
        for bare, page in zip(
            layout.pages(printed(kind)), pages[span.first - 1 : span.last], strict=True
        ):
            stamped = words_of(page)
            assert all(word in stamped for word in words_of(bare).split())


def test_every_paper_begins_on_an_odd_page_and_what_is_blank_says_so(whole):
    data, plan = whole
    pages = layout.pages(data)

    assert all(span.first % 2 for span in plan.papers)
    assert plan.blanks
    for number in plan.blanks:
        assert "Trang để trống" in words_of(pages[number - 1])


def test_without_odd_starts_nothing_is_blank(tmp_path):
    data, plan = bound(tmp_path, KINDS[:2], odd_starts=False)

    assert plan.blanks == frozenset()
    assert "Trang để trống" not in layout.text(data)


def test_the_contents_tell_the_pages_and_lead_to_them(whole):
    data, plan = whole
    first = words_of(layout.pages(data)[0])

    assert all(
        f"{kind} Dự thảo {span.text}" in first
        for kind, span in zip(KINDS, plan.papers, strict=True)
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = [note for page in list(pdf.pages)[: plan.contents] for note in page.Annots]
        aims = [pdf.pages.index(pikepdf.Page(note.Dest[0])) + 1 for note in notes]
        assert aims == [span.first for span in plan.papers]
        assert all("/A" not in note for note in notes)


def test_long_contents_take_more_pages_and_their_numbers_still_hold(tmp_path):
    gaps = tuple(PackGap(title=f"Bản đăng ký {n}", reason="chưa có.") for n in range(80))
    data, plan = bound(tmp_path, KINDS[:2], gaps=gaps)
    pages = layout.pages(data)

    assert plan.contents > 1
    assert plan.papers[0].first > plan.contents
    assert f"giay-moi Dự thảo {plan.papers[0].text}" in words_of(pages[0])
    assert "GIẤY MỜI" in words_of(pages[plan.papers[0].first - 1])


def test_bookmarks_and_title_are_there_and_our_faces_only(whole):
    data, _ = whole

    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles == ["Mục lục", *KINDS]
        assert CODE in str(pdf.docinfo.Title)
        assert list(pdf.docinfo) == ["/Title"]
    assert {name.rpartition("+")[2] for name in layout.font_names(data)} <= {
        f"Liberation-Serif-Paper{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")
    }


def test_bound_twice_the_bytes_are_the_same(whole, tmp_path):
    assert bound(tmp_path)[0] == whole[0]


@pytest.mark.django_db
def test_an_issued_paper_in_force_is_bound_as_it_was_issued():
    season = ranked_season()
    draft = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.make(draft.pk)
    draft.refresh_from_db()
    issued = issue(draft).document

    pack = made(ask(season, [SUMMARY, COVENANT]))

    assert pack.items.get(kind=SUMMARY).document == issued
    words = layout.unspaced(layout.text(bytes_of(pack)[0]))
    assert layout.unspaced("Đã ban hành: số 05/BC-KTĐ, ngày 24 tháng 02 năm 2023") in words
    assert Document.objects.filter(kind=SUMMARY).count() == 2

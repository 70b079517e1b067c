"""The conference pack in a browser: one click, its progress, both files, then changed facts."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from reports.models import Pack
from tests.browser.cells import serious_faults
from tests.factories import make_editor
from tests.reports import layout
from tests.reports.packing import fresh, ranked_season
from tests.reports.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

MOVED = "Cục Thuế khu vực đã đổi tên"


def made_shown(page: Page) -> tuple[int, ...]:
    """Return how many papers the page says are made, and of how many; nothing once it is over."""
    found = re.search(r"Đã lập (\d+)/(\d+) văn bản", page.locator("#tien-trinh").inner_text())
    return tuple(int(one) for one in found.groups()) if found else ()


def watched_until_ready(page: Page) -> list[int]:
    """Let the page move by itself until the files are offered; return the counts it showed."""
    seen: list[int] = []
    offered = page.get_by_role("link", name=re.compile("^Tải bản in"))

    def is_over() -> bool:
        seen.extend(made_shown(page)[:1])
        return offered.is_visible()

    wait_until(is_over, "the page to offer the files")
    return seen


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_pack_is_asked_for_watched_downloaded_and_made_anew_after_a_change(
    opened, start_worker, keep
):
    season = ranked_season()
    member = season.memberships.get(position=2)
    page = opened(make_editor(season.memberships.get(position=1).agency)).new_page()
    page.goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/van-ban/")
    page.get_by_role("button", name="Trọn bộ tài liệu hội nghị").click()

    pack = Pack.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(pack.title)
    done, total = made_shown(page)
    assert done == 0 < total
    expect(page.locator("progress")).to_have_attribute("value", "0")
    keep(page, "pack-waits")
    faults = serious_faults(page)
    start_worker()

    seen = watched_until_ready(page)

    assert seen == sorted(seen)
    keep(page, "pack-ready")
    faults += serious_faults(page)
    first = fresh(pack)
    bound, archive = downloaded(page, "Tải bản in"), downloaded(page, "Tải tệp nén")
    assert hashlib.sha256(bound).hexdigest() == first.bound_sha256
    assert hashlib.sha256(archive).hexdigest() == first.archive_sha256
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        assert len(pdf.pages) == first.bound_pages
    assert all(first.code in layout.squeezed(one.extract_text()) for one in layout.pages(bound))
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert files.testzip() is None
        assert len([name for name in files.namelist() if name.endswith(".pdf")]) >= total
    expect(page.get_by_text("khớp với số liệu hiện nay")).to_be_visible()

    season.memberships.filter(pk=member.pk).update(name=MOVED)
    page.reload()

    expect(page.get_by_text("Bộ cũ", exact=True)).to_be_visible()
    expect(page.locator(".pack-changes li").first).to_be_visible()
    keep(page, "pack-old")
    faults += serious_faults(page)
    page.get_by_role("link", name="Lập bộ mới").click()
    page.get_by_role("button", name="Lập trọn bộ").click()
    expect(page).not_to_have_url(re.compile(str(pack.uuid)))
    watched_until_ready(page)

    second = Pack.objects.exclude(pk=pack.pk).get()
    anew = downloaded(page, "Tải bản in")
    assert second.code != first.code
    assert MOVED in " ".join(layout.text(anew).split())
    assert MOVED not in " ".join(layout.text(bound).split())
    expect(page.get_by_text("khớp với số liệu hiện nay")).to_be_visible()
    assert page.evaluate("window.violations") == []
    assert faults == []

"""A stranger holds a paper: the code, the file, an altered file, a paper that was withdrawn."""

from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from reports import services
from reports.models import Issue
from tests.browser.cells import serious_faults
from tests.reports.issuing import issue, season_of_2022

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(tmp_path):
    """An issued paper, really made, and its file as a stranger holds it."""
    cache.clear()
    season, _ = season_of_2022()
    draft = services.ask_for_paper(season_id=season.pk, kind="bao-cao-tong-ket", actor=None)
    services.make(draft.pk)
    found = issue(draft)
    services.make(found.document_id)
    found = Issue.objects.get()
    held = tmp_path / "bao-cao.pdf"
    held.write_bytes(Path(found.document.file.path).read_bytes())
    yield found, held
    cache.clear()


def look_up(page, typed: str) -> None:
    page.goto("/xac-minh/")
    page.get_by_label("Mã xác minh").fill(typed)
    page.get_by_role("button", name="Xác minh").click()


def compare(page, path: Path) -> None:
    page.locator("input[name=tep]").set_input_files(path)
    page.get_by_role("button", name="So tệp").click()


def test_a_stranger_types_the_code_and_compares_the_file(page, paper, tmp_path):
    found, held = paper
    altered = tmp_path / "da-sua.pdf"
    altered.write_bytes(held.read_bytes().replace(b"%%EOF", b"%%EOF "))

    look_up(page, found.spoken_code.lower().replace("-", " "))

    expect(page.get_by_role("status")).to_contain_text("Văn bản có thật và còn hiệu lực")
    expect(page.locator("dl.facts")).to_contain_text("05/BC-KTĐ")
    expect(page.locator("dl.facts")).to_contain_text(found.document.sha256)
    assert serious_faults(page) == []
    compare(page, held)
    expect(page.locator(".alert")).to_contain_text("“bao-cao.pdf” đúng là tệp của văn bản này")
    compare(page, altered)
    expect(page.locator(".alert")).to_contain_text("“da-sua.pdf” không phải tệp của văn bản này")
    assert altered.read_bytes() != held.read_bytes()


def test_a_withdrawn_paper_is_told_without_the_reason(page, paper):
    found, held = paper
    services.withdraw_issue(
        issue_id=found.pk, seen_version=found.version, reason="Sai một tên gọi.", actor=None
    )

    look_up(page, found.spoken_code)
    compare(page, held)

    expect(page.get_by_role("status")).to_contain_text("Văn bản đã thu hồi ngày")
    expect(page.locator(".alert")).to_contain_text("đúng là tệp của văn bản này")
    expect(page.locator("main")).not_to_contain_text("Sai một tên gọi")


def test_a_mistyped_code_is_told_as_such_and_can_be_typed_again(page, paper):
    found, _ = paper
    first = found.code[0]
    other = next(sign for sign in found.code if sign != first)

    page.goto("/xac-minh/")
    page.get_by_label("Mã xác minh").fill(other + found.code[1:])
    with page.expect_response(lambda answer: answer.status == 404):
        page.get_by_role("button", name="Xác minh").click()

    expect(page.locator(".alert")).to_contain_text("gõ")
    page.get_by_label("Mã xác minh").fill(found.code)
    page.get_by_role("button", name="Xác minh").click()
    expect(page.get_by_role("status")).to_contain_text("còn hiệu lực")

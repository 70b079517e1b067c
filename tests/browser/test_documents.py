"""The register of documents in a browser: read, searched, corrected, on any screen."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from blocs.states import Stage
from scoring.models import Evidence, EvidenceDocument
from tests.browser.cells import serious_faults
from tests.factories import (
    line_of,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_sheet,
)
from tests.fixtures.browser import LAPTOP
from tests.scoring.hostile import pdf
from tests.scoring.pages import sheet_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "Báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế – xã hội, quốc phòng, an ninh năm 2022"
)


@pytest.fixture
def sheet():
    """A sheet with three documents: one for two lines, one of another year, one of a long name."""
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING, cycle=make_cycle(label="2022"))
    sheet = make_sheet(season, agencies[2], points={"I.1": "38.5"})
    decision = make_evidence(
        line_of(sheet, "I.1"),
        title="Quyết định khen thưởng",
        number="15/QĐ-UBND",
        issued_on=date(2022, 3, 5),
        issuer="Ủy ban nhân dân tỉnh",
    ).document
    Evidence.objects.create(line=line_of(sheet, "II.1"), document=decision)
    make_evidence(line_of(sheet, "I.2"), title="Kế hoạch", issued_on=date(2019, 6, 1))
    stored = make_evidence_file(sheet.agency, file=ContentFile(pdf(), name="bao-cao.pdf"))
    make_evidence(line_of(sheet, "II.1"), title=LONG, issued_on=date(2022, 11, 2), file=stored)
    return sheet


@pytest.mark.parametrize("size", [LAPTOP, {"width": 360, "height": 740}])
def test_the_register_is_read_and_corrected_on_any_screen(opened, sheet, keep, size):
    page = opened(make_editor(sheet.agency), viewport=size).new_page()
    errors = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    width = "document.documentElement.scrollWidth - window.innerWidth"

    page.goto(sheet.get_absolute_url())
    page.get_by_role("link", name="Sổ tài liệu").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    keep(page, f"register-{size['width']}")
    faults, overflow = serious_faults(page), page.evaluate(width)
    page.get_by_role("link", name="Quyết định khen thưởng").click()
    keep(page, f"document-edit-{size['width']}")
    faults += serious_faults(page)
    overflow += page.evaluate(width)
    page.get_by_label("Cơ quan ban hành").fill("Chủ tịch Ủy ban nhân dân tỉnh")
    page.get_by_role("button", name="Lưu thông tin").click()
    expect(page.get_by_text("Đã lưu").first).to_be_visible()
    page.goto(sheet_page("evidence-list", sheet, line_of(sheet, "II.1").pk))
    expect(page.get_by_text("Chủ tịch Ủy ban nhân dân tỉnh").first).to_be_visible()
    keep(page, f"evidence-{size['width']}")

    document = EvidenceDocument.objects.get(number="15/QĐ-UBND")
    assert document.issuer == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert (faults, errors, overflow) == ([], [], 0)

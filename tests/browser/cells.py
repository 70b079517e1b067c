"""What the browser tests look at: the cells of a line, its marks, and faults of a page."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Locator, Page

from scoring.models import ScoreLine

AXE = Path(settings.BASE_DIR, "node_modules/axe-core/axe.min.js")


def cell(page: Page, line: ScoreLine, column: str = "points") -> Locator:
    return page.locator(f'[name="{line.pk}-{column}"]')


def tick(page: Page, line: ScoreLine) -> Locator:
    return page.locator(f"#t{line.pk}")


def message(page: Page, line: ScoreLine) -> Locator:
    return page.locator(f"#m{line.pk}")


def serious_faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]

"""What the browser tests look at: the cells of a line, its marks, and faults of a page."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import APIResponse, Locator, Page, Route

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


class Overtaken:
    """Answers to the saves of one line that stay on their way until they are let go."""

    def __init__(self, page: Page, line: ScoreLine) -> None:
        self.page, self.held = page, list[tuple[Route, APIResponse]]()
        page.route(f"**/{line.pk}/luu/", self._hold)

    def wait_for(self, count: int = 1) -> None:
        """Wait until the server has answered so many saves."""
        while len(self.held) < count:
            self.page.wait_for_timeout(20)

    def let_go(self) -> None:
        for route, answer in self.held:
            route.fulfill(response=answer)

    def _hold(self, route: Route) -> None:
        self.held.append((route, route.fetch()))  # the server has read by now

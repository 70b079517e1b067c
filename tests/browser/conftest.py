"""Windows of signed-in people for the browser tests."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.fixtures.browser import LAPTOP

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
Opened = Callable[..., BrowserContext]


@pytest.fixture
def opened(chromium: Browser, live_server: LiveServer) -> Iterator[Opened]:
    """Open windows in which a person is signed in; they close with the test."""
    contexts: list[BrowserContext] = []

    def open_for(user: User, **options: object) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url, locale="vi-VN", **{"viewport": LAPTOP, **options}
        )
        context.set_default_timeout(10_000)
        context.add_init_script(NOTE_VIOLATIONS)
        context.add_cookies([session_cookie(user, live_server.url)])
        contexts.append(context)
        return context

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Save the whole of what a window shows, when the run was given ``--screenshots FOLDER``."""
    folder = request.config.getoption("--screenshots")

    def picture(page: Page, name: str) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return picture


def session_cookie(user: User, address: str) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": str(session.session_key),
        "url": address,
    }

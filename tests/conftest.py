"""What every test gets: its own media folder, mail and messages kept in memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from tests.fixtures.flushing import flush_to_migrated_state


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", type=Path, help="folder for the pictures of the README and the guide"
    )


pytest_plugins = ["tests.fixtures.broker", "tests.fixtures.browser", "tests.fixtures.purity"]


@pytest.fixture(autouse=True)
def site_settings(settings: Settings, tmp_path: Path) -> Settings:
    """Override what a test must not share with the next one."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite in a file: threads share a file, but not a database in memory."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database, and let a transactional test leave it as the migrations did."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(flush_to_migrated_state(connection))
        yield  # shut again: a test that asks for no database gets none

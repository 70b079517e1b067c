"""What every test gets: its own media folder, mail and messages kept in memory."""

import gc
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.fixtures.flushing import flush_to_migrated_state
from tests.fixtures.migrated import migrated_database

# Hypothesis fails an example that takes 200 ms, as any may where others are at work.
hypothesis_settings.register_profile("unhurried", parent=hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", type=Path, help="folder for the pictures of the README and the guide"
    )


pytest_plugins = [
    "tests.fixtures.broker",
    "tests.fixtures.browser",
    "tests.fixtures.purity",
    "tests.fixtures.standing",
]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Have the garbage collector pass over all that is loaded here: it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(20_000)  # a test makes little that it does not give back by itself


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests: what two processes share out at the end is short.

    Those in Chromium follow each other, so that it is started once.
    """
    for name in ("worker", "browser"):
        items.sort(key=lambda item: item.get_closest_marker(name) is None)


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Name a folder of files for each test; nobody makes it before a file is kept.

    A ``tmp_path`` for each would be looked for among all those before it.
    """
    around = tmp_path_factory.mktemp("media")
    return (around / str(number) for number in count())


@pytest.fixture(autouse=True)
def site_settings(settings: Settings, media_folders: Iterator[Path]) -> Settings:
    """Override what a test must not share with the next one."""
    settings.MEDIA_ROOT = next(media_folders)
    return settings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Begin with a copy of the migrated database.

    SQLite is kept in a file: threads share a file, but not a database in memory.
    """
    with django_db_blocker.unblock(), migrated_database() as migrated:
        if connection.vendor == "sqlite":
            own = tmp_path_factory.mktemp("database") / "test.sqlite3"
            connection.settings_dict["TEST"]["NAME"] = str(shutil.copy(migrated, own))
        else:
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Keep the copied file: it goes with the folder of the run."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database, and let a transactional test leave it as the migrations did."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(flush_to_migrated_state(connection))
        yield  # shut again: a test that asks for no database gets none
        # After Playwright's event loop Django has another connection than the one it began with.
        connections.close_all()

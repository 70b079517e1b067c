"""Empties append-only tables between tests without weakening what production runs.

A ``transaction=True`` test ends with a flush, which the triggers refuse. Production has no
switch for that, so the tests put the triggers to sleep as the owner of the tables. The root
conftest imports ``flush_with_sleeping_triggers``; a test that plays the dishonest owner of the
database uses ``sleeping_triggers`` itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def sleeping_triggers() -> Iterator[None]:
    """Switch the database's own triggers off for the time of the block."""
    if connection.vendor == "postgresql":
        with _sleeping_on_postgresql():
            yield
    else:
        with _sleeping_on_sqlite():
            yield


@contextmanager
def _sleeping_on_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        tables = [table for (table,) in cursor.fetchall()]
        _run(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)
        try:
            yield
        finally:
            _run(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables)


@contextmanager
def _sleeping_on_sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    _run(f'DROP TRIGGER "{name}"' for name, _ in triggers)
    try:
        yield
    finally:
        _run(sql for _, sql in triggers)


def _run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def flush_with_sleeping_triggers() -> Iterator[None]:
    """Let the flush after a ``transaction=True`` test empty the append-only tables too."""
    flush = TransactionTestCase._fixture_teardown

    def flush_while_they_sleep(case: TransactionTestCase) -> None:
        with sleeping_triggers():
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_while_they_sleep)
        yield

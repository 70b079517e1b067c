"""Plays the dishonest owner of the database, who puts the triggers to sleep."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection


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
        _switch(tables, "DISABLE")
        try:
            yield
        finally:
            _switch(tables, "ENABLE")


def _switch(tables: list[str], word: str) -> None:
    _run(["SET CONSTRAINTS ALL IMMEDIATE"])  # a table with waiting checks cannot be altered
    _run(f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables)
    _run(["SET CONSTRAINTS ALL DEFERRED"])


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


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

"""What a copy of the database says about itself, read in one and the same state of it."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.apps import apps
from django.db import models

from accounts.models import GENESIS, AuditEvent


class Cursor(Protocol):
    """What both databases' cursors can do."""

    def execute(self, sql: str) -> Any: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


def rows(cursor: Cursor, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return cursor.fetchall()


def row_counts(cursor: Cursor, tables: Iterable[str]) -> dict[str, int]:
    """Count the rows of each table."""
    counted = ((name, rows(cursor, f'SELECT COUNT(*) FROM "{name}"')) for name in sorted(tables))  # noqa: S608 -- names out of the database's own list
    return {name: found[0][0] for name, found in counted}


def applied_migrations(cursor: Cursor) -> list[list[str]]:
    """Return app and name of each migration, as showmigrations ticks them."""
    found = rows(cursor, "SELECT app, name FROM django_migrations ORDER BY app, name")
    return [[app, name] for app, name in found]


def audit_end(cursor: Cursor) -> tuple[int, str]:
    """Return how many audit lines there are and the fingerprint of the last one."""
    table = AuditEvent._meta.db_table  # noqa: SLF001 -- Django documents _meta
    last = rows(cursor, f'SELECT id, hash FROM "{table}" ORDER BY id DESC LIMIT 1')  # noqa: S608 -- our own table
    return last[0] if last else (0, GENESIS)


def stored_names(cursor: Cursor) -> list[str]:
    """Return the names of all files that any row refers to."""
    names: set[str] = set()
    for table, column in _file_columns():
        found = rows(cursor, f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\'')  # noqa: S608 -- our own columns
        names.update(name for (name,) in found)
    return sorted(names)


def _file_columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for column in model._meta.concrete_fields:  # noqa: SLF001 -- as above
            if isinstance(column, models.FileField):
                yield model._meta.db_table, str(column.column)  # noqa: SLF001 -- as above

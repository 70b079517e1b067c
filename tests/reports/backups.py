"""Backups made and restored by the real commands, into a database and a folder of their own."""

import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from tests.fixtures.forked import run_forked

_LISTS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


@dataclass(frozen=True)
class Site:
    """A database and a folder of files that commands work on."""

    name: str
    media: Path
    environment: dict[str, str]

    def manage(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return run_forked("manage.py", *map(str, words), environment=self.environment | more)

    def tables(self) -> dict[str, str]:
        """Return a fingerprint of each table, its rows in order."""
        options = {**connection.settings_dict, "NAME": self.name}
        other: BaseDatabaseWrapper = ConnectionHandler({"default": options})["default"]
        with closing(other), other.cursor() as cursor:
            cursor.execute(_LISTS[connection.vendor])
            names = sorted(name for (name,) in cursor.fetchall())
            return {name: _fingerprint(cursor, name) for name in names}

    def files(self) -> dict[str, str]:
        """Return a fingerprint of each file, by its stored name."""
        return {
            str(path.relative_to(self.media)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.media.rglob("*"))
            if path.is_file()
        }


def _fingerprint(cursor, name: str) -> str:
    cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 -- out of the database's own list
    rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def this_site(environment: dict[str, str]) -> Site:
    """Return the site that the test itself works on."""
    name = str(connection.settings_dict["NAME"])
    return Site(name, Path(settings.MEDIA_ROOT), environment)


@contextmanager
def new_site(environment: dict[str, str], folder: Path) -> Iterator[Site]:
    """Return a site without a table and without a file; it goes with the test."""
    media = folder / "new-media"
    if connection.vendor == "sqlite":
        name = str(folder / "new.sqlite3")
        address = f"sqlite:///{name}"
        yield Site(name, media, environment | _where(address, media))
        return
    name = f"restored_{uuid4().hex}"
    address = environment["DATABASE_URL"].replace(str(connection.settings_dict["NAME"]), name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield Site(name, media, environment | _where(address, media))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _where(address: str, media: Path) -> dict[str, str]:
    return {"DATABASE_URL": address, "MEDIA_ROOT": str(media)}

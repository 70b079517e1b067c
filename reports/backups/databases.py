"""The database as one file, and back: by SQLite's and PostgreSQL's own means."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, transaction

from reports.backups.facts import Cursor, rows
from reports.backups.manifest import BackupError
from reports.backups.tools import run_tool

FILE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
_ANEW = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def engine() -> str:
    """Return the kind of the site's database.

    Raises:
        BackupError: neither of the two that we know.
    """
    if connection.vendor not in FILE_NAMES:
        raise BackupError(f"Chưa hỗ trợ sao lưu cơ sở dữ liệu {connection.vendor}.")
    return connection.vendor


def tables(cursor: Cursor) -> list[str]:
    """Return the names of all tables."""
    return [name for (name,) in rows(cursor, _TABLES[engine()])]


@contextmanager
def dumped(file: Path) -> Iterator[Cursor]:
    """Write the database to a file; yield a cursor on the very state that was written."""
    if engine() == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as source:
            source.execute("VACUUM INTO ?", [str(file)])
        file.chmod(0o600)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            yield copy.cursor()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The dump may take its time, and this transaction waits for it.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        run_tool("pg_dump", *words, f"--file={file}", database=connection.settings_dict)
        file.chmod(0o600)
        yield cursor


def restore_database(file: Path, workshop: Path) -> None:
    """Replace all of the site's database by that of the file, or leave it as it was.

    Args:
        workshop: an empty folder for what is needed on the way.

    Raises:
        BackupError: the database does not take it.
    """
    connection.close()
    if engine() == "sqlite":
        _copy_pages(file, Path(connection.settings_dict["NAME"]))
        return
    script, anew = workshop / "restore.sql", workshop / "anew.sql"
    anew.write_text(_ANEW, encoding="utf-8")
    database = connection.settings_dict
    words = ["--no-owner", "--no-privileges", f"--file={script}"]
    run_tool("pg_restore", *words, file, database=database)
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run_tool("psql", *words, f"--file={anew}", f"--file={script}", database=database)


def _copy_pages(file: Path, target: Path) -> None:
    """Copy the pages in one transaction of the target: who reads sees the old state or the new."""
    try:
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target, timeout=20)) as kept,
        ):
            source.backup(kept)
    except sqlite3.Error as error:
        raise BackupError(f"Cơ sở dữ liệu không nhận bản sao lưu: {error}.") from error

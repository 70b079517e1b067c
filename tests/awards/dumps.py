"""What somebody with the whole database sees: the rows, their hidden columns, the raw files."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

Rows = dict[str, list[dict[str, Any]]]
# Where PostgreSQL keeps which transaction wrote a row last, and where the row lies.
HIDDEN = {"postgresql": "xmin::text AS xmin, ctid::text AS ctid", "sqlite": "rowid AS rowid"}


def every_row(tables: Sequence[str] = ()) -> Rows:
    """Return the rows of all our tables as they lie, with the columns that nobody declared."""
    names = tables or sorted(model._meta.db_table for model in apps.get_models())
    found: Rows = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT {HIDDEN[connection.vendor]}, * FROM "{name}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


def raw_dump(folder: Path) -> str:
    """Return the dump that an administrator would take: ``pg_dump``, or SQLite's own."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            return "\n".join(cursor.connection.iterdump())
    address = ["--host", settings["HOST"], "--username", settings["USER"]]
    target = folder / "dump.sql"
    command = ["pg_dump", *address, "--file", str(target), settings["NAME"]]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_text("utf-8")


def raw_bytes() -> bytes:
    """Return the files of the tables of ballots as they lie on the disk, dead rows too."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        files = [Path(settings["NAME"] + ending) for ending in ("", "-wal")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT string_agg(pg_read_binary_file(pg_relation_filepath(oid)), '') FROM pg_class"
            " WHERE relname IN ('awards_ballotbox', 'awards_ballotvoter')"
        )
        return bytes(cursor.fetchone()[0])


# Moments, and the code of the award, which no two ballots of a season share.
DIFFERS = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+(\+00:00|Z)?|danh-hieu-\d+")


def normal(rows: Rows) -> str:
    """Return rows without what differs between any two ballots: keys, moments, the award.

    Numbers of transactions and places of rows are kept as their order: which rows were written
    together, and which after which.
    """
    text: list[str] = []
    for name, table in sorted(rows.items()):
        for column in ("xmin", "ctid", "rowid", "id"):
            _rank(table, column)
        text += [f"{name} {json.dumps(_plain(row), sort_keys=True)}" for row in table]
    return "\n".join(text)


def _rank(table: list[dict[str, Any]], column: str) -> None:
    held = {row[column] for row in table if column in row}
    order = {value: place for place, value in enumerate(sorted(held, key=_natural), start=1)}
    for row in table:
        if column in row:
            row[column] = order[row[column]]


def _natural(value: Any) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", str(value))]


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: DIFFERS.sub("…", str(value)) for name, value in row.items()}

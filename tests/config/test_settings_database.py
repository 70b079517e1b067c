"""The settings of the database that the site runs on are in force."""

import pytest
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_the_database_waits_for_locks_as_the_settings_say() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = [
                cursor.execute("PRAGMA journal_mode").fetchone()[0],
                cursor.execute("PRAGMA busy_timeout").fetchone()[0],
                cursor.execute("PRAGMA secure_delete").fetchone()[0],
                cursor.connection.isolation_level,
                connection.transaction_mode,
            ]
        else:
            found = []
            for name in ("statement_timeout", "lock_timeout"):
                cursor.execute(f"SHOW {name}")
                found.append(cursor.fetchone()[0])

    expected = {"sqlite": ["wal", 20_000, 1, None, "IMMEDIATE"], "postgresql": ["15s", "3s"]}
    assert found == expected[connection.vendor]

"""What a published decision rests on never changes; a revoked record frees its number.

As ``_decided_never_changes``, but for INSERT OR REPLACE on SQLite: it only deletes a record that
still counts. A later migration that builds one of these tables anew on SQLite runs ``unguard``
first and ``guard`` last.
"""

# ruff: noqa: S608 -- our own tables

from awards.migrations import _decided_never_changes as before
from awards.migrations._decisions_never_change import ONCE, RECORDS, SAYS

NO_REPLACE = f"{RECORDS}_no_replace"
SQLITE = f"""
    CREATE TRIGGER {NO_REPLACE} BEFORE INSERT ON {RECORDS} WHEN
    EXISTS (SELECT 1 FROM {RECORDS} WHERE origin = 'decided' AND (id = NEW.id OR ({ONCE}
    AND basis = NEW.basis AND decision_number = NEW.decision_number
    AND revoked_on IS NULL AND NEW.revoked_on IS NULL)))
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """


def guard(apps, schema_editor):
    before.guard(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {NO_REPLACE}")
        schema_editor.execute(SQLITE)


unguard = before.unguard  # the same names

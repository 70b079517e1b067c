"""On SQLite, INSERT OR REPLACE puts no line of the register in the place of another by its number.

0009 guards a line by its id, code and document; what else is unique would still let it be replaced.
SQLite forgets the triggers of a table that a later migration builds anew.
"""

from django.db import migrations

TABLE = "reports_issue"
TRIGGER = f"{TABLE}_issued_no_replace_by_number"
HELD = (
    f"EXISTS (SELECT 1 FROM {TABLE} WHERE replaces_id = NEW.replaces_id"  # noqa: S608 -- our own table
    " OR (draft_id = NEW.draft_id AND state = 'issued' AND NEW.state = 'issued')"
    " OR (year = NEW.year AND symbol = NEW.symbol AND number = NEW.number"
    " AND (agency_id = NEW.agency_id OR province_id = NEW.province_id)))"
)


def guard(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON {TABLE} WHEN {HELD} "
            "BEGIN SELECT RAISE(ABORT, 'an issued paper never changes'); END"
        )


def unguard(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {TRIGGER}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0016_carried_papers_never_change")]

    operations = [migrations.RunPython(guard, unguard)]

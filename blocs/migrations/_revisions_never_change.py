"""The database itself refuses to change or to delete a kept state of the report's words.

SQLite forgets the triggers of a table that a later migration builds anew: such a migration runs
``unguard`` first and ``guard`` last.
"""

SAYS = "a kept revision never changes"
TABLE = "blocs_sectionrevision"
# INSERT OR REPLACE deletes without firing the triggers of a deletion.
HELD = """
    id = NEW.id
    OR (season_id = NEW.season_id AND section = NEW.section AND number = NEW.number)
"""
REFUSES = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
REPLACES = f"EXISTS (SELECT 1 FROM {TABLE} WHERE {HELD})"  # noqa: S608 -- our own table
GUARD = {
    "sqlite": (
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {REFUSES}",
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {REFUSES}",
        f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} WHEN {REPLACES} {REFUSES}",
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION blocs_revision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION blocs_revision_refuse()
        """,
        f"""
        CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION blocs_revision_refuse()
        """,
    ),
}
UNGUARD = {
    "sqlite": tuple(
        f"DROP TRIGGER {TABLE}_{name}" for name in ("no_update", "no_delete", "no_replace")
    ),
    "postgresql": (
        f"DROP TRIGGER {TABLE}_no_change ON {TABLE}",
        f"DROP TRIGGER {TABLE}_no_truncate ON {TABLE}",
        "DROP FUNCTION blocs_revision_refuse()",
    ),
}


def guard(_apps, schema_editor):
    for statement in GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(_apps, schema_editor):
    for statement in UNGUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

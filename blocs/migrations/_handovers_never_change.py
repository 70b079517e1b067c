"""The database itself refuses to change or to delete what is on record of a handover.

SQLite forgets the triggers of a table that a later migration builds anew: such a migration runs
``unguard`` first and ``guard`` last.
"""

SAYS = "a handover on record never changes"
TABLES = ("blocs_handover", "blocs_handoverreceipt")
# INSERT OR REPLACE deletes without firing the triggers of a deletion.
HELD = {
    "blocs_handover": "id = NEW.id OR season_id = NEW.season_id OR following_id = NEW.following_id",
    "blocs_handoverreceipt": "id = NEW.id OR handover_id = NEW.handover_id",
}


def _sqlite(table):
    says = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    replaces = f"EXISTS (SELECT 1 FROM {table} WHERE {HELD[table]})"  # noqa: S608 -- our own tables
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {says}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {says}"
    yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {replaces} {says}"


def _postgresql(table):
    yield f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION blocs_handover_refuse()
        """
    yield f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION blocs_handover_refuse()
        """


FUNCTION = f"""
    CREATE FUNCTION blocs_handover_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """


def guard(_apps, schema_editor):
    on_sqlite = [statement for table in TABLES for statement in _sqlite(table)]
    on_postgresql = [FUNCTION, *(one for table in TABLES for one in _postgresql(table))]
    _run(schema_editor, {"sqlite": on_sqlite, "postgresql": on_postgresql})


def unguard(_apps, schema_editor):
    on_sqlite = [
        f"DROP TRIGGER {table}_{name}"
        for table in TABLES
        for name in ("no_update", "no_delete", "no_replace")
    ]
    on_postgresql = [
        f"DROP TRIGGER {table}_{name} ON {table}"
        for table in TABLES
        for name in ("no_change", "no_truncate")
    ]
    on_postgresql.append("DROP FUNCTION blocs_handover_refuse()")
    _run(schema_editor, {"sqlite": on_sqlite, "postgresql": on_postgresql})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

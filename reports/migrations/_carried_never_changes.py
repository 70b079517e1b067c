"""The database itself refuses to change or to delete a line that came from another site's register.

Such a line is history from its first day on: nothing here ends it, nothing here corrects it.

SQLite forgets the triggers of a table that a later migration builds anew: such a migration runs
``unguard`` first and ``guard`` last.
"""

SAYS = "a carried line of the register never changes"
TABLE = "reports_carriedpaper"
YEAR = {
    "sqlite": "CAST(strftime('%Y', NEW.issued_on) AS INTEGER)",
    "postgresql": "EXTRACT(YEAR FROM NEW.issued_on)",
}
# INSERT OR REPLACE deletes without firing the triggers of a deletion.
REPLACED = (
    f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR code = NEW.code"  # noqa: S608 -- our own table
    " OR replaces_id = NEW.replaces_id OR (year = NEW.year AND symbol = NEW.symbol"
    " AND number = NEW.number AND (issuer_id = NEW.issuer_id OR province_id = NEW.province_id)))"
)


def _when(vendor):
    """Yield event and condition of each refusal."""
    yield "update", ""
    yield "delete", ""
    yield "insert", f"WHEN (NEW.year <> {YEAR[vendor]})"


def _sqlite():
    says = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for event, when in _when("sqlite"):
        yield (
            f"CREATE TRIGGER {TABLE}_carried_no_{event} BEFORE {event.upper()} ON {TABLE} "
            f"{when} {says}"
        )
    yield (
        f"CREATE TRIGGER {TABLE}_carried_no_replace BEFORE INSERT ON {TABLE} WHEN {REPLACED} {says}"
    )


def _postgresql():
    yield f"""
        CREATE FUNCTION reports_carried_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$
        """
    for event, when in _when("postgresql"):
        yield (
            f"CREATE TRIGGER {TABLE}_carried_no_{event} BEFORE {event.upper()} ON {TABLE} "
            f"FOR EACH ROW {when} EXECUTE FUNCTION reports_carried_refuse()"
        )
    yield (
        f"CREATE TRIGGER {TABLE}_carried_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION reports_carried_refuse()"
    )


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": list(_sqlite()), "postgresql": list(_postgresql())})


def unguard(_apps, schema_editor):
    rows = [f"{TABLE}_carried_no_{event}" for event, _ in _when("sqlite")]
    on_sqlite = [f"DROP TRIGGER {name}" for name in [*rows, f"{TABLE}_carried_no_replace"]]
    on_postgresql = [
        *(f"DROP TRIGGER {name} ON {TABLE}" for name in [*rows, f"{TABLE}_carried_no_truncate"]),
        "DROP FUNCTION reports_carried_refuse()",
    ]
    _run(schema_editor, {"sqlite": on_sqlite, "postgresql": on_postgresql})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

"""The database itself refuses to change or to delete what was kept of a signed paper.

Of a signature only what is known of its certificate is written anew; a scan may be marked as
withdrawn, once.

SQLite forgets the triggers of a table that a later migration builds anew: such a migration runs
``unguard`` first and ``guard`` last.
"""

SAYS = "a signed paper never changes"
COPY, SIGNATURE, SCAN = "reports_signedcopy", "reports_signature", "reports_scannedcopy"
FIXED_IN_SIGNATURE = [
    "id",
    "copy_id",
    "position",
    "field",
    "place",
    "signer",
    "organisation",
    "issuer",
    "serial",
    "signed_at",
    "time_source",
    "covers_file",
]
FIXED_IN_SCAN = [
    "id",
    "uuid",
    "issue_id",
    "file",
    "name",
    "extension",
    "content_type",
    "size",
    "sha256",
    "signed_on",
    "uploaded_by_id",
    "uploaded_at",
]
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def _changed(columns, vendor):
    return " OR ".join(f"NEW.{name} {DIFFERS[vendor]} OLD.{name}" for name in columns)


def _when(vendor):
    """Yield table, event and condition of each refusal."""
    ends = "OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL"
    yield COPY, "update", ""
    yield SIGNATURE, "update", _changed(FIXED_IN_SIGNATURE, vendor)
    yield SCAN, "update", f"NOT ({ends}) OR {_changed(FIXED_IN_SCAN, vendor)}"
    for table in (COPY, SIGNATURE, SCAN):
        yield table, "delete", ""


# INSERT OR REPLACE deletes without firing the triggers of a deletion.
REPLACED = {
    COPY: f"EXISTS (SELECT 1 FROM {COPY} WHERE id = NEW.id OR uuid = NEW.uuid"  # noqa: S608 -- our own tables
    " OR (issue_id = NEW.issue_id AND (number = NEW.number OR sha256 = NEW.sha256)))",
    SIGNATURE: f"EXISTS (SELECT 1 FROM {SIGNATURE} WHERE id = NEW.id"  # noqa: S608 -- as above
    " OR (copy_id = NEW.copy_id AND field = NEW.field))",
    SCAN: f"EXISTS (SELECT 1 FROM {SCAN} WHERE id = NEW.id OR uuid = NEW.uuid"  # noqa: S608 -- as above
    " OR (issue_id = NEW.issue_id AND sha256 = NEW.sha256 AND withdrawn_at IS NULL"
    " AND NEW.withdrawn_at IS NULL))",
}


def _sqlite():
    says = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for table, event, condition in _when("sqlite"):
        when = f" WHEN {condition}" if condition else ""
        yield (
            f"CREATE TRIGGER {table}_signed_no_{event} BEFORE {event.upper()} ON {table}"
            f"{when} {says}"
        )
    for table, held in REPLACED.items():
        yield f"CREATE TRIGGER {table}_signed_no_replace BEFORE INSERT ON {table} WHEN {held} {says}"


def _postgresql():
    yield f"""
        CREATE FUNCTION reports_signed_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$
        """
    for table, event, condition in _when("postgresql"):
        when = f"WHEN ({condition})" if condition else ""
        yield (
            f"CREATE TRIGGER {table}_signed_no_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH ROW {when} EXECUTE FUNCTION reports_signed_refuse()"
        )
    for table in REPLACED:
        yield (
            f"CREATE TRIGGER {table}_signed_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION reports_signed_refuse()"
        )


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": list(_sqlite()), "postgresql": list(_postgresql())})


def unguard(_apps, schema_editor):
    names = [(table, f"{table}_signed_no_{event}") for table, event, _ in _when("sqlite")]
    on_sqlite = [f"DROP TRIGGER {name}" for _, name in names]
    on_sqlite += [f"DROP TRIGGER {table}_signed_no_replace" for table in REPLACED]
    on_postgresql = [f"DROP TRIGGER {name} ON {table}" for table, name in names]
    on_postgresql += [f"DROP TRIGGER {table}_signed_no_truncate ON {table}" for table in REPLACED]
    on_postgresql += ["DROP FUNCTION reports_signed_refuse()"]
    _run(schema_editor, {"sqlite": on_sqlite, "postgresql": on_postgresql})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

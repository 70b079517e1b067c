"""The database itself refuses to change or to delete an issued paper, its file and its register line.

A line of the register may only end: from "issued" to "replaced" or "withdrawn". The document of
an issued paper keeps what it says; its file, once made, is never another one.

SQLite forgets the triggers of a table that a later migration builds anew: such a migration runs
``unguard`` first and ``guard`` last.
"""

SAYS = "an issued paper never changes"
ISSUE, DOCUMENT = "reports_issue", "reports_document"
FIXED_IN_ISSUE = [
    "id",
    "document_id",
    "draft_id",
    "agency_id",
    "province_id",
    "number",
    "symbol",
    "year",
    "issued_on",
    "excerpt",
    "signers",
    "code",
    "replaces_id",
    "issued_by_id",
    "issued_at",
]
FIXED_IN_DOCUMENT = [
    "id",
    "uuid",
    "season_id",
    "kind",
    "subject",
    "subject_name",
    "agency_id",
    "content",
    "imprint",
    "fingerprint",
    "is_sample",
    "requested_by_id",
    "requested_at",
]
FIXED_WHEN_READY = ["state", "file", "sha256", "size", "ready_at"]
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
YEAR = {
    "sqlite": "CAST(strftime('%Y', NEW.issued_on) AS INTEGER)",
    "postgresql": "EXTRACT(YEAR FROM NEW.issued_on)",
}


def _changed(columns, vendor):
    return " OR ".join(f"NEW.{name} {DIFFERS[vendor]} OLD.{name}" for name in columns)


def _when(vendor):
    """Yield table, event and condition of each refusal."""
    ends = "OLD.state = 'issued' AND NEW.state IN ('replaced', 'withdrawn')"
    fixed = _changed(FIXED_IN_ISSUE, vendor)
    yield ISSUE, "update", f"NOT ({ends}) OR {fixed}"
    yield ISSUE, "delete", ""
    yield ISSUE, "insert", f"NEW.year <> {YEAR[vendor]}"
    said = _changed(FIXED_IN_DOCUMENT, vendor)
    made = _changed(FIXED_WHEN_READY, vendor)
    yield (
        DOCUMENT,
        "update",
        f"OLD.imprint IS NOT NULL AND ({said} OR (OLD.state = 'ready' AND ({made})))",
    )
    yield DOCUMENT, "delete", "OLD.imprint IS NOT NULL"


# INSERT OR REPLACE deletes without firing the triggers of a deletion.
REPLACED = {
    ISSUE: f"EXISTS (SELECT 1 FROM {ISSUE} WHERE id = NEW.id OR code = NEW.code"  # noqa: S608 -- our own tables
    " OR document_id = NEW.document_id)",
    DOCUMENT: f"EXISTS (SELECT 1 FROM {DOCUMENT} WHERE imprint IS NOT NULL"  # noqa: S608 -- as above
    " AND (id = NEW.id OR uuid = NEW.uuid))",
}


def _sqlite():
    says = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for table, event, condition in _when("sqlite"):
        when = f" WHEN {condition}" if condition else ""
        yield (
            f"CREATE TRIGGER {table}_issued_no_{event} BEFORE {event.upper()} ON {table}"
            f"{when} {says}"
        )
    for table, held in REPLACED.items():
        yield f"CREATE TRIGGER {table}_issued_no_replace BEFORE INSERT ON {table} WHEN {held} {says}"


def _postgresql():
    yield f"""
        CREATE FUNCTION reports_issued_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$
        """
    for table, event, condition in _when("postgresql"):
        when = f"WHEN ({condition})" if condition else ""
        yield (
            f"CREATE TRIGGER {table}_issued_no_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH ROW {when} EXECUTE FUNCTION reports_issued_refuse()"
        )
    yield (
        f"CREATE TRIGGER {ISSUE}_issued_no_truncate BEFORE TRUNCATE ON {ISSUE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION reports_issued_refuse()"
    )


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": list(_sqlite()), "postgresql": list(_postgresql())})


def unguard(_apps, schema_editor):
    names = [(table, f"{table}_issued_no_{event}") for table, event, _ in _when("sqlite")]
    on_sqlite = [f"DROP TRIGGER {name}" for _, name in names]
    on_sqlite += [f"DROP TRIGGER {table}_issued_no_replace" for table in REPLACED]
    on_postgresql = [f"DROP TRIGGER {name} ON {table}" for table, name in names]
    on_postgresql += [
        f"DROP TRIGGER {ISSUE}_issued_no_truncate ON {ISSUE}",
        "DROP FUNCTION reports_issued_refuse()",
    ]
    _run(schema_editor, {"sqlite": on_sqlite, "postgresql": on_postgresql})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

"""The database itself refuses to change a decision once it is published.

Neither the decision nor its lines change, and a record that came out of a decision is only
revoked. SQLite forgets the triggers of a table that a later migration builds anew, and cannot
build it anew while a trigger of another table reads it: such a migration runs ``unguard``
first and ``guard`` last.
"""

# ruff: noqa: S608 -- our own tables

SAYS = "a published decision never changes"
DECISIONS, LINES, RECORDS = "awards_decision", "awards_decisionline", "awards_awardrecord"
OF_A_RECORD = (
    "id",
    "agency_id",
    "award_type_id",
    "cycle_id",
    "basis",
    "decision_number",
    "decided_on",
    "issuer",
    "origin",
    "note",
)
CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in OF_A_RECORD)
ONCE = "agency_id = NEW.agency_id AND award_type_id = NEW.award_type_id AND cycle_id = NEW.cycle_id"


def _published(pk):
    return f"{pk} IN (SELECT id FROM {DECISIONS} WHERE state <> 'draft')"


SQLITE = {
    f"{DECISIONS}_no_update": (f"UPDATE ON {DECISIONS}", "OLD.state <> 'draft'"),
    f"{DECISIONS}_no_delete": (f"DELETE ON {DECISIONS}", "OLD.state <> 'draft'"),
    # INSERT OR REPLACE deletes without firing the triggers above.
    f"{DECISIONS}_no_replace": (
        f"INSERT ON {DECISIONS}",
        (
            f"EXISTS (SELECT 1 FROM {DECISIONS} WHERE state <> 'draft' AND (id = NEW.id OR "
            "(issuer = NEW.issuer AND number = NEW.number AND year = NEW.year)))"
        ),
    ),
    f"{LINES}_no_update": (
        f"UPDATE ON {LINES}",
        f"{_published('OLD.decision_id')} OR {_published('NEW.decision_id')}",
    ),
    f"{LINES}_no_delete": (f"DELETE ON {LINES}", _published("OLD.decision_id")),
    f"{LINES}_no_insert": (
        f"INSERT ON {LINES}",
        (
            f"{_published('NEW.decision_id')} OR EXISTS (SELECT 1 FROM {LINES} WHERE "
            f"(id = NEW.id OR proposal_id = NEW.proposal_id) AND {_published('decision_id')})"
        ),
    ),
    f"{RECORDS}_only_revoked": (
        f"UPDATE ON {RECORDS}",
        f"OLD.origin = 'decided' AND (OLD.revoked_on IS NOT NULL OR {CHANGED})",
    ),
    f"{RECORDS}_no_delete": (f"DELETE ON {RECORDS}", "OLD.origin = 'decided'"),
    f"{RECORDS}_no_replace": (
        f"INSERT ON {RECORDS}",
        (
            f"EXISTS (SELECT 1 FROM {RECORDS} WHERE origin = 'decided' AND (id = NEW.id OR ({ONCE} "
            "AND basis = NEW.basis AND decision_number = NEW.decision_number)))"
        ),
    ),
}
RAISE = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';"
POSTGRESQL = [
    f"""
    CREATE FUNCTION awards_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {RAISE}
    END $$
    """,
    # The lock makes a writer wait for a publication that is under way, and see it.
    f"""
    CREATE FUNCTION awards_decisionline_only_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held text;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            SELECT state INTO held FROM {DECISIONS} WHERE id = OLD.decision_id FOR SHARE;
            IF held <> 'draft' THEN {RAISE} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        SELECT state INTO held FROM {DECISIONS} WHERE id = NEW.decision_id FOR SHARE;
        IF held <> 'draft' THEN {RAISE} END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION awards_record_only_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.revoked_on IS NOT NULL OR
            to_jsonb(NEW) - 'revoked_on' - 'revocation_reason' - 'version'
            <> to_jsonb(OLD) - 'revoked_on' - 'revocation_reason' - 'version'
        THEN {RAISE} END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER {DECISIONS}_no_change BEFORE UPDATE OR DELETE ON {DECISIONS}
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION awards_decision_refuse()
    """,
    f"""
    CREATE TRIGGER {LINES}_only_of_drafts BEFORE INSERT OR UPDATE OR DELETE ON {LINES}
    FOR EACH ROW EXECUTE FUNCTION awards_decisionline_only_of_drafts()
    """,
    f"""
    CREATE TRIGGER {RECORDS}_only_revoked BEFORE UPDATE ON {RECORDS}
    FOR EACH ROW WHEN (OLD.origin = 'decided') EXECUTE FUNCTION awards_record_only_revoked()
    """,
    f"""
    CREATE TRIGGER {RECORDS}_no_delete BEFORE DELETE ON {RECORDS}
    FOR EACH ROW WHEN (OLD.origin = 'decided') EXECUTE FUNCTION awards_decision_refuse()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION awards_decision_refuse()
        """
        for table in (DECISIONS, LINES, RECORDS)
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_truncate ON {table}" for table in (DECISIONS, LINES, RECORDS)),
    f"DROP TRIGGER {RECORDS}_no_delete ON {RECORDS}",
    f"DROP TRIGGER {RECORDS}_only_revoked ON {RECORDS}",
    f"DROP TRIGGER {LINES}_only_of_drafts ON {LINES}",
    f"DROP TRIGGER {DECISIONS}_no_change ON {DECISIONS}",
    "DROP FUNCTION awards_record_only_revoked()",
    "DROP FUNCTION awards_decisionline_only_of_drafts()",
    "DROP FUNCTION awards_decision_refuse()",
]


def guard(_apps, schema_editor):
    sqlite = [
        f"""
        CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
        """
        for name, (event, condition) in SQLITE.items()
    ]
    _run(schema_editor, {"sqlite": sqlite, "postgresql": POSTGRESQL})


def unguard(_apps, schema_editor):
    sqlite = [f"DROP TRIGGER {name}" for name in reversed(SQLITE)]
    _run(schema_editor, {"sqlite": sqlite, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)

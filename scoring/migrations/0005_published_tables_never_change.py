"""The database itself refuses to change a table of criteria once it is published.

A published table may only be closed; its criteria may be neither changed, added to nor taken
away. SQLite forgets the triggers of a table that a later migration builds anew, and cannot
build it anew while a trigger of another table reads it: such a migration runs ``unguard``
first and ``guard`` last.
"""

from django.db import migrations

SAYS = "a published criteria table never changes"
FROZEN = [
    "id",
    "code",
    "number",
    "cycle_id",
    "province_id",
    "title",
    "scale",
    "published_at",
    "issued_by",
    "decision",
    "is_sample",
    "rules",
    "amends_id",
    "cloned_from_id",
    "version",
]
CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)
# The table of the row that INSERT OR REPLACE would take away.
OF_THE_SAME_ID = "(SELECT table_id FROM scoring_criterion WHERE id = NEW.id)"


def _published(table_id):
    published = "SELECT id FROM scoring_criteriatable WHERE state <> 'draft'"
    return f"{table_id} IN ({published})"


def _sqlite(name, event, condition):
    return f"""
    CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """


SQLITE = [
    _sqlite(
        "scoring_criteriatable_no_update",
        "UPDATE ON scoring_criteriatable",
        "OLD.state <> 'draft' AND (NOT (NEW.state = OLD.state "
        f"OR (OLD.state = 'published' AND NEW.state = 'closed')) OR {CHANGED})",
    ),
    _sqlite(
        "scoring_criteriatable_no_delete",
        "DELETE ON scoring_criteriatable",
        "OLD.state <> 'draft'",
    ),
    # INSERT OR REPLACE deletes without firing the triggers above.
    _sqlite(
        "scoring_criteriatable_no_replace",
        "INSERT ON scoring_criteriatable",
        "EXISTS (SELECT 1 FROM scoring_criteriatable WHERE state <> 'draft' "
        "AND (id = NEW.id OR (code = NEW.code AND number = NEW.number)))",
    ),
    _sqlite(
        "scoring_criterion_no_update",
        "UPDATE ON scoring_criterion",
        f"{_published('OLD.table_id')} OR {_published('NEW.table_id')}",
    ),
    _sqlite(
        "scoring_criterion_no_delete",
        "DELETE ON scoring_criterion",
        _published("OLD.table_id"),
    ),
    _sqlite(
        "scoring_criterion_no_insert",
        "INSERT ON scoring_criterion",
        f"{_published('NEW.table_id')} OR {_published(OF_THE_SAME_ID)}",
    ),
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}"
    for name in (
        "scoring_criterion_no_insert",
        "scoring_criterion_no_delete",
        "scoring_criterion_no_update",
        "scoring_criteriatable_no_replace",
        "scoring_criteriatable_no_delete",
        "scoring_criteriatable_no_update",
    )
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION scoring_table_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION scoring_table_only_closes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'draft' AND (
            TG_OP = 'DELETE'
            OR NOT (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'closed'))
            OR to_jsonb(NEW) - 'state' <> to_jsonb(OLD) - 'state'
        ) THEN
            RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    # The lock makes a writer wait for a publication that is under way, and see it.
    """
    CREATE FUNCTION scoring_criterion_only_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held text;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            SELECT state INTO held FROM scoring_criteriatable WHERE id = OLD.table_id FOR SHARE;
            IF held <> 'draft' THEN
                RAISE EXCEPTION 'a published criteria table never changes' USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        SELECT state INTO held FROM scoring_criteriatable WHERE id = NEW.table_id FOR SHARE;
        IF held <> 'draft' THEN
            RAISE EXCEPTION 'a published criteria table never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER scoring_criteriatable_only_closes
    BEFORE UPDATE OR DELETE ON scoring_criteriatable
    FOR EACH ROW EXECUTE FUNCTION scoring_table_only_closes()
    """,
    """
    CREATE TRIGGER scoring_criteriatable_no_truncate
    BEFORE TRUNCATE ON scoring_criteriatable
    FOR EACH STATEMENT EXECUTE FUNCTION scoring_table_refuse()
    """,
    """
    CREATE TRIGGER scoring_criterion_only_of_drafts
    BEFORE INSERT OR UPDATE OR DELETE ON scoring_criterion
    FOR EACH ROW EXECUTE FUNCTION scoring_criterion_only_of_drafts()
    """,
    """
    CREATE TRIGGER scoring_criterion_no_truncate
    BEFORE TRUNCATE ON scoring_criterion
    FOR EACH STATEMENT EXECUTE FUNCTION scoring_table_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER scoring_criterion_no_truncate ON scoring_criterion",
    "DROP TRIGGER scoring_criterion_only_of_drafts ON scoring_criterion",
    "DROP TRIGGER scoring_criteriatable_no_truncate ON scoring_criteriatable",
    "DROP TRIGGER scoring_criteriatable_only_closes ON scoring_criteriatable",
    "DROP FUNCTION scoring_criterion_only_of_drafts()",
    "DROP FUNCTION scoring_table_only_closes()",
    "DROP FUNCTION scoring_table_refuse()",
]


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_province_and_version_of_a_table")]

    operations = [migrations.RunPython(guard, unguard)]

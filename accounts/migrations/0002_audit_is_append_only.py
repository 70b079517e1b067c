"""The database itself refuses to change, delete, replace or insert between audit lines."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER accounts_auditevent_no_update
    BEFORE UPDATE ON accounts_auditevent
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
    """,
    """
    CREATE TRIGGER accounts_auditevent_no_delete
    BEFORE DELETE ON accounts_auditevent
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
    """,
    # INSERT OR REPLACE deletes without firing the trigger above, so a line may only come last.
    """
    CREATE TRIGGER accounts_auditevent_next_only
    BEFORE INSERT ON accounts_auditevent
    WHEN NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM accounts_auditevent)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER accounts_auditevent_next_only",
    "DROP TRIGGER accounts_auditevent_no_delete",
    "DROP TRIGGER accounts_auditevent_no_update",
]
POSTGRESQL = [
    """
    CREATE FUNCTION accounts_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION accounts_audit_next_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM accounts_auditevent) THEN
            RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER accounts_auditevent_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_audit_refuse()
    """,
    """
    CREATE TRIGGER accounts_auditevent_next_only
    BEFORE INSERT ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_audit_next_only()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER accounts_auditevent_next_only ON accounts_auditevent",
    "DROP TRIGGER accounts_auditevent_no_change ON accounts_auditevent",
    "DROP FUNCTION accounts_audit_next_only()",
    "DROP FUNCTION accounts_audit_refuse()",
]


def guard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(_apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_users_and_audit")]

    operations = [migrations.RunPython(guard, unguard)]

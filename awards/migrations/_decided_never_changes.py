"""The database itself refuses to change what a published decision rests on.

Beside the decision, its lines and its records (``_decisions_never_change``): the proposals that
it grants, the council's votes of every sitting that adopted one of them, and the rule those
votes were counted by. Numbers of decisions are a province's own. A later migration that builds
one of these tables anew on SQLite runs ``unguard`` first and ``guard`` last.
"""

# ruff: noqa: S608 -- our own tables

from awards.migrations import _decisions_never_change as before
from awards.migrations._decisions_never_change import DECISIONS, LINES, RAISE, SAYS

PROPOSALS, VOTES, SESSIONS = "awards_proposal", "awards_councilvote", "awards_councilsession"
OF_A_SESSION = (
    "id",
    "province_id",
    "cycle_id",
    "name",
    "held_on",
    "members",
    "present",
    "base",
    "threshold_numerator",
    "threshold_denominator",
    "threshold_strict",
    "source",
)
CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in OF_A_SESSION)


def _decided(proposal):
    """Say that a published decision names the proposal."""
    return (
        f"EXISTS (SELECT 1 FROM {LINES} AS line JOIN {DECISIONS} AS held "
        f"ON held.id = line.decision_id WHERE line.proposal_id = {proposal} "
        "AND held.state <> 'draft')"
    )


def _adopted(session):
    """Say that the sitting voted on a proposal that a published decision names."""
    return (
        f"EXISTS (SELECT 1 FROM {VOTES} AS vote WHERE vote.session_id = {session} "
        f"AND {_decided('vote.proposal_id')})"
    )


# A vote on another proposal may still be added to a sitting that adopted one.
SQLITE = before.SQLITE | {
    f"{DECISIONS}_no_replace": (
        f"INSERT ON {DECISIONS}",
        (
            f"EXISTS (SELECT 1 FROM {DECISIONS} WHERE state <> 'draft' AND (id = NEW.id OR "
            "(province_id = NEW.province_id AND issuer = NEW.issuer AND number = NEW.number "
            "AND year = NEW.year)))"
        ),
    ),
    f"{PROPOSALS}_decided_no_update": (f"UPDATE ON {PROPOSALS}", _decided("OLD.id")),
    f"{PROPOSALS}_decided_no_delete": (f"DELETE ON {PROPOSALS}", _decided("OLD.id")),
    f"{PROPOSALS}_decided_no_replace": (
        f"INSERT ON {PROPOSALS}",
        (
            f"EXISTS (SELECT 1 FROM {PROPOSALS} AS old WHERE (old.id = NEW.id OR "
            "(old.season_id = NEW.season_id AND old.agency_id = NEW.agency_id "
            "AND old.award_type_id = NEW.award_type_id AND NEW.state <> 'withdrawn')) "
            f"AND {_decided('old.id')})"
        ),
    ),
    f"{VOTES}_decided_no_update": (
        f"UPDATE ON {VOTES}",
        f"{_adopted('OLD.session_id')} OR {_decided('NEW.proposal_id')}",
    ),
    f"{VOTES}_decided_no_delete": (f"DELETE ON {VOTES}", _adopted("OLD.session_id")),
    f"{VOTES}_decided_no_insert": (
        f"INSERT ON {VOTES}",
        (
            f"{_decided('NEW.proposal_id')} OR EXISTS (SELECT 1 FROM {VOTES} AS old WHERE "
            "(old.id = NEW.id OR (old.session_id = NEW.session_id "
            f"AND old.proposal_id = NEW.proposal_id)) AND {_adopted('old.session_id')})"
        ),
    ),
    f"{SESSIONS}_decided_no_update": (
        f"UPDATE ON {SESSIONS}",
        f"({CHANGED}) AND {_adopted('OLD.id')}",
    ),
    f"{SESSIONS}_decided_no_replace": (
        f"INSERT ON {SESSIONS}",
        _adopted("NEW.id"),
    ),
    f"{SESSIONS}_decided_no_delete": (f"DELETE ON {SESSIONS}", _adopted("OLD.id")),
}
POSTGRESQL = [
    *before.POSTGRESQL,
    f"""
    CREATE FUNCTION awards_proposal_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_decided("OLD.id")} THEN {RAISE} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    # The lock makes a writer wait for a publication that is under way, and see it.
    f"""
    CREATE FUNCTION awards_councilvote_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            PERFORM 1 FROM {PROPOSALS} WHERE id IN (
                SELECT proposal_id FROM {VOTES} WHERE session_id = OLD.session_id
            ) ORDER BY id FOR SHARE;
            IF {_adopted("OLD.session_id")} THEN {RAISE} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        PERFORM 1 FROM {PROPOSALS} WHERE id = NEW.proposal_id FOR SHARE;
        IF {_decided("NEW.proposal_id")} THEN {RAISE} END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION awards_councilsession_decided_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'version' = to_jsonb(OLD) - 'version' THEN
            RETURN NEW;
        END IF;
        IF {_adopted("OLD.id")} THEN {RAISE} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER {PROPOSALS}_decided_stays BEFORE UPDATE OR DELETE ON {PROPOSALS}
    FOR EACH ROW EXECUTE FUNCTION awards_proposal_decided_stays()
    """,
    f"""
    CREATE TRIGGER {VOTES}_decided_stays BEFORE INSERT OR UPDATE OR DELETE ON {VOTES}
    FOR EACH ROW EXECUTE FUNCTION awards_councilvote_decided_stays()
    """,
    f"""
    CREATE TRIGGER {SESSIONS}_decided_stays BEFORE UPDATE OR DELETE ON {SESSIONS}
    FOR EACH ROW EXECUTE FUNCTION awards_councilsession_decided_stays()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_decided_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION awards_decision_refuse()
        """
        for table in (PROPOSALS, VOTES, SESSIONS)
    ),
]
POSTGRESQL_BACK = [
    *(
        f"DROP TRIGGER {table}_decided_{name} ON {table}"
        for table in (PROPOSALS, VOTES, SESSIONS)
        for name in ("no_truncate", "stays")
    ),
    "DROP FUNCTION awards_councilsession_decided_stays()",
    "DROP FUNCTION awards_councilvote_decided_stays()",
    "DROP FUNCTION awards_proposal_decided_stays()",
    *before.POSTGRESQL_BACK,
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

"""A published decision stays as it is: the database refuses changes, however asked."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from awards.migrations import _decided_never_changes as guards
from awards.migrations import _revoked_frees_its_number as newest
from awards.migrations._decisions_never_change import OF_A_RECORD
from awards.models import (
    AwardRecord,
    CouncilSession,
    CouncilVote,
    Decision,
    DecisionLine,
    Proposal,
)
from tests.awards.decided import make_decision, make_session
from tests.constraints import change, repeat, run
from tests.factories import (
    NOON,
    make_agency,
    make_award_type,
    make_cycle,
    make_proposal,
    make_record,
    make_season,
)

pytestmark = pytest.mark.django_db


def refused(work, *arguments, **values):
    with pytest.raises(IntegrityError, match=guards.SAYS), transaction.atomic():
        work(*arguments, **values)


def proposal():
    return make_proposal(make_season(), make_agency(), award_type=make_award_type())


@pytest.fixture
def published():
    """Return the line of a published decision, and a record that came out of one."""
    line = DecisionLine.objects.create(decision=make_decision(), proposal=proposal())
    change(line.decision, state="published", published_at=NOON)
    return line, make_record(make_agency(), make_award_type(), make_cycle(), origin="decided")


def columns_of(model):
    return {field.attname for field in model._meta.local_fields}


def test_no_column_of_a_published_decision_can_be_written(published):
    decision = Decision.objects.get(pk=published[0].decision_id)
    for column in sorted(columns_of(Decision)):
        refused(change, decision, **{column: getattr(decision, column)})
    refused(change, decision, state="draft", published_at=None)


def test_its_lines_are_neither_changed_nor_added_to_nor_taken_away(published):
    line, _ = published
    draft = make_decision()
    other = DecisionLine.objects.create(decision=draft, proposal=proposal())

    refused(change, line, decision_id=draft.pk)
    refused(change, other, decision_id=line.decision_id)
    refused(DecisionLine.objects.create, decision_id=line.decision_id, proposal=proposal())
    for row in (line, line.decision):
        table = row._meta.db_table
        refused(run, f"DELETE FROM {table} WHERE id = %s", row.pk)  # noqa: S608 -- our own tables


def test_a_record_of_a_decision_is_only_revoked_and_once(published):
    _, record = published
    refused(change, record, decision_number="khác")
    refused(change, record, origin="entered")
    change(record, revoked_on="2126-01-01", revocation_reason="Khai man", version=2)

    refused(change, record, revoked_on=None, revocation_reason="")
    refused(run, "DELETE FROM awards_awardrecord WHERE id = %s", record.pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_a_record_that_counts_is_not_replaced_and_a_revoked_one_lets_another_in(published):
    _, record = published
    run("CREATE TEMP TABLE other AS SELECT * FROM awards_awardrecord WHERE id = %s", record.pk)
    run("UPDATE other SET id = id + 1000")
    refused(run, "INSERT OR REPLACE INTO awards_awardrecord SELECT * FROM other")
    change(record, revoked_on=date(2023, 3, 6), revocation_reason="Khai man")
    run("INSERT OR REPLACE INTO awards_awardrecord SELECT * FROM other")
    run("DROP TABLE other")

    assert AwardRecord.objects.filter(agency=record.agency_id).count() == 2


def test_every_column_of_a_record_is_guarded():
    """A column that a later migration adds has to be added to the guard."""
    free = {"revoked_on", "revocation_reason", "version"}
    assert set(OF_A_RECORD) | free == columns_of(AwardRecord)


def test_drafts_and_entered_records_change_freely():
    line = DecisionLine.objects.create(decision=make_decision(), proposal=proposal())
    record = make_record(make_agency(), make_award_type(), make_cycle())
    change(record, decision_number="khác")
    change(line.decision, number="khác")
    line.delete()
    record.delete()

    assert not DecisionLine.objects.exists()


def vote_on(proposal, session, **fields):
    fields = {"agreed": 8, "disagreed": 1, "passed": True, "recorded_at": NOON, **fields}
    return CouncilVote.objects.create(session=session, proposal=proposal, **fields)


@pytest.fixture
def decided():
    """Return the proposal of a published decision, and the sitting's votes on it and another."""
    granted = change_to(proposal(), state="granted", decision_number="1", decided_on="2023-03-05")
    session = make_session()
    votes = vote_on(granted, session), vote_on(proposal(), session)
    line = DecisionLine.objects.create(decision=make_decision(), proposal=granted)
    change(line.decision, state="published", published_at=NOON)
    return granted, *votes


def change_to(row, **fields):
    change(row, **fields)
    return type(row).objects.get(pk=row.pk)


def test_no_column_of_a_granted_proposal_can_be_written(decided):
    granted, *_ = decided
    for column in sorted(columns_of(Proposal)):
        refused(change, granted, **{column: getattr(granted, column)})
    refused(change, granted, state="refused", answer="Khác")
    refused(change, granted, decision_number="khác")
    refused(run, "DELETE FROM awards_proposal WHERE id = %s", granted.pk)


def test_the_votes_of_its_sitting_are_neither_changed_nor_taken_away(decided):
    granted, vote, beside = decided
    for one in (vote, beside):
        refused(change, one, agreed=9, disagreed=0)
        refused(change, one, session_id=make_session().pk)
        refused(run, "DELETE FROM awards_councilvote WHERE id = %s", one.pk)
    refused(vote_on, granted, make_session())
    refused(change, vote_on(proposal(), make_session()), proposal_id=granted.pk)


def test_the_rule_that_its_votes_were_counted_by_stays(decided):
    session = decided[1].session
    for column in sorted(columns_of(CouncilSession) - {"version"}):
        refused(change, session, **{column: other_value(session, column)})
    refused(run, "DELETE FROM awards_councilsession WHERE id = %s", session.pk)


def other_value(session, column):
    """Return a value that the column does not hold now."""
    value = getattr(session, column)
    if isinstance(value, bool):
        return not value
    return {"held_on": date(2023, 2, 21), "base": "present"}.get(
        column, value + 1000 if isinstance(value, int) else "Khác"
    )


def test_every_column_of_a_sitting_is_guarded():
    """A column that a later migration adds has to be added to the guard."""
    assert set(guards.OF_A_SESSION) | {"version"} == columns_of(CouncilSession)


def test_the_sitting_may_still_vote_on_others(decided):
    session = decided[1].session
    vote_on(proposal(), session)
    change(session, version=2)

    assert session.votes.count() == 3


def test_what_no_published_decision_names_changes_freely():
    row = proposal()
    vote = vote_on(row, make_session())
    line = DecisionLine.objects.create(decision=make_decision(), proposal=row)
    change(row, local_label="Khác")
    change(vote, agreed=7)
    change(vote.session, members=10)
    for one in (line, vote, vote.session, row):
        one.delete()

    assert not CouncilVote.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_what_a_decision_rests_on_is_not_replaced_by_others(decided):
    granted, vote, _ = decided
    for row in (granted, vote, vote.session):
        table = row._meta.db_table
        same = f"SELECT * FROM {table} WHERE id = %s"  # noqa: S608 -- as above
        refused(run, f"INSERT OR REPLACE INTO {table} {same}", row.pk)
        run(f"CREATE TEMP TABLE other AS {same}", row.pk)
        run("UPDATE other SET id = id + 1000")
        if row != vote.session:
            refused(run, f"INSERT OR REPLACE INTO {table} SELECT * FROM other")  # noqa: S608
        run("DROP TABLE other")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_they_are_not_replaced_by_others(published):
    line, record = published
    for row in (line, line.decision, record):
        table = row._meta.db_table
        same = f"SELECT * FROM {table} WHERE id = %s"  # noqa: S608 -- as above
        refused(run, f"INSERT OR REPLACE INTO {table} {same}", row.pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
def test_the_tables_are_not_emptied_at_a_stroke(published):
    line, record = published
    vote = vote_on(proposal(), make_session())
    for row in (line, line.decision, record, line.proposal, vote, vote.session):
        run("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a check cannot be truncated
        refused(run, f"TRUNCATE {row._meta.db_table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_taken_down_and_put_up_again():
    decision = make_decision(state="published", published_at=NOON)

    with connection.schema_editor() as editor:
        newest.unguard(None, editor)
    change(decision, note="Khác")
    with connection.schema_editor() as editor:
        newest.guard(None, editor)

    refused(change, decision, note="Khác nữa")
    # They stay for the tests that follow: an older form of them would refuse what is allowed now.
    record = make_record(make_agency(), make_award_type(), make_cycle(), origin="decided")
    change(record, revoked_on=date(2026, 3, 6), revocation_reason="Nhầm")
    repeat(record, origin="entered", revoked_on=None, revocation_reason="")

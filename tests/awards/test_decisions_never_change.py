"""A published decision stays as it is: the database refuses changes, however asked."""

import pytest
from django.db import IntegrityError, connection, transaction

from awards.migrations import _decisions_never_change as guards
from awards.models import AwardRecord, Decision, DecisionLine
from tests.awards.decided import make_decision
from tests.constraints import change
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


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


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


def test_every_column_of_a_record_is_guarded():
    """A column that a later migration adds has to be added to the guard."""
    free = {"revoked_on", "revocation_reason", "version"}
    assert set(guards.OF_A_RECORD) | free == columns_of(AwardRecord)


def test_drafts_and_entered_records_change_freely():
    line = DecisionLine.objects.create(decision=make_decision(), proposal=proposal())
    record = make_record(make_agency(), make_award_type(), make_cycle())
    change(record, decision_number="khác")
    change(line.decision, number="khác")
    line.delete()
    record.delete()

    assert not DecisionLine.objects.exists()


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
    for row in (line, line.decision, record):
        run("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a check cannot be truncated
        refused(run, f"TRUNCATE {row._meta.db_table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_taken_down_and_put_up_again():
    decision = make_decision(state="published", published_at=NOON)

    with connection.schema_editor() as editor:
        guards.unguard(None, editor)
    change(decision, note="Khác")
    with connection.schema_editor() as editor:
        guards.guard(None, editor)

    refused(change, decision, note="Khác nữa")

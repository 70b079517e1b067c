"""What a ballot decided never changes: the database refuses it, whoever asks and however."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from awards.models import (
    Ballot,
    BallotBox,
    BallotOverride,
    BallotResult,
    BallotVoter,
    Nominee,
    NomineeResult,
    TellerCount,
)
from awards.states import BallotState
from tests.awards.ballot_cases import new_result, of_nominee, override
from tests.awards.balloting import make_ballot
from tests.constraints import change, run
from tests.factories import NOON, make_agency, make_award_type, make_meeting, make_season, make_user

pytestmark = pytest.mark.django_db
guards = import_module("awards.migrations.0006_ballots")
SAYS = "a ballot never changes what was decided"
DONE = [BallotState.CLOSED, BallotState.VOID]


def refused(work, *arguments, says=SAYS, **values):
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        work(*arguments, **values)


def in_state(state):
    """Return a ballot with one nominee, one voter and one teller, brought to the state."""
    ballot = make_ballot(nominees=[make_agency()], voters=[make_agency()])
    TellerCount.objects.create(ballot=ballot, teller=make_user(), place=1)
    BallotBox.objects.filter(ballot=ballot).update(sealed="x")
    if state is not BallotState.DRAFT:
        times = {"opened_at": NOON, "ended_at": NOON, "closed_at": NOON}
        times = {
            BallotState.OPEN: {"opened_at": NOON},
            BallotState.COUNTING: {"opened_at": NOON, "ended_at": NOON},
            BallotState.CLOSED: times,
            BallotState.VOID: {"void_reason": "Nhầm"},
        }[state]
        Ballot.objects.filter(pk=ballot.pk).update(state=state.value, **times)
    return Ballot.objects.get(pk=ballot.pk)


def other_value(ballot, column):
    """Return a value that the column may hold and does not hold now."""
    flags = ("is_secret", "threshold_strict", "self_vote")
    if column in flags:
        return not getattr(ballot, column)
    if column.endswith("_at"):
        return "2001-01-01 00:00:00+00:00"
    return {
        "id": ballot.pk + 1000,
        "season_id": make_season().pk,
        "award_type_id": make_award_type().pk,
        "previous_id": make_ballot().pk,
        "state": "draft",
        "title": "Khác",
        "purpose": "office",
        "role": "head",
        "method": "paper",
        "share_of": "present",
        "void_reason": "Khác",
    }.get(column, 50)


COLUMNS = [field.attname for field in Ballot._meta.local_fields if field.name != "meeting"]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("state", DONE)
def test_no_column_of_a_ballot_that_is_over_can_be_written(column, state):
    ballot = in_state(state)

    refused(change, ballot, **{column: other_value(ballot, column)})

    assert Ballot.objects.get(pk=ballot.pk).state == state


@pytest.mark.parametrize("state", DONE)
def test_its_meeting_may_be_written_anew(state):
    ballot = in_state(state)

    change(ballot, meeting=make_meeting(ballot.season))
    change(ballot, meeting=None)

    assert Ballot.objects.get(pk=ballot.pk).meeting is None


@pytest.mark.parametrize("state", [state for state in BallotState if state != BallotState.DRAFT])
def test_a_ballot_that_was_opened_is_never_taken_away(state):
    refused(run, "DELETE FROM awards_ballot WHERE id = %s", in_state(state).pk)


WRITES = [
    (Nominee, {BallotState.DRAFT}, {"agency": make_agency, "position": lambda: 7}),
    (BallotVoter, {BallotState.DRAFT, BallotState.OPEN}, {"agency": make_agency}),
    (
        TellerCount,
        {BallotState.DRAFT, BallotState.OPEN, BallotState.COUNTING},
        {"teller": make_user, "place": lambda: 2},
    ),
]


@pytest.mark.parametrize("state", list(BallotState))
@pytest.mark.parametrize(("model", "allowed", "made"), WRITES)
def test_nominees_roll_and_tellers_are_written_only_in_their_time(model, allowed, made, state):
    ballot = in_state(state)
    row = model.objects.get(ballot=ballot)
    values = {name: make() for name, make in made.items()}
    moved = model.objects.get(ballot=in_state(BallotState.DRAFT))
    works = [
        lambda: model.objects.create(ballot=ballot, **values),
        lambda: change(row, **values),
        lambda: change(moved, ballot=ballot, **{name: make() for name, make in made.items()}),
        lambda: model.objects.filter(pk=row.pk).delete(),
    ]

    for work in works:
        if state in allowed:
            with transaction.atomic():
                work()
                transaction.set_rollback(True)
        else:
            refused(work)


@pytest.mark.parametrize("state", list(BallotState))
def test_nothing_is_put_into_a_box_that_is_not_open(state):
    box = in_state(state).box

    if state in {BallotState.DRAFT, BallotState.OPEN}:
        change(box, sealed="y")
    else:
        refused(change, box, sealed="y")
    change(box, sealed="")

    assert BallotBox.objects.get(pk=box.pk).sealed == ""


FINAL = [(BallotResult, new_result), (NomineeResult, of_nominee), (BallotOverride, override)]


@pytest.mark.parametrize(("model", "make"), FINAL)
def test_results_and_overrides_are_written_once(model, make):
    row = make()

    for field in model._meta.local_fields:
        refused(change, row, **{field.attname: getattr(row, field.attname)})
    refused(run, f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk)  # noqa: S608

    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
@pytest.mark.parametrize(("model", "make"), FINAL)
def test_results_are_not_replaced_by_others(model, make):
    row, table = make(), model._meta.db_table
    again = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s"  # noqa: S608

    refused(run, again, row.pk, says="UNIQUE constraint failed")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_a_ballot_is_not_replaced_by_another():
    closed = in_state(BallotState.CLOSED)
    row = "SELECT * FROM awards_ballot WHERE id = %s"
    run(f"CREATE TEMP TABLE other AS {row}", closed.pk)
    run("UPDATE other SET id = id + 1000, state = 'draft'")

    refused(run, f"INSERT OR REPLACE INTO awards_ballot {row}", closed.pk)
    refused(run, "INSERT OR REPLACE INTO awards_ballot SELECT * FROM other")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
@pytest.mark.parametrize("model", [Ballot, *(model for model, _ in FINAL)])
def test_the_tables_are_not_emptied_at_a_stroke(model):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a check cannot be truncated

    refused(run, f"TRUNCATE {model._meta.db_table} CASCADE")


def test_a_draft_may_be_changed_and_taken_away():
    ballot = in_state(BallotState.DRAFT)

    change(ballot, title="Khác", version=2)
    ballot.delete()

    assert not Nominee.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_taken_down_and_put_up_again():
    ballot = in_state(BallotState.CLOSED)

    with connection.schema_editor() as editor:
        guards.unguard(None, editor)
    change(ballot, title="Khác")
    with connection.schema_editor() as editor:
        guards.guard(None, editor)

    refused(change, ballot, title="Khác nữa")

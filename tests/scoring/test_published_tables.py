"""A published table never changes: the database refuses it, whoever asks and however."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from scoring.models import CriteriaTable, Criterion
from scoring.states import TableState
from tests.constraints import change, columns_of, repeat, run
from tests.factories import make_cycle, make_province, make_table

pytestmark = pytest.mark.django_db
guards = import_module("scoring.migrations.0005_published_tables_never_change")
SAYS = "a published criteria table never changes"


def refused(work, *arguments, **values):
    with pytest.raises(IntegrityError, match=SAYS), transaction.atomic():
        work(*arguments, **values)


def other_value(table, column):
    """Return a value that the column may hold and does not hold now."""
    return {
        "id": table.pk + 1000,
        "number": 9,
        "scale": 1,
        "is_sample": True,
        "version": 9,
        "published_at": "2001-01-01 00:00:00+00:00",
        "rules": {"decimals": 1},
        "cycle_id": make_cycle().pk,
        "province_id": make_province().pk,
        "amends_id": make_table().pk,
        "cloned_from_id": make_table().pk,
    }.get(column, "draft" if column == "state" else "khac")


@pytest.mark.parametrize("column", columns_of(CriteriaTable))
@pytest.mark.parametrize("state", [TableState.PUBLISHED, TableState.CLOSED])
def test_no_column_of_a_published_table_can_be_written(column, state):
    table = make_table()
    CriteriaTable.objects.filter(pk=table.pk).update(state=state.value)

    refused(change, table, **{column: other_value(table, column)})

    assert CriteriaTable.objects.get(pk=table.pk).state == state


@pytest.mark.parametrize("column", columns_of(Criterion))
def test_no_column_of_its_criteria_can_be_written(column):
    leaf = make_table().criteria.get(key="I.1")

    refused(change, leaf, **{column: getattr(leaf, column)})


def test_nothing_is_taken_away_from_it_or_added_to_it():
    table, draft = make_table(), make_table(published=False)
    leaf, moved = table.criteria.get(key="IV"), draft.criteria.get(key="IV")

    refused(run, "DELETE FROM scoring_criterion WHERE id = %s", leaf.pk)
    refused(run, "DELETE FROM scoring_criteriatable WHERE id = %s", table.pk)
    refused(change, moved, table=table, key="V", position=99)
    refused(repeat, leaf, key="V", position=99)

    assert table.criteria.count() == draft.criteria.count() == 7


def test_it_is_closed_and_never_opened_again():
    table = make_table()

    CriteriaTable.objects.filter(pk=table.pk).update(state=TableState.CLOSED.value)

    refused(change, table, state=TableState.PUBLISHED.value)


def test_a_draft_may_be_changed_and_taken_away():
    table = make_table(published=False)

    table.criteria.filter(key="IV").update(label="Khác")
    CriteriaTable.objects.filter(pk=table.pk).update(title="Khác", version=2)
    table.delete()

    assert not Criterion.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_it_is_not_replaced_by_another():
    table, draft = make_table(), make_table(published=False)
    leaf = table.criteria.get(key="IV")
    row = "SELECT * FROM scoring_criteriatable WHERE id = %s"
    run("CREATE TEMP TABLE other AS SELECT * FROM scoring_criterion WHERE id = %s", leaf.pk)
    run("UPDATE other SET table_id = %s, key = 'V', position = 99", draft.pk)

    refused(run, f"INSERT OR REPLACE INTO scoring_criteriatable {row}", table.pk)
    refused(run, "INSERT OR REPLACE INTO scoring_criterion SELECT * FROM other")

    assert table.criteria.count() == 7


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
@pytest.mark.parametrize("name", ["scoring_criterion", "scoring_criteriatable"])
def test_the_tables_are_not_emptied_at_a_stroke(name):
    make_table()
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a check cannot be truncated

    refused(run, f"TRUNCATE {name} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_taken_down_and_put_up_again():
    table = make_table()

    with connection.schema_editor() as editor:
        guards.unguard(None, editor)
    CriteriaTable.objects.filter(pk=table.pk).update(title="Khác")
    with connection.schema_editor() as editor:
        guards.guard(None, editor)

    refused(change, table, title="Khác nữa")

"""What was once written about eligibility stays: the database refuses changes, however asked."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from awards.models import AwardCondition, ConditionCheck, ConditionConfirmation
from tests.constraints import change, columns_of, run
from tests.factories import (
    NOON,
    make_agency,
    make_award_type,
    make_condition,
    make_province,
    make_season,
    make_user,
)

pytestmark = pytest.mark.django_db
guards = import_module("awards.migrations.0005_eligibility")


def refused(work, *arguments, **values):
    with pytest.raises(IntegrityError, match=guards.SAYS), transaction.atomic():
        work(*arguments, **values)


def other_value(row, column):
    """Return a value that the column may hold and does not hold now."""
    return {
        "id": row.pk + 1000,
        "award_type_id": make_award_type().pk,
        "province_id": make_province().pk,
        "position": 9,
        "kind": "led_bloc",
        "params": {"exception": True},
        "valid_from": "2001-01-01",
        "valid_to": "2002-01-01",
        "is_warning": True,
        "replaces_id": make_condition().pk,
        "written_by_id": make_user().pk,
        "written_at": NOON,
    }.get(column, "khac")


@pytest.mark.parametrize("column", sorted(set(columns_of(AwardCondition)) - {"retired_at"}))
def test_no_column_of_a_condition_can_be_written(column):
    row = make_condition()

    refused(change, row, **{column: other_value(row, column)})


def test_a_condition_retires_once():
    row = make_condition()
    change(row, retired_at=NOON)

    refused(change, row, retired_at=None)
    refused(change, row, retired_at=NOON)


def test_every_column_is_guarded():
    """A column that a later migration adds has to be added to the guard."""
    assert set(guards.COLUMNS) | {"retired_at"} == set(columns_of(AwardCondition))


def rows():
    condition, season, agency = make_condition(), make_season(), make_agency()
    check = ConditionCheck.objects.create(
        condition=condition, verified=True, note="Đã xem", checked_at=NOON
    )
    confirmation = ConditionConfirmation.objects.create(
        condition=condition,
        season=season,
        agency=agency,
        met=True,
        note="Đã xem",
        confirmed_at=NOON,
    )
    return condition, check, confirmation


def test_nothing_of_it_is_deleted():
    for row in reversed(rows()):
        table = row._meta.db_table
        refused(run, f"DELETE FROM {table} WHERE id = %s", row.pk)  # noqa: S608 -- our own tables


def test_checks_and_confirmations_never_change():
    _, check, confirmation = rows()

    refused(change, check, verified=False)
    refused(change, check, note="Khác")
    refused(change, confirmation, met=False)
    refused(change, confirmation, note="Khác")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_they_are_not_replaced_by_others():
    for row in rows():
        table = row._meta.db_table
        same = f"SELECT * FROM {table} WHERE id = %s"  # noqa: S608 -- as above
        refused(run, f"INSERT OR REPLACE INTO {table} {same}", row.pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
def test_the_tables_are_not_emptied_at_a_stroke():
    for row in rows():
        run("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a check cannot be truncated
        refused(run, f"TRUNCATE {row._meta.db_table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_the_guards_can_be_taken_down_and_put_up_again():
    row = make_condition()

    with connection.schema_editor() as editor:
        guards.unguard(None, editor)
    change(row, wording="Khác")
    with connection.schema_editor() as editor:
        guards.guard(None, editor)

    refused(change, row, wording="Khác nữa")

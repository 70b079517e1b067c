"""The triggers on lines of another site's register, tried with raw writes on either database."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from reports.models import CarriedPaper
from tests.factories import NOON
from tests.reports.carried_constraints import carried
from tests.reports.issuing import new_code

pytestmark = pytest.mark.django_db
SAYS = "a carried line of the register never changes"


def refused(act) -> None:
    before = list(CarriedPaper.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match=SAYS), transaction.atomic():
        act()

    assert list(CarriedPaper.objects.order_by("pk").values()) == before


@pytest.fixture
def line() -> CarriedPaper:
    return carried()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "giao-uoc"},
        {"about": "Khác"},
        {"number": 6},
        {"issued_on": date(2023, 3, 1)},
        {"excerpt": "Khác"},
        {"sha256": "b" * 64},
        {"is_sample": True},
        {"state": "replaced", "ended_at": NOON},
        {"state": "withdrawn", "ended_at": NOON, "reason": "Sai số liệu."},
    ],
)
def test_a_line_neither_changes_nor_ends(line, fields):
    refused(lambda: CarriedPaper.objects.filter(pk=line.pk).update(**fields))


def test_a_line_is_not_taken_out(line):
    refused(lambda: CarriedPaper.objects.filter(pk=line.pk)._raw_delete("default"))


def test_a_line_bears_the_year_of_its_day():
    refused(lambda: carried(year=2022))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has INSERT OR REPLACE")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"id": 999, "number": 6},
        {"id": 999, "code": "new"},
        {"id": 999, "number": 6, "code": "new"},
    ],
    ids=["same-row", "same-code", "same-number", "same-former"],
)
def test_nothing_is_put_in_the_place_of_a_line(line, fields):
    held = carried(issuer=line.issuer, season=line.season, number=7, replaces=line)
    row = CarriedPaper.objects.filter(pk=held.pk).values().get() | fields
    if row["code"] == "new":
        row["code"] = new_code()

    refused(lambda: _replace(row))


def _replace(row: dict[str, object]) -> None:
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO reports_carriedpaper ({', '.join(row)}) VALUES ({places})",  # noqa: S608
            list(row.values()),
        )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL truncates")
def test_the_lines_are_not_emptied(line):
    # What waits for a check cannot be truncated at all.
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused(lambda: connection.cursor().execute("TRUNCATE reports_carriedpaper CASCADE"))

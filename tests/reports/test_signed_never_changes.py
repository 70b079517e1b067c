"""The triggers on signed and stamped copies, tried with raw writes on whichever database runs."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from reports.models import ScannedCopy, Signature, SignedCopy
from tests.factories import NOON, make_agency, make_season
from tests.reports.issuing import make_line, make_signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
SAYS = "a signed paper never changes"


def refused(act) -> None:
    with pytest.raises(DatabaseError, match=SAYS), transaction.atomic():
        act()


def held(row, **fields) -> None:
    rows = type(row).objects.filter(pk=row.pk)
    before = rows.values().get()

    refused(lambda: rows.update(**fields))

    assert rows.values().get() == before


@pytest.fixture
def rows():
    return make_signed(make_line(make_season(), make_agency()))


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 2},
        {"file": "b.pdf"},
        {"sha256": "b" * 64},
        {"size": 11},
        {"uploaded_at": "2023-03-01T00:00Z"},
    ],
)
def test_a_signed_copy_does_not_change(rows, fields):
    held(rows[0], **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"field": "ky-02"},
        {"place": "Sở B"},
        {"signer": "Khác"},
        {"organisation": "Khác"},
        {"issuer": "Khác"},
        {"serial": "13"},
        {"signed_at": "2023-03-01T00:00Z"},
        {"time_source": "stamp"},
        {"covers_file": False},
        {"trust": "trusted", "place": "Sở B"},
    ],
)
def test_a_signature_does_not_change(rows, fields):
    held(rows[1], **fields)


def test_what_is_known_of_a_certificate_is_written_anew(rows):
    found = Signature.objects.filter(pk=rows[1].pk)

    found.update(trust="revoked", trust_note="Thu hồi", checked_at=NOON)

    assert found.get().trust == "revoked"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "b.pdf"},
        {"signed_on": date(2023, 3, 1)},
        {"sha256": "b" * 64},
        {"file": "b.pdf"},
        {"version": 2},
        {"withdrawn_at": NOON, "reason": "Sai", "name": "b.pdf"},
    ],
)
def test_a_scan_does_not_change(rows, fields):
    held(rows[2], **fields)


def test_a_scan_is_withdrawn_once(rows):
    ScannedCopy.objects.filter(pk=rows[2].pk).update(withdrawn_at=NOON, reason="Thiếu trang")

    held(rows[2], reason="Khác")
    held(rows[2], withdrawn_at=None, reason="")


def test_nothing_is_deleted(rows):
    for row in reversed(rows):
        refused(lambda row=row: type(row).objects.filter(pk=row.pk)._raw_delete("default"))

    assert SignedCopy.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has INSERT OR REPLACE")
def test_nothing_is_put_in_the_place_of_another(rows):
    for row in rows:
        refused(lambda row=row: _replace(type(row)._meta.db_table, row.pk))


def _replace(table: str, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s",  # noqa: S608
            [pk],
        )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL truncates")
def test_no_table_is_emptied(rows):
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("reports_signature", "reports_signedcopy", "reports_scannedcopy"):
        refused(lambda table=table: connection.cursor().execute(f"TRUNCATE {table} CASCADE"))

"""The triggers on issued papers, tried with raw writes on whichever database runs the tests."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from django.db import DatabaseError, connection, transaction

from reports.models import Document, Issue
from tests.factories import NOON, make_agency, make_document, make_season
from tests.reports.issuing import make_line, new_code

pytestmark = pytest.mark.django_db
SAYS = "an issued paper never changes"


def refused(act) -> None:
    with pytest.raises(DatabaseError, match=SAYS), transaction.atomic():
        act()


@pytest.fixture
def line() -> Issue:
    return make_line(make_season(), make_agency())


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 6},
        {"symbol": "BC-X"},
        {"issued_on": date(2023, 3, 1)},
        {"year": 2024},
        {"excerpt": "Khác"},
        {"signers": ["Khác"]},
        {"code": "2" * 20},
        {"agency": None},
        {"issued_at": "2023-03-01T00:00Z"},
        {"version": 2},
        {"reason": "Chỉ ghi lý do"},
    ],
)
def test_a_line_of_the_register_does_not_change(line, fields):
    before = Issue.objects.filter(pk=line.pk).values().get()

    refused(lambda: Issue.objects.filter(pk=line.pk).update(**fields))

    assert Issue.objects.filter(pk=line.pk).values().get() == before


def test_a_line_that_ends_changes_nothing_else(line):
    rows = Issue.objects.filter(pk=line.pk)

    refused(lambda: rows.update(state="replaced", ended_at=NOON, number=6))

    assert rows.get().state == "issued"


@pytest.mark.parametrize(
    "fields", [{"state": "replaced"}, {"state": "withdrawn", "reason": "Sai số liệu."}]
)
def test_a_line_of_the_register_ends_once(line, fields):
    rows = Issue.objects.filter(pk=line.pk)

    rows.update(**fields, version=2, ended_at=NOON)

    refused(lambda: rows.update(state="issued", reason="", ended_at=None))
    refused(lambda: rows.update(state="replaced", reason=""))
    refused(lambda: rows.update(reason="Khác"))
    assert rows.get().state == fields["state"]


def test_nothing_is_taken_out_of_the_register(line):
    refused(lambda: Issue.objects.filter(pk=line.pk)._raw_delete("default"))


def test_a_line_bears_the_year_of_its_day():
    refused(lambda: make_line(make_season(), make_agency(), year=2022))


@pytest.mark.parametrize(
    "fields",
    [
        {"content": {"khác": 1}},
        {"imprint": None},
        {"imprint": {"number": "06"}},
        {"sha256": "b" * 64},
        {"file": "documents/y.pdf"},
        {"size": 11},
        {"ready_at": "2023-03-01T00:00Z"},
        {"state": "queued", "file": "", "sha256": ""},
        {"is_sample": True},
        {"subject_name": "Khác"},
        {"fingerprint": "f" * 64},
    ],
)
def test_the_paper_and_its_file_do_not_change(line, fields):
    before = Document.objects.filter(pk=line.document_id).values().get()

    refused(lambda: Document.objects.filter(pk=line.document_id).update(**fields))

    assert Document.objects.filter(pk=line.document_id).values().get() == before


def test_an_issued_paper_is_not_deleted(line):
    refused(lambda: Document.objects.filter(pk=line.document_id)._raw_delete("default"))


def test_a_paper_that_is_still_to_be_made_gets_its_file_but_keeps_its_words():
    season = make_season()
    waiting = make_document(season, imprint={"number": "05", "symbol": "BC-KTĐ"})
    rows = Document.objects.filter(pk=waiting.pk)

    refused(lambda: rows.update(content={"khác": 1}))
    rows.update(state="failed", error="Hết bộ nhớ", attempts=3)
    rows.update(state="queued", error="", attempts=0)
    rows.update(state="ready", file="a.pdf", sha256="a" * 64, size=1, ready_at=NOON)

    refused(lambda: rows.update(sha256="b" * 64))


def test_a_draft_may_still_change_and_go():
    draft = make_document(make_season())

    Document.objects.filter(pk=draft.pk).update(content={"khác": 1})

    assert Document.objects.filter(pk=draft.pk)._raw_delete("default") == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has INSERT OR REPLACE")
def test_nothing_is_put_in_the_place_of_an_issued_paper(line):
    for table, pk in (("reports_issue", line.pk), ("reports_document", line.document_id)):
        refused(lambda table=table, pk=pk: _replace(table, pk))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has INSERT OR REPLACE")
@pytest.mark.parametrize("same", ["number", "draft", "replaces"])
def test_no_other_line_is_put_in_the_place_of_one(same):
    season, agency = make_season(), make_agency()
    former = make_line(season, agency, number=4)
    held = make_line(season, agency, replaces=former)
    changes = {
        "id": 987,
        "code": new_code(),
        "document_id": make_document(season).pk,
        "draft_id": held.draft_id if same == "draft" else make_document(season).pk,
        "number": 5 if same == "number" else 6,
        "replaces_id": former.pk if same == "replaces" else None,
    }

    refused(lambda: _replace("reports_issue", held.pk, changes))

    assert list(Issue.objects.order_by("pk")) == [former, held]


def _replace(table: str, pk: int, changes: Mapping[str, object] = MappingProxyType({})) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [pk])  # noqa: S608
        row = dict(
            zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True)
        )
        row |= changes
        places = ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({places})",  # noqa: S608
            list(row.values()),
        )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL truncates")
def test_the_register_is_not_emptied(line):
    # What waits for a check cannot be truncated at all.
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused(lambda: connection.cursor().execute("TRUNCATE reports_issue CASCADE"))
    refused(lambda: connection.cursor().execute("TRUNCATE reports_document CASCADE"))

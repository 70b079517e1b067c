from datetime import UTC, datetime

import pytest
from django.db import connection

from accounts import audit
from accounts.audit import Finding, Head, verify_chain
from accounts.models import GENESIS, AuditEvent
from tests.accounts.append_only import sleeping_triggers
from tests.accounts.lines import write_lines


@pytest.mark.django_db
def test_an_edited_line_is_found():
    write_lines(5)

    with sleeping_triggers():
        AuditEvent.objects.filter(id=3).update(after={"line": 33})

    assert verify_chain() == Finding(3, "nội dung đã bị sửa")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"actor": None},
        {"actor_label": "Người khác"},
        {"action": "test.other"},
        {"subject_type": "accounts.other"},
        {"subject_id": "0"},
        {"subject_label": "khác"},
        {"before": {"line": 0}},
        {"before": {"line": 0.5}},  # what no line could ever have held
        {"reason": "khác"},
        {"address": "10.9.9.9"},
        {"request_id": "khác"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"hash": "c" * 64},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_no_column_can_be_edited_unseen(changes):
    write_lines(3)

    with sleeping_triggers():
        AuditEvent.objects.filter(id=2).update(**changes)

    assert verify_chain() == Finding(2, "nội dung đã bị sửa")


@pytest.mark.django_db
@pytest.mark.parametrize("position", [1, 3])
def test_a_deleted_line_is_found(position):
    write_lines(5)

    with sleeping_triggers():
        AuditEvent.objects.filter(id=position).delete()

    assert verify_chain() == Finding(position, "không còn dòng này trong nhật ký")


@pytest.mark.django_db
def test_two_swapped_lines_are_found():
    lines = write_lines(5)

    with sleeping_triggers():
        AuditEvent.objects.filter(id=2).update(after=lines[2].after)
        AuditEvent.objects.filter(id=3).update(after=lines[1].after)

    assert verify_chain() == Finding(2, "nội dung đã bị sửa")


@pytest.mark.django_db
def test_two_lines_that_changed_places_whole_are_found():
    write_lines(5)

    with sleeping_triggers():
        AuditEvent.objects.filter(id=2).update(id=99)
        AuditEvent.objects.filter(id=3).update(id=2)
        AuditEvent.objects.filter(id=99).update(id=3)

    assert verify_chain() == Finding(2, "không nối với dòng đứng trước")


@pytest.mark.django_db
def test_a_check_from_the_middle_trusts_the_line_before_it():
    lines = write_lines(5)
    with sleeping_triggers():
        AuditEvent.objects.filter(id=2).update(reason="khác")

    assert verify_chain(since=4) == Head(5, lines[-1].hash)
    assert verify_chain(since=2) == Finding(2, "nội dung đã bị sửa")
    assert verify_chain(since=9) == Finding(8, "không còn dòng này trong nhật ký")


@pytest.mark.django_db
def test_an_empty_chain_is_whole():
    assert verify_chain() == Head(0, GENESIS)


@pytest.mark.django_db
def test_the_guards_are_missed_when_they_sleep():
    present = audit.missing_guards()

    with sleeping_triggers():
        asleep = audit.missing_guards()

    assert present == []
    assert "accounts_auditevent_next_only" in asleep
    assert len(asleep) == {"sqlite": 3, "postgresql": 2}[connection.vendor]

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import audit
from accounts.audit import Head, verify_chain
from accounts.context import RequestContext, request_context
from accounts.models import GENESIS, AuditEvent, User
from tests.accounts.append_only import sleeping_triggers
from tests.accounts.lines import write_lines
from tests.factories import make_user


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_a_line_says_who_did_what_to_what_from_where():
    actor = make_user(username="can-bo", full_name="Nguyễn Văn A")
    subject = make_user(full_name="Trần Thị B")
    here = RequestContext(request_id="abc123", address="10.0.0.7")

    with request_context(here), transaction.atomic():
        audit.record(
            actor=actor,
            action="user.rename",
            subject=subject,
            before={"points": Decimal("9.5"), "nested": {"z": 1, "a": [True, None]}},
            after={"at": datetime(2022, 12, 1, 3, tzinfo=UTC)},
            reason="theo công văn\r\nngày 01/12",
        )

    line = AuditEvent.objects.get()
    assert (line.id, line.previous_hash) == (1, GENESIS)
    assert (line.actor, line.actor_label) == (actor, "Nguyễn Văn A (can-bo)")
    assert (line.action, line.subject_type) == ("user.rename", "accounts.user")
    assert (line.subject_id, line.subject_label) == (str(subject.pk), "Trần Thị B")
    assert line.before == {"points": "9.50", "nested": {"a": [True, None], "z": 1}}
    assert line.after == {"at": "2022-12-01T03:00:00.000000+00:00"}
    assert line.reason == "theo công văn\r\nngày 01/12"
    assert (line.address, line.request_id) == ("10.0.0.7", "abc123")
    assert verify_chain() == Head(1, line.hash)


@pytest.mark.django_db
def test_the_system_acts_under_its_own_name_and_outside_a_request():
    user = make_user()

    line = audit.record(actor=None, action="test.line", subject=user, before={}, after={})

    assert (line.actor_id, line.actor_label, line.address) == (None, "hệ thống", "")


@pytest.mark.django_db
def test_text_that_only_one_database_could_hold_still_verifies():
    user = make_user()

    audit.record(
        actor=user,
        action="test.line",
        subject=user,
        before={"note\x00": "a\x00b \ud83d"},
        after={"emoji": "😀", "combining": "ê\u0301"},
        reason="x\x00y",
    )

    assert AuditEvent.objects.get().reason == "x\ufffdy"
    assert isinstance(verify_chain(), Head)


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused():
    user = make_user()

    with pytest.raises(RuntimeError, match="inside the transaction"):
        audit.record(actor=user, action="test.line", subject=user, before={}, after={})

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_subject_that_is_not_saved_is_refused():
    with pytest.raises(ValueError, match="Save the subject"):
        audit.record(actor=None, action="test.line", subject=User(), before={}, after={})


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_no_line_and_no_gap():
    write_lines(1)

    @transaction.atomic
    def fail_after_the_line() -> None:
        audit.record(actor=None, action="test.lost", subject=make_user(), before={}, after={})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_the_line()
    write_lines(1)

    assert list(AuditEvent.objects.values_list("id", "action")) == [
        (1, "test.line"),
        (2, "test.line"),
    ]
    assert isinstance(verify_chain(), Head)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditevent SET reason = 'khác' WHERE id = 2",
        "DELETE FROM accounts_auditevent WHERE id = 2",
        "DELETE FROM accounts_auditevent",
    ],
)
def test_the_database_refuses_to_change_a_line(statement):
    write_lines(3)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(statement)

    assert AuditEvent.objects.count() == 3
    assert isinstance(verify_chain(), Head)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_empty_the_table():
    if connection.vendor == "sqlite":
        emptying = "DELETE FROM accounts_auditevent"  # SQLite's word for it
    else:
        emptying = "TRUNCATE accounts_auditevent"
    write_lines(1)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(emptying)

    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_the_orm_cannot_change_a_line_either():
    write_lines(2)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(id=1).update(reason="khác")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(id=2).delete()


@pytest.mark.django_db
@pytest.mark.parametrize("position", [2, 5])
def test_the_database_refuses_a_line_that_does_not_come_next(position):
    write_lines(3)
    line = AuditEvent.objects.get(id=3)
    line.id, line.hash, line.previous_hash = position, "f" * 64, "e" * 64

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.django_db
def test_the_database_refuses_to_replace_a_line():
    write_lines(2)
    columns = "id, at, actor_id, actor_label, action, subject_type, subject_id, subject_label, "
    columns += "before, after, reason, address, request_id, previous_hash, hash"
    same = f"SELECT {columns} FROM accounts_auditevent WHERE id = 1"  # noqa: S608 -- no input
    if connection.vendor == "sqlite":
        replacing = f"INSERT OR REPLACE INTO accounts_auditevent ({columns}) {same}"
    else:
        replacing = (
            f"INSERT INTO accounts_auditevent ({columns}) {same} "
            "ON CONFLICT (id) DO UPDATE SET reason = 'khác'"
        )

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(replacing)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"previous_hash": GENESIS}, "audit_first_iff_genesis"),
        ({"hash": "abc"}, "audit_hashes_whole"),
        ({"hash": "b" * 64, "previous_hash": "b" * 64}, "audit_hash_moves_on"),
        ({"action": ""}, "audit_action_and_subject_named"),
        ({"actor_label": ""}, "audit_action_and_subject_named"),
    ],
)
def test_the_database_refuses_a_line_that_is_not_whole(changes, constraint):
    write_lines(2)

    with (
        sleeping_triggers(),
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
    ):
        AuditEvent.objects.filter(id=2).update(**changes)


@pytest.mark.django_db
def test_an_actor_of_the_audit_cannot_be_deleted():
    write_lines(1)
    run("DELETE FROM accounts_user WHERE id = %s", AuditEvent.objects.get().actor_id)

    # Both databases look at foreign keys at the end of the transaction.
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    transaction.set_rollback(True)

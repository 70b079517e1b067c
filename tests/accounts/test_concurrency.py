from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts import audit, services
from accounts.audit import Head, verify_chain
from accounts.errors import Invalid
from accounts.models import AuditEvent, User
from tests.factories import PASSWORD, make_user

WRITERS, LINES_EACH = 10, 20


@pytest.mark.django_db(transaction=True)
def test_ten_writers_at_once_make_one_unbroken_chain():
    user = make_user()

    def write(writer: int) -> None:
        try:
            for line in range(LINES_EACH):
                with transaction.atomic():
                    audit.record(
                        actor=user,
                        action="test.line",
                        subject=user,
                        before={},
                        after={"writer": writer, "line": line},
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    head = verify_chain()
    assert isinstance(head, Head)
    assert head.count == WRITERS * LINES_EACH
    written = {(e.after["writer"], e.after["line"]) for e in AuditEvent.objects.all()}
    assert len(written) == WRITERS * LINES_EACH


@pytest.mark.django_db(transaction=True)
def test_two_people_who_add_the_same_name_at_once_add_one_person():
    def add(_: int) -> str:
        try:
            services.create_user(
                actor=None, username="van-thu", full_name="Văn thư", password=PASSWORD
            )
        except Invalid as refusal:
            return refusal.field
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(add, range(4)))

    assert outcomes == ["added", "username", "username", "username"]
    assert User.objects.count() == 1
    assert AuditEvent.objects.count() == 1

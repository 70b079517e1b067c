"""Audit lines for tests to look at and to tamper with."""

from django.db import transaction

from accounts import audit
from accounts.models import AuditEvent
from tests.factories import make_user


@transaction.atomic
def write_lines(number: int) -> list[AuditEvent]:
    """Record so many lines, each with its number in ``after``."""
    user = make_user()
    return [
        audit.record(actor=user, action="test.line", subject=user, before={}, after={"line": i})
        for i in range(1, number + 1)
    ]

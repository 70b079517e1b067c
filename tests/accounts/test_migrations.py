from importlib import import_module

import pytest
from django.db import connection

from accounts.audit import missing_guards

guards = import_module("accounts.migrations.0002_audit_is_append_only")


@pytest.mark.django_db(transaction=True)
def test_the_guards_of_the_audit_can_be_taken_down_and_put_up_again():
    with connection.schema_editor() as editor:
        guards.unguard(None, editor)
    taken_down = missing_guards()

    with connection.schema_editor() as editor:
        guards.guard(None, editor)

    assert len(taken_down) == {"sqlite": 3, "postgresql": 2}[connection.vendor]
    assert missing_guards() == []

"""Real threads on a file of SQLite and on PostgreSQL: a name changes while a covenant is issued."""

import pytest

from accounts.models import AuditEvent
from accounts.row_texts import RowEdit
from reports import services
from reports.models import Issue
from reports.selectors.signing import signing_of
from reports.states import DocumentKind
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_covenant_is_issued_or_a_member_renamed_and_never_both():
    season, agencies = season_of_2022(3)
    draft = ready_draft(season, DocumentKind.COVENANT)
    row = season.memberships.get(position=2)

    def rename():
        edits = {row.pk: RowEdit(row.name, "Tên mới")}
        services.rename_members(season_id=season.pk, edits=edits, actor=None)

    def put_in_force():
        issue(draft, number=None, symbol="")

    renamed, issued = at_once(rename, put_in_force)

    assert (renamed, issued) in {("done", "NotAllowed"), ("Refused", "done")}
    row.refresh_from_db()
    assert (row.name == "Tên mới") is (renamed == "done")
    assert AuditEvent.objects.filter(action="season.rename_members").exists() is (renamed == "done")
    for line in Issue.objects.with_names():
        assert signing_of(line).agencies_signing() == {one.pk for one in agencies}

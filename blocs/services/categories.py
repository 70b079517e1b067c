"""Which category each member of a season is of, where limits of classes depend on it."""

from collections.abc import Mapping

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from accounts.row_texts import RowEdit, refuse_changed
from blocs.models import Membership
from blocs.permissions import can_set_categories
from blocs.rules.text import tidy_line
from blocs.services.rows import GONE, checked, locked_season
from blocs.standing import standing_of


@transaction.atomic
def set_categories(*, season_id: int, edits: Mapping[int, RowEdit], actor: User | None) -> int:
    """Set the categories of several members, all of them or none.

    Args:
        edits: by membership; an empty text is no category.

    Returns:
        how many changed.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: categories were changed after the page was opened.
        Invalid: a membership is not the season's, or a category is too long.
    """
    season = locked_season(season_id)
    can_set_categories(standing_of(actor), season).demand()
    rows = season.memberships.select_related("agency").select_for_update(of=("self",), no_key=True)
    found = list(rows.filter(pk__in=edits).order_by("pk"))
    if len(found) < len(edits):
        raise Invalid(GONE)
    before = {row.agency.code: row.category for row in found}
    refuse_changed((f"{row.name}: nhóm đơn vị", row.category, edits[row.pk]) for row in found)
    for row in found:
        row.category = tidy_line(edits[row.pk].text)
        checked(row)
    changed = [row for row in found if row.category != before[row.agency.code]]
    if not changed:
        return 0
    Membership.objects.bulk_update(changed, ["category"])
    audit.record(
        actor=actor,
        action="season.set_categories",
        subject=season,
        before={row.agency.code: before[row.agency.code] for row in changed},
        after={row.agency.code: row.category for row in changed},
    )
    return len(changed)

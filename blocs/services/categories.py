"""Which category each member of a season is of, where limits of classes depend on it."""

from collections.abc import Mapping

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from accounts.row_texts import RowEdit
from blocs.models import Membership
from blocs.permissions import can_set_categories
from blocs.services.rows import GONE, locked_season, write_texts
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
    changed = write_texts(
        Membership, found, "category", edits, called=lambda row: f"{row.name}: nhóm đơn vị"
    )
    if changed:
        audit.record(
            actor=actor,
            action="season.set_categories",
            subject=season,
            before={row.agency.code: stored for row, stored in changed},
            after={row.agency.code: row.category for row, _ in changed},
        )
    return len(changed)

"""What the members of a season are called in its papers."""

from collections.abc import Mapping

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from accounts.row_texts import RowEdit
from blocs.models import Membership
from blocs.permissions import can_rename_members, seats_of
from blocs.rules.text import tidy_line
from blocs.services.rows import GONE, locked_season, write_texts
from blocs.standing import standing_of


@transaction.atomic
def rename_members(*, season_id: int, edits: Mapping[int, RowEdit], actor: User | None) -> int:
    """Write several members' names as papers print them, all of them or none.

    Args:
        edits: by membership.

    Returns:
        how many changed.

    Raises:
        NotAllowed: the dossier is with the province, or not by this person.
        Stale: a name was changed after the page was opened.
        Invalid: a membership is not the season's, or a name is empty, too long or another's.
    """
    season = locked_season(season_id)
    can_rename_members(standing_of(actor), season, seats_of(season)).demand()
    rows = season.memberships.select_related("agency").select_for_update(of=("self",), no_key=True)
    held = list(rows.order_by("pk"))
    found = [row for row in held if row.pk in edits]
    if len(found) < len(edits):
        raise Invalid(GONE)
    if not all(tidy_line(edit.text) for edit in edits.values()):
        raise Invalid("Quý vị cần ghi tên đơn vị.")
    changed = write_texts(
        Membership, found, "name", edits, called=lambda row: f"{row.agency.short_name}: tên đơn vị"
    )
    names = [row.name.casefold() for row in held]
    for row, _ in changed:
        if names.count(row.name.casefold()) > 1:
            raise Invalid(f"Hai đơn vị cùng mang tên “{row.name}”.")
    if changed:
        audit.record(
            actor=actor,
            action="season.rename_members",
            subject=season,
            before={row.agency.code: stored for row, stored in changed},
            after={row.agency.code: row.name for row, _ in changed},
        )
    return len(changed)

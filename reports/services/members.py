"""Members get another name in a season's papers, unless an issued paper is signed by the name."""

from collections.abc import Mapping

from django.db import transaction

from accounts.errors import Refused
from accounts.models import User
from accounts.row_texts import RowEdit
from blocs import services
from blocs.rules.text import tidy_line
from blocs.services.rows import locked_season
from reports.selectors.members import held_names


@transaction.atomic
def rename_members(*, season_id: int, edits: Mapping[int, RowEdit], actor: User | None) -> int:
    """Write several members' names, all of them or none; return how many changed.

    Raises:
        Refused: an issued paper in force is signed by one of these names.

    Raises also what ``blocs.services.rename_members`` raises.
    """
    season = locked_season(season_id)
    held = held_names(season)
    for row in season.memberships.filter(pk__in=edits, agency__in=held):
        if tidy_line(edits[row.pk].text) != row.name:
            raise Refused(f"{row.name}: {held[row.agency_id]}")
    return services.rename_members(season_id=season_id, edits=edits, actor=actor)

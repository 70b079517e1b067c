"""Members get another name in a season's papers, unless an issued paper is signed by the name."""

from collections.abc import Mapping

from django.db import transaction

from accounts.errors import Refused
from accounts.models import User
from accounts.row_texts import RowEdit
from blocs import services
from blocs.services.rows import locked_season
from reports.selectors.members import moved_place, signing_places


@transaction.atomic
def rename_members(*, season_id: int, edits: Mapping[int, RowEdit], actor: User | None) -> int:
    """Write several members' names, all of them or none; return how many changed.

    Raises:
        Refused: a place to sign in an issued paper in force would be nobody's, or another's.

    Raises also what ``blocs.services.rename_members`` raises.
    """
    season = locked_season(season_id)
    before = signing_places(season)
    changed = services.rename_members(season_id=season_id, edits=edits, actor=actor)
    fault = moved_place(before, signing_places(season))
    if fault:
        raise Refused(fault)
    return changed

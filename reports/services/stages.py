"""The year of a bloc, step by step: the one place that knows what all apps demand of a step."""

from collections.abc import Mapping

from django.db import transaction

from accounts.errors import NotAllowed
from accounts.models import User
from awards.services import fill_titles, titles_for
from blocs.models import Season
from blocs.rules.stages import previous_stage
from blocs.services.seasons import move_season
from blocs.standing import standing_of
from blocs.states import Stage
from reports.permissions import can_enter, can_step_back
from scoring.models import Amendment, CriteriaTable, ScoreSheet, SeasonTable
from scoring.services import apply_amendment, open_sheets
from scoring.states import LinePolicy


@transaction.atomic
def advance_season(
    *, season_id: int, to: Stage, seen_version: int, actor: User | None, reason: str = ""
) -> Season:
    """Move a season on to a stage that follows; on "tự chấm điểm" the members get their sheets.

    In order: the stage changes, sheets are opened where a table is assigned, and the awards
    that give a bonus are counted on them.

    Args:
        seen_version: the version of the season that the actor's page was showing.

    Raises:
        Stale: the season moved after the page was opened.
        NotAllowed: the stage does not follow, is not ready to be entered, or not this person.
    """
    before = Stage(Season.objects.values_list("stage", flat=True).get(pk=season_id))
    if to == previous_stage(before):
        raise NotAllowed("Việc này chỉ đưa năm thi đua sang bước sau.")
    season = move_season(
        season_id=season_id, to=to, seen_version=seen_version, actor=actor, reason=reason
    )
    # Asked after the move, which holds the season: no sheet can change any more.
    can_enter(season, to).demand()
    if to is Stage.SELF_SCORING and SeasonTable.objects.filter(season=season).exists():
        open_season_sheets(season_id=season_id, actor=actor)
    return season


@transaction.atomic
def open_season_sheets(*, season_id: int, actor: User | None) -> list[ScoreSheet]:
    """Open the sheets that members lack, and count their awards of the reference year on them.

    Returns:
        the sheets that were opened now.

    Raises:
        Refused: no table is assigned to the season.
        NotAllowed: not at this stage, or not by this person.
    """
    opened = open_sheets(season_id=season_id, actor=actor)
    fill_titles(season_id=season_id, actor=actor)
    return opened


@transaction.atomic
def amend_season_table(
    *,
    season_id: int,
    to_table: CriteriaTable,
    choices: Mapping[str, LinePolicy],
    reason: str,
    seen_table: int,
    actor: User | None,
) -> Amendment:
    """Move a season and its sheets to an amended table, and count awards as that one does.

    The amended table may count other awards, or those of another year, and have new lines for
    them; all are counted anew from the records.

    Args:
        choices: what becomes of points, by the changed criterion's key in the new table.
        seen_table: the table that the season scored with when the page was opened.

    Raises:
        NotAllowed, Stale, Invalid, Refused: as ``scoring.services.apply_amendment``.
    """
    amendment = apply_amendment(
        season_id=season_id,
        to_table=to_table,
        choices=choices,
        reason=reason,
        seen_table=seen_table,
        actor=actor,
        titles_of=titles_for,
    )
    fill_titles(season_id=season_id, actor=actor)  # on the lines of criteria that are new
    return amendment


@transaction.atomic
def step_back_season(
    *, season_id: int, seen_version: int, actor: User | None, reason: str
) -> Season:
    """Take a season one stage back; only the province does, and says why.

    Raises:
        Stale: the season moved after the page was opened.
        NotAllowed: it is at its first stage, or not by this person.
        Refused: no reason is given.
    """
    season = Season.objects.with_names().get(pk=season_id)
    can_step_back(standing_of(actor), season).demand()
    to = previous_stage(Stage(season.stage))
    if to is None:
        raise NotAllowed("Năm thi đua đang ở bước đầu tiên.")
    return move_season(
        season_id=season_id, to=to, seen_version=seen_version, actor=actor, reason=reason
    )

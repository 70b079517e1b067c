"""From when the members of a season see each other's points."""

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.permissions import seats_of
from blocs.rules.stages import ORDER, has_reached
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from blocs.states import Stage
from scoring.models import SeasonTable
from scoring.permissions import can_set_visibility

# Never before the ranking can be frozen (decision 0004).
OPENING_STAGES = tuple(stage for stage in ORDER if has_reached(stage, Stage.BLOC_REVIEW))


@transaction.atomic
def set_visibility(
    *,
    season_id: int,
    totals_from: Stage,
    lines_from: Stage,
    seen: tuple[Stage, Stage],
    actor: User | None,
) -> SeasonTable:
    """Set the stages from which the members see each other's totals, and then their lines.

    Nothing opens before the ranking is frozen and all of it is public.

    Args:
        seen: totals_from and lines_from as the page was showing them.

    Raises:
        Refused: the season has no table.
        Stale: a colleague set them first.
        NotAllowed: the season is closed, or not by this person.
        Invalid: before the bloc's review, or the lines before the totals that they add up to.
    """
    season = locked_season(season_id)
    can_set_visibility(standing_of(actor), season, seats_of(season)).demand()
    rows = SeasonTable.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(season=season).first()
    if row is None:
        raise Refused("Năm thi đua chưa được giao bảng tiêu chí.")
    before = Stage(row.totals_from), Stage(row.lines_from)
    if before == (totals_from, lines_from):
        return row
    if before != seen:
        raise Stale("Thiết lập vừa được người khác thay đổi. Quý vị xem lại trước khi lưu.")
    _demand_order(totals_from, lines_from)
    row.totals_from, row.lines_from = totals_from.value, lines_from.value
    row.save(update_fields=["totals_from", "lines_from"])
    audit.record(
        actor=actor,
        action="season.set_visibility",
        subject=season,
        before={"totals_from": before[0].value, "lines_from": before[1].value},
        after={"totals_from": row.totals_from, "lines_from": row.lines_from},
    )
    return row


def _demand_order(totals_from: Stage, lines_from: Stage) -> None:
    if totals_from not in OPENING_STAGES:
        raise Invalid("Điểm không được công khai trước bước bình xét.", field="totals_from")
    if lines_from not in OPENING_STAGES or not has_reached(lines_from, totals_from):
        raise Invalid(
            "Điểm từng tiêu chí không được công khai trước tổng điểm.", field="lines_from"
        )

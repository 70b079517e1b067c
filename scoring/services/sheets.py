"""Open sheets, and move a sheet through its workflow."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Refused, Stale
from accounts.models import User
from blocs.models import Membership
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.models import Criterion, ScoreLine, ScoreSheet, SeasonTable
from scoring.permissions import can_open_sheets, can_take
from scoring.rules.formulas import floor_of, top_of
from scoring.rules.workflow import NEEDS_REASON, next_state
from scoring.selectors.due import days_late_now
from scoring.selectors.nodes import as_node, criteria_of
from scoring.services.checks import demand_complete, reason_for
from scoring.services.cross import open_cross_scoring_again
from scoring.services.departments import carry_departments
from scoring.services.locks import lock_sheet
from scoring.services.rounds import remember_round
from scoring.states import CriterionKind, SheetAction, SheetState

_MOVED = ["state", "version", "submitted_at", "submitted_late", "days_late", "rounds"]


@transaction.atomic
def open_sheets(*, season_id: int, actor: User | None) -> list[ScoreSheet]:
    """Give every member that has none a sheet with a line for each leaf of the table.

    Returns:
        the sheets that were opened now; none when every member had one.

    Raises:
        Refused: no table is assigned to the season.
        NotAllowed: not at this stage, or not by this person.
    """
    season = locked_season(season_id)
    can_open_sheets(standing_of(actor), season, seats_of(season)).demand()
    assigned = SeasonTable.objects.filter(season=season).first()
    if assigned is None:
        raise Refused("Năm thi đua chưa được giao bảng tiêu chí nên chưa mở được phiếu.")
    members = Membership.objects.filter(season=season).select_related("agency")
    waiting = members.exclude(agency__in=season.sheets.values("agency"))
    sheets = [ScoreSheet(season=season, agency=member.agency) for member in waiting]
    if not sheets:
        return []
    ScoreSheet.objects.bulk_create(sheets)
    _give_lines(sheets, criteria_of(assigned.table))
    carried = carry_departments(sheets)
    audit.record(
        actor=actor,
        action="season.open_sheets",
        subject=season,
        before={},
        after={"agencies": [sheet.agency.code for sheet in sheets]}
        | ({"departments": carried} if carried else {}),
    )
    return sheets


@transaction.atomic
def take(
    action: SheetAction,
    *,
    sheet_id: int,
    seen_version: int,
    actor: User | None,
    reason: str = "",
    line_reasons: Mapping[int, str] | None = None,
    days_late: int | None = None,
    may_lack: Collection[str] = (),
) -> ScoreSheet:
    """Move a sheet one step through its workflow.

    Args:
        seen_version: the version of the sheet that the page was showing.
        reason: why; sending back, returning and opening again need one.
        line_reasons: why single lines are returned, by the line's number.
        days_late: how late the sheet was first sent, where the operator's command brings back
            a year that is over; None as the database's clock says.
        may_lack: the criteria without points that hinder nothing, where the operator's command
            brings back a sheet that was sent whole and emptied after it went back.

    Raises:
        ValueError: a person says how late the sheet is, or what it may lack.
        Stale: the sheet moved after the page was opened.
        NotAllowed: not from this state or stage, or not by this person.
        Invalid: a reason is missing.
        Refused: lines are not complete, or returned lines not answered, and the message names
            them; or the sheet went back as often as the table allows.
    """
    if actor is not None and (days_late is not None or may_lack):
        raise ValueError("only the operator's command says how a sheet was sent")
    sheet = lock_sheet(sheet_id)
    if sheet.version != seen_version:
        raise Stale("Phiếu vừa được người khác xử lý. Quý vị xem lại trước khi làm tiếp.")
    can_take(standing_of(actor), sheet, action, seats_of(sheet.season)).demand()
    said = reason_for(action, reason)
    demand_complete(action, sheet, may_lack)

    before = SheetState(sheet.state)
    _move(sheet, action, days_late)
    settled = _settle(sheet, action)
    lacking = {"lacking": sorted(may_lack)} if may_lack else {}
    back: dict[str, str] = {}
    if action in NEEDS_REASON:
        back = remember_round(
            sheet, action, reason=said, line_reasons=line_reasons or {}, actor=actor
        )
    sheet.save(update_fields=_MOVED)
    audit.record(
        actor=actor,
        action=f"sheet.{action}",
        subject=sheet,
        before={"state": before},
        after=_standing_of_sheet(sheet) | settled | lacking | ({"returned": back} if back else {}),
        reason=said,
    )
    return sheet


def _standing_of_sheet(sheet: ScoreSheet) -> dict[str, object]:
    late = {"days_late": sheet.days_late} if sheet.days_late else {}
    return {"state": sheet.state, "submitted_late": sheet.submitted_late, **late}


def _move(sheet: ScoreSheet, action: SheetAction, days_late: int | None) -> None:
    """Give the sheet its next state; the first sending decides whether it was late."""
    once_submitted = sheet.submitted_at is not None
    after = next_state(SheetState(sheet.state), action, once_submitted=once_submitted)
    if after is None:
        raise Refused("Phiếu không thể chuyển bước từ trạng thái hiện tại.")
    sheet.state = after.value
    sheet.version += 1
    if action is SheetAction.SUBMIT:
        if not once_submitted:
            sheet.days_late = days_late_now(sheet) if days_late is None else days_late
            sheet.submitted_late = sheet.days_late > 0
        sheet.submitted_at = timezone.now()


def _give_lines(sheets: Sequence[ScoreSheet], criteria: Sequence[Criterion]) -> None:
    leaves = [(row, as_node(row)) for row in criteria if row.kind != CriterionKind.GROUP]
    limits = [(row, floor_of(node), top_of(node)) for row, node in leaves]
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=row, min_points=floor, max_points=top)
        for sheet in sheets
        for row, floor, top in limits
    )


def _settle(sheet: ScoreSheet, action: SheetAction) -> dict[str, object]:
    """Settle what the step means beside the sheet itself; return it for the audit."""
    if action is SheetAction.APPRAISE:
        return _settle_titles(sheet)
    if action is SheetAction.RETURN:
        return open_cross_scoring_again(sheet)
    return {}


def _settle_titles(sheet: ScoreSheet) -> dict[str, object]:
    """Let the appraisal take over the points of titles, which nobody types; for the audit."""
    rows = sheet.lines.filter(criterion__kind=CriterionKind.AWARD_BONUS.value, is_assigned=True)
    lines = list(rows.filter(appraised_points__isnull=True).select_related("criterion"))
    if not lines:
        return {}
    for line in lines:
        line.appraised_points, line.appraised_actual = line.self_points, line.self_actual
        line.version += 1
    ScoreLine.objects.bulk_update(lines, ["appraised_points", "appraised_actual", "version"])
    return {"by_titles": {line.criterion.key: line.appraised_points for line in lines}}

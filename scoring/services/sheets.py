"""Open sheets, save the agency's own points, move a sheet through its workflow."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Membership
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.errors import LinesRefused
from scoring.models import Criterion, ScoreLine, ScoreSheet, SeasonTable, SheetReturn
from scoring.permissions import can_edit_sheet, can_open_sheets, can_take
from scoring.rules.workflow import NEEDS_REASON, next_state
from scoring.selectors.due import is_submitted_late
from scoring.services import lines as line_writing
from scoring.services.checks import demand_complete, reason_for
from scoring.services.lines import LineEdit
from scoring.services.locks import lock_line, lock_lines, lock_sheet
from scoring.states import SheetAction, SheetState

__all__ = ["LineEdit", "open_sheets", "save_line", "save_lines", "take"]


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
    _give_lines(sheets, list(Criterion.objects.filter(table=assigned.table_id).leaves()))
    audit.record(
        actor=actor,
        action="season.open_sheets",
        subject=season,
        before={},
        after={"agencies": [sheet.agency.code for sheet in sheets]},
    )
    return sheets


@transaction.atomic
def save_line(
    *,
    line_id: int,
    seen_version: int,
    points: Decimal | None,
    explanation: str,
    actor: User | None,
) -> ScoreLine:
    """Save the agency's own points and explanation for one criterion.

    A save that would change nothing writes and records nothing.

    Args:
        seen_version: the version of the line that the page was showing.
        points: points, None for an empty score.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        LineConflict: someone else changed the line first; nothing is overwritten.
        Invalid: the criterion does not allow these points.
    """
    edit = LineEdit(line_id, seen_version, points, explanation)
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    if line.version != seen_version:
        raise line_writing.conflict_of(line, edit)
    if line_writing.is_there_already(line, edit):
        return line
    if fault := line_writing.fault_of(line, edit):
        raise Invalid(fault, field="points")
    before, after = line_writing.write(line, edit)
    line.save(update_fields=line_writing.WRITTEN)
    audit.record(actor=actor, action="line.save", subject=line, before=before, after=after)
    return line


@transaction.atomic
def save_lines(*, sheet_id: int, edits: Sequence[LineEdit], actor: User | None) -> int:
    """Save the agency's own points of many lines: all of them, or none.

    Args:
        edits: the lines that the person changed (the form knows what its page showed). One
            that is saved already, by whomever, is not in the way of the others.

    Returns:
        how many lines changed.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        LinesRefused: names every line that cannot be saved, and why.
    """
    sheet = lock_sheet(sheet_id)
    can_edit_sheet(standing_of(actor), sheet).demand()
    found = {line.pk: line for line in lock_lines(sheet)}
    if any(edit.line_id not in found for edit in edits):
        raise Refused("Có tiêu chí không thuộc phiếu này. Quý vị vui lòng tải lại trang.")
    wanted = [edit for edit in edits if not _is_saved(found[edit.line_id], edit)]
    _refuse_bad_lines(found, wanted)
    if not wanted:
        return 0
    changes = {
        found[edit.line_id].criterion.key: line_writing.write(found[edit.line_id], edit)
        for edit in wanted
    }
    changed = [found[edit.line_id] for edit in wanted]
    ScoreLine.objects.bulk_update(changed, line_writing.WRITTEN)
    audit.record(
        actor=actor,
        action="sheet.save_lines",
        subject=sheet,
        before={key: before for key, (before, _) in changes.items()},
        after={key: after for key, (_, after) in changes.items()},
    )
    return len(wanted)


@transaction.atomic
def take(
    action: SheetAction,
    *,
    sheet_id: int,
    seen_version: int,
    actor: User | None,
    reason: str = "",
) -> ScoreSheet:
    """Move a sheet one step through its workflow.

    Args:
        seen_version: the version of the sheet that the page was showing.
        reason: why; sending back, returning and opening again need one.

    Raises:
        Stale: the sheet moved after the page was opened.
        NotAllowed: not from this state or stage, or not by this person.
        Invalid: a reason is missing.
        Refused: lines are not complete; the message names them.
    """
    sheet = lock_sheet(sheet_id)
    if sheet.version != seen_version:
        raise Stale("Phiếu vừa được người khác xử lý. Quý vị xem lại trước khi làm tiếp.")
    can_take(standing_of(actor), sheet, action, seats_of(sheet.season)).demand()
    said = reason_for(action, reason)
    demand_complete(action, sheet)

    before = SheetState(sheet.state)
    _move(sheet, action)
    if action in NEEDS_REASON:
        _remember_return(sheet, action, said, actor)
    sheet.save(update_fields=["state", "version", "submitted_at", "submitted_late", "rounds"])
    audit.record(
        actor=actor,
        action=f"sheet.{action}",
        subject=sheet,
        before={"state": before},
        after={"state": sheet.state, "submitted_late": sheet.submitted_late},
        reason=said,
    )
    return sheet


def _move(sheet: ScoreSheet, action: SheetAction) -> None:
    """Give the sheet its next state; the first sending decides whether it was late."""
    once_submitted = sheet.submitted_at is not None
    after = next_state(SheetState(sheet.state), action, once_submitted=once_submitted)
    if after is None:
        raise Refused("Phiếu không thể chuyển bước từ trạng thái hiện tại.")
    sheet.state = after.value
    sheet.version += 1
    if action is SheetAction.SUBMIT:
        if not once_submitted:
            sheet.submitted_late = is_submitted_late(sheet)
        sheet.submitted_at = timezone.now()


def _remember_return(
    sheet: ScoreSheet, action: SheetAction, reason: str, actor: User | None
) -> None:
    sheet.rounds += 1
    SheetReturn.objects.create(
        sheet=sheet,
        reason=reason,
        returned_by=actor,
        returned_at=timezone.now(),
        by_own_head=action is SheetAction.SEND_BACK,
    )


def _give_lines(sheets: Sequence[ScoreSheet], leaves: Sequence[Criterion]) -> None:
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=leaf, max_points=leaf.max_points)
        for sheet in sheets
        for leaf in leaves
    )


def _is_saved(line: ScoreLine, edit: LineEdit) -> bool:
    return line_writing.is_there_already(line, edit)


def _refuse_bad_lines(found: dict[int, ScoreLine], edits: Sequence[LineEdit]) -> None:
    errors: dict[int, str] = {}
    conflicts: dict[int, ScoreLine] = {}
    for edit in edits:
        line = found[edit.line_id]
        if line.version != edit.seen_version:
            errors[line.pk] = str(line_writing.conflict_of(line, edit))
            conflicts[line.pk] = line
        elif fault := line_writing.fault_of(line, edit):
            errors[line.pk] = fault
    if errors:
        raise LinesRefused(errors, conflicts)

"""A season in the middle of its scoring, so that every role finds work in the browser.

Nothing here comes from a source: the whole season is marked as sample data.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blocs.models import Agency, Season
from blocs.services import confirm_office, ensure_cycle, open_next_season, set_office, set_step
from blocs.states import CycleKind, OfficeRole, SelectionMethod, Stage, StepKind, Term
from reports.services.stages import advance_season
from scoring.models import ScoreSheet
from scoring.services.appraisal import accept_self_points
from scoring.services.claims import save_lines
from scoring.services.lines import LineEdit
from scoring.services.sheets import take
from scoring.services.tables import assign_table
from scoring.states import SheetAction

DEPUTY = "kbnn-tay-ninh"
# How far each member's sheet has come; the others have not begun.
PARTLY_FILLED = "cuc-thue-tay-ninh"
STEPS = {
    "bhxh-tay-ninh": [SheetAction.ASK_APPROVAL],
    "cuc-hai-quan-tay-ninh": [SheetAction.SUBMIT],
    "nhnn-tay-ninh": [SheetAction.SUBMIT],
    "cuc-thong-ke-tay-ninh": [SheetAction.SUBMIT, SheetAction.RETURN],
    "cuc-qltt-tay-ninh": [SheetAction.SUBMIT, SheetAction.APPRAISE],
}
RETURN_REASON = "Tiêu chí I.3 chưa có minh chứng; đề nghị bổ sung và chấm lại."
RETURNED_LINE = "I.3"
LINE_REASON = "Chưa có minh chứng kèm theo điểm tự chấm."


@transaction.atomic
def open_live_season(finished: Season, people: dict[str, User], *, today: date) -> Season:
    """Open the bloc's season of the current year and bring it to the self-scoring.

    Args:
        finished: an earlier season of the bloc with scored sheets; its points are reused.
        people: the demo's accounts by user name; the secretariat's moves the season.
    """
    cycle = ensure_cycle(
        label=str(today.year),
        kind=CycleKind.CALENDAR_YEAR,
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        actor=None,
    )
    season = open_next_season(season_id=finished.pk, cycle=cycle, is_sample=True, actor=None)
    _name_deputy(season)
    _set_calendar(season, _midnight())
    assign_table(
        season_id=season.pk,
        table=finished.season_table.table,
        scores_are_sample=True,
        actor=None,
    )
    secretary = people["nhnn.thutruong"]
    for stage in (Stage.COVENANT, Stage.RUNNING, Stage.SELF_SCORING):
        season.refresh_from_db()
        advance_season(season_id=season.pk, to=stage, seen_version=season.version, actor=secretary)
    for sheet in season.sheets.select_related("agency"):
        _fill(sheet, finished)
    season.refresh_from_db()
    return season


def _name_deputy(season: Season) -> None:
    office = set_office(
        season_id=season.pk,
        term=Term.CURRENT,
        role=OfficeRole.DEPUTY,
        agency=Agency.objects.get(code=DEPUTY),
        selected_by=SelectionMethod.AGREED,
        actor=None,
    )
    confirm_office(office_id=office.pk, actor=None)


def _midnight() -> datetime:
    """Return the first moment of today where the site is."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _set_calendar(season: Season, today: datetime) -> None:
    """Lay the steps around today: self-scoring is open and due in ten days."""
    due = {
        StepKind.REGISTRATION: -240,
        StepKind.COVENANT: -210,
        StepKind.MID_REVIEW: -120,
        StepKind.SELF_SCORING: 10,
        StepKind.APPRAISAL: 20,
        StepKind.BLOC_REVIEW: 30,
        StepKind.DOSSIER: 40,
    }
    for kind, days in due.items():
        set_step(
            season_id=season.pk,
            kind=kind,
            opens_at=today + timedelta(days=days - 30),
            due_at=today + timedelta(days=days),
            grace_days=2,
            actor=None,
        )


def _fill(sheet: ScoreSheet, finished: Season) -> None:
    """Score the sheet with last season's points and take it as far as the demo wants."""
    steps = STEPS.get(sheet.agency.code, [])
    if not steps and sheet.agency.code != PARTLY_FILLED:
        return
    edits = _edits(sheet, finished)
    if sheet.agency.code == PARTLY_FILLED:
        edits = edits[: len(edits) // 2]
    save_lines(sheet_id=sheet.pk, edits=edits, actor=None)
    for action in steps:
        _take(sheet, action)


def _take(sheet: ScoreSheet, action: SheetAction) -> None:
    if action is SheetAction.APPRAISE:
        accept_self_points(sheet_id=sheet.pk, seen_version=sheet.version, actor=None)
    is_return = action is SheetAction.RETURN
    returned = sheet.lines.filter(criterion__key=RETURNED_LINE) if is_return else []
    sheet.refresh_from_db()
    take(
        action,
        sheet_id=sheet.pk,
        seen_version=sheet.version,
        actor=None,
        reason=RETURN_REASON if is_return else "",
        line_reasons={line.pk: LINE_REASON for line in returned},
    )
    sheet.refresh_from_db()


def _edits(sheet: ScoreSheet, finished: Season) -> list[LineEdit]:
    earlier = {
        line.criterion_id: line
        for score in finished.sheets.filter(agency=sheet.agency)
        for line in score.lines.all()
    }
    return [
        LineEdit(
            line.pk,
            line.version,
            earlier[line.criterion_id].self_points,
            earlier[line.criterion_id].explanation,
        )
        for line in sheet.lines.order_by("criterion__position")
        if line.criterion_id in earlier and earlier[line.criterion_id].self_points is not None
    ]

"""Whether the season's calendar lets people work on a sheet now, by the database's clock."""

from django.utils import timezone

from accounts.verdicts import YES, Verdict, no
from blocs.models.labels import STEP_KINDS
from blocs.rules.writing import moment_text
from blocs.standing import Standing
from blocs.states import StepKind
from scoring.models import ScoreSheet

_NAMES = dict(STEP_KINDS)


def claims_are_open(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the agency may work on its sheet by the calendar.

    Until a sheet is sent the step of self-scoring counts, with the agency's own extension. A
    sheet that came back is corrected while the appraisal is open.
    """
    if sheet.submitted_at is None:
        return _is_open(standing, sheet, StepKind.SELF_SCORING)
    return _is_not_shut(standing, sheet, StepKind.APPRAISAL)


def appraisal_is_open(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the bloc may appraise the sheet by the calendar.

    An extension of the step for an agency is more time for the appraisal of its sheet.
    """
    return _is_open(standing, sheet, StepKind.APPRAISAL)


def _is_open(standing: Standing, sheet: ScoreSheet, kind: StepKind) -> Verdict:
    """The operator's command is above the calendar, as it restores years that are over."""
    opens_at = None if standing.is_system else sheet.season.calendar.opens_later(kind)
    if opens_at is not None:
        when = moment_text(timezone.localtime(opens_at))
        return no(f"Theo lịch của khối, cụm, bước “{_NAMES[kind]}” mở từ {when}.")
    return _is_not_shut(standing, sheet, kind)


def _is_not_shut(standing: Standing, sheet: ScoreSheet, kind: StepKind) -> Verdict:
    calendar = sheet.season.calendar
    since = None if standing.is_system else calendar.shut_since(kind, sheet.agency_id)
    if since is None:
        return YES
    when = moment_text(timezone.localtime(since))
    return no(
        f"Theo lịch của khối, cụm, bước “{_NAMES[kind]}” đã khóa từ {when}; muốn có thêm thời "
        "gian, đề nghị cơ quan thi đua, khen thưởng tỉnh gia hạn cho đơn vị."
    )

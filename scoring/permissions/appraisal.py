"""Who may appraise; nobody judges an agency they are a party to."""

from accounts.verdicts import YES, Verdict, no
from blocs.permissions import Seats, is_deputy, is_secretariat, judges_freely
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.permissions.opening import appraisal_is_open
from scoring.states import SheetState

APPRAISAL_STAGES = frozenset({Stage.SELF_SCORING, Stage.APPRAISAL})
PROVINCE_STAGES = frozenset(
    {Stage.APPRAISAL, Stage.BLOC_REVIEW, Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL}
)


def can_appraise(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Say whether the person may write the bloc's points on this sheet now."""
    who = appraises(standing, sheet, seats)
    if not who:
        return who
    if sheet.state == SheetState.APPRAISED:
        return no("Phiếu đã thẩm định xong; muốn sửa điểm phải mở lại phiếu và nêu lý do.")
    if sheet.state != SheetState.SUBMITTED:
        return no("Đơn vị chưa gửi phiếu nên chưa thẩm định được.")
    return open_for_appraisal(standing, sheet)


def can_appraise_for_province(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the person may write the province's points on this sheet now."""
    free = judges_freely(standing, sheet.season, sheet.agency_id, "thẩm định phiếu")
    if not free:
        return free
    if not standing.manages.covers(sheet.season.bloc):
        return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được chấm điểm của tỉnh.")
    if sheet.state not in {SheetState.SUBMITTED, SheetState.APPRAISED}:
        return no("Đơn vị chưa gửi phiếu nên tỉnh chưa chấm được.")
    if sheet.season.stage not in PROVINCE_STAGES:
        return no(
            "Tỉnh chấm điểm từ bước thẩm định đến hết bước tỉnh thẩm định; năm thi đua đang ở "
            f"bước “{sheet.season.get_stage_display().lower()}”."
        )
    return YES


def appraises(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Say whether the person is the one who appraises this sheet, whatever its state.

    The head appraises the members, the deputy the head; without a deputy the province
    does. Nobody appraises an agency they act for.
    """
    if standing.is_system:
        return YES
    free = judges_freely(standing, sheet.season, sheet.agency_id, "thẩm định phiếu")
    if not free:
        return free
    if sheet.agency_id == seats.head_id:
        return _appraises_the_head(standing, sheet, seats)
    if is_secretariat(standing, seats):
        return YES
    head = sheet.season.bloc.head_title
    return no(f"Chỉ đơn vị {head} được thẩm định phiếu của các đơn vị thành viên.")


def has_appraised(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Say whether the person appraises the sheet, or did before the handover: to read only."""
    now = appraises(standing, sheet, seats)
    return now if now or seats.past is None else appraises(standing, sheet, seats.past) or now


def can_open_appraisal(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Let in who appraises the sheet, or did, and who decides for the province."""
    free = judges_freely(standing, sheet.season, sheet.agency_id, "thẩm định phiếu")
    if free and standing.manages.covers(sheet.season.bloc):
        return YES
    return has_appraised(standing, sheet, seats)


def _appraises_the_head(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    bloc = sheet.season.bloc
    if seats.deputy_id is not None:
        if is_deputy(standing, seats):
            return YES
        return no(f"Phiếu của đơn vị {bloc.head_title} do đơn vị {bloc.deputy_title} thẩm định.")
    if standing.manages.covers(bloc):
        return YES
    return no(
        f"Chưa có {bloc.deputy_title} nên phiếu của đơn vị {bloc.head_title} do cơ quan thi đua, "
        "khen thưởng tỉnh thẩm định."
    )


def open_for_appraisal(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the season's stage and its calendar let the bloc appraise now."""
    stage = Stage(sheet.season.stage)
    if stage in APPRAISAL_STAGES:
        return appraisal_is_open(standing, sheet)
    if has_reached(stage, Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định; muốn sửa phải đưa năm thi đua trở lại bước thẩm định.")
    return no("Chưa đến bước tự chấm điểm nên chưa thẩm định được.")

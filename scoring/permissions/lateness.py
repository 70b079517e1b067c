"""Who may take the late mark off a sheet."""

from accounts.verdicts import YES, Verdict, no
from blocs.permissions import judges_freely
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import ScoreSheet


def can_clear_late(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the person may decide that a late sheet does not count as late."""
    if not sheet.submitted_late:
        return no("Phiếu này không bị ghi nhận gửi muộn.")
    if has_reached(Stage(sheet.season.stage), Stage.DECIDED):
        return no("Đã có quyết định khen thưởng nên không bỏ ghi nhận gửi muộn nữa.")
    free = judges_freely(standing, sheet.season, sheet.agency_id, "bỏ ghi nhận gửi muộn")
    if not free:
        return free
    if standing.is_system or standing.manages.covers(sheet.season.bloc):
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được bỏ ghi nhận gửi muộn.")

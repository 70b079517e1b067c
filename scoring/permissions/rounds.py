"""Who may read why a sheet went back, line by line."""

from accounts.verdicts import YES, Verdict, no
from blocs.permissions import Seats
from blocs.standing import Standing
from scoring.models import ScoreSheet
from scoring.permissions.appraisal import has_appraised


def can_see_rounds(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Let in the agency itself, who appraises or appraised it, and who watches for the province."""
    own = sheet.agency_id in standing.agency_ids
    if own or standing.watches.covers(sheet.season.bloc) or has_appraised(standing, sheet, seats):
        return YES
    return no("Các lần trả lại phiếu chỉ đơn vị, người thẩm định và cấp tỉnh xem được.")

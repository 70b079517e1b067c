"""Who sees and says which department of an agency prepares which criterion."""

from accounts.verdicts import YES, Verdict, no
from blocs.permissions import Seats, has_led
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import ScoreSheet


def sees_departments(standing: Standing, sheet: ScoreSheet, seats: Seats) -> bool:
    """Say whether the person sees the departments: the agency, who leads or led, the province.

    How an agency divides its work is no matter of the other members.
    """
    own = standing.is_system or sheet.agency_id in standing.agency_ids
    return own or has_led(standing, seats) or standing.watches.covers(sheet.season.bloc)


def can_set_departments(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the person divides the agency's criteria among its departments now.

    It changes no points, so it is open until the year is over, whatever becomes of the sheet.
    """
    if standing.is_system:
        return YES
    if sheet.agency_id not in standing.agency_ids:
        return no("Chỉ người của đơn vị được phân công tham mưu, thực hiện trong đơn vị mình.")
    if sheet.season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    return YES

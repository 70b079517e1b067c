"""Who judges claims against each other, and who tries other weights: those who run or oversee."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, has_led, was_secretariat
from blocs.standing import Standing


def can_see_desk(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may compare the members' claims with their appraisal."""
    if has_led(standing, seats):
        return YES
    return _runs_or_oversees(standing, season, seats, "xem bàn thẩm định chênh lệch")


def can_simulate(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may try other weights and rules on the bloc's frozen rankings."""
    return _runs_or_oversees(standing, season, seats, "mô phỏng xếp hạng")


def _runs_or_oversees(standing: Standing, season: Season, seats: Seats, deed: str) -> Verdict:
    if standing.watches.covers(season.bloc) or was_secretariat(standing, seats):
        return YES
    head = season.bloc.head_title
    return no(f"Chỉ đơn vị {head} và cơ quan thi đua, khen thưởng tỉnh được {deed}.")

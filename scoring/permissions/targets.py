"""Who may set targets and say which criteria are an agency's; nobody decides it for their own."""

from accounts.verdicts import Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, judges_freely
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage


def has_scoring_begun(season: Season) -> bool:
    """Say whether members score already, so that a change needs its reason."""
    return has_reached(Stage(season.stage), Stage.SELF_SCORING)


def can_set_targets(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may set targets and assign criteria in the season now."""
    if has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định nên không thay đổi chỉ tiêu, phân công tiêu chí.")
    return can_run_season(standing, season, seats)


def can_set_target_of(standing: Standing, season: Season, agency_id: int, seats: Seats) -> Verdict:
    """Say whether the person may set this member's targets; its own only until it is scored."""
    verdict = can_set_targets(standing, season, seats)
    if not verdict or not has_scoring_begun(season):
        return verdict
    return judges_freely(standing, season, agency_id, "thay đổi chỉ tiêu")


def can_assign_lines(standing: Standing, season: Season, agency_id: int, seats: Seats) -> Verdict:
    """Say whether the person may say which criteria are this member's; never of their own."""
    verdict = can_set_targets(standing, season, seats)
    if not verdict:
        return verdict
    return judges_freely(standing, season, agency_id, "phân công tiêu chí")

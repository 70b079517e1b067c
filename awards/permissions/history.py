"""Who keeps what agencies hold."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Agency
from blocs.standing import Standing


def can_keep_history(standing: Standing, agency: Agency) -> Verdict:
    """Say whether the person enters and corrects what the agency holds: the province does.

    An officer with named blocs keeps the history of the agencies that are, or were, in them.
    """
    manages = standing.manages
    if standing.is_system or manages.everything or agency.province_id in manages.province_ids:
        return YES
    if agency.memberships.filter(season__bloc__in=manages.bloc_ids).exists():
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được cập nhật thành tích của đơn vị này.")

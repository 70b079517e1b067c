"""Who keeps what agencies hold."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Agency
from blocs.standing import Standing


def can_keep_history(standing: Standing, agency: Agency) -> Verdict:
    """Say whether the person enters and corrects what the agency holds: the province does.

    An officer with named blocs keeps the history of the agencies that are, or were, in them;
    nobody keeps that of an agency they act for.
    """
    if not _is_kept_by(standing, agency):
        return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được cập nhật thành tích của đơn vị này.")
    if agency.pk in standing.agency_ids:
        return no("Quý vị thuộc chính đơn vị này nên không ghi thành tích của đơn vị mình.")
    return YES


def _is_kept_by(standing: Standing, agency: Agency) -> bool:
    manages = standing.manages
    if standing.is_system or manages.everything or agency.province_id in manages.province_ids:
        return True
    return agency.memberships.filter(season__bloc__in=manages.bloc_ids).exists()

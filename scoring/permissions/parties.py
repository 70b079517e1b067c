"""Nobody judges an agency they are a party to: now, earlier this year, or by succession."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.standing import Standing


def judges_freely(standing: Standing, season: Season, agency_id: int, deed: str) -> Verdict:
    """Say whether the person is no party to the agency that is judged in the season.

    An appointment that ended, a second appointment, and an agency that became another within
    the cycle all tie a person to it. The operator's command is a party to nothing.

    Args:
        season: with its cycle loaded.
        deed: what they would do, as the sentence goes on ("thẩm định phiếu").
    """
    if agency_id in standing.agency_ids:
        return no(f"Quý vị thuộc chính đơn vị này nên không {deed} của đơn vị mình.")
    if standing.is_party(agency_id, since=season.cycle.starts_on):
        return no(
            "Trong năm thi đua này quý vị đã làm việc cho đơn vị này, hoặc đơn vị này và đơn vị "
            f"của quý vị mới chia, tách, sáp nhập, nên quý vị không {deed} của đơn vị."
        )
    return YES

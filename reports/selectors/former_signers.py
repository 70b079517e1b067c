"""Whether a draft leaves its places to sign for the members as they are called today."""

from collections.abc import Mapping

from blocs.models import Agency, Season
from reports.papers import Paper
from reports.papers.covenant import Covenant
from reports.papers.handover import HandoverMinutes
from reports.selectors.handover import handover_of


def has_former_signers(season: Season, paper: Paper) -> bool:
    """Say whether a paper that agencies sign names them otherwise than the season does today.

    The content is asked and no clock: a paper of a pack is stored long after it was read, and
    members may get a name back. Two queries at most.
    """
    if isinstance(paper, Covenant):
        names = list(_names(season).values())
        return [cell.agency for cell in paper.cells[: len(names)]] != names
    if isinstance(paper, HandoverMinutes):
        return _has_former_parties(season, paper)
    return False


def _has_former_parties(season: Season, paper: HandoverMinutes) -> bool:
    handover = handover_of(season)
    if handover is None:
        return False
    names = _names(season)

    def called(agency: Agency) -> str:
        return names.get(agency.pk, agency.name)

    parties = [called(handover.from_agency), called(handover.to_agency)]
    return [paper.giver.agency, paper.receiver.agency] != parties


def _names(season: Season) -> Mapping[int, str]:
    """Return the members' names by agency, in the bloc's order."""
    return dict(season.memberships.order_by("position").values_list("agency", "name"))

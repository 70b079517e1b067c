"""The ballots of some seasons that have not come to their end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Prefetch

from awards.models import Ballot, BallotVoter, NomineeResult
from awards.permissions import BALLOT_STAGES
from awards.rules.ballot_workflow import UNDER_WAY
from awards.selectors.ballots import agencies_with_approver
from awards.states import BallotPurpose, BallotState
from blocs.models import Office, Season
from blocs.states import OfficeState, SelectionMethod, Term

_STAGES = {stage.value for stages in BALLOT_STAGES.values() for stage in stages}


def ballots_under_way(seasons: Sequence[Season]) -> Mapping[int, list[Ballot]]:
    """Return the ballots by season, with roll and tellers. Three queries, one where none is."""
    asked = [season.pk for season in seasons if season.stage in _STAGES]
    found: defaultdict[int, list[Ballot]] = defaultdict(list)
    if not asked:
        return found
    rows = Ballot.objects.filter(season__in=asked, state__in=[one.value for one in UNDER_WAY])
    roll = BallotVoter.objects.select_related("agency").order_by("pk")
    for ballot in rows.order_by("pk").prefetch_related(Prefetch("voters", roll), "teller_counts"):
        found[ballot.season_id].append(ballot)
    return found


def approved_voters(ballots: Mapping[int, Sequence[Ballot]]) -> frozenset[int]:
    """Return the voters for whom somebody approves. One query, none without a ballot."""
    rolls = [ballot.voters.all() for held in ballots.values() for ballot in held]
    agencies = {voter.agency_id for roll in rolls for voter in roll}
    return agencies_with_approver(agencies) if agencies else frozenset()


def unwritten_elections(
    seasons: Sequence[Season], offices: Mapping[int, Sequence[Office]]
) -> Mapping[int, list[NomineeResult]]:
    """Return by season who was elected for next year and is not written down. One query, or none.

    An election counts by its last round. What the province appointed beyond it settles it too.

    Args:
        offices: of each season, by its key.
    """
    asked = [season.pk for season in seasons if season.stage in _STAGES]
    found: defaultdict[int, list[NomineeResult]] = defaultdict(list)
    if not asked:
        return found
    rows = NomineeResult.objects.filter(
        elected=True,
        nominee__ballot__season__in=asked,
        nominee__ballot__purpose=BallotPurpose.OFFICE.value,
        nominee__ballot__state=BallotState.CLOSED.value,
    ).exclude(nominee__ballot__in=Ballot.objects.living().exclude(previous=None).values("previous"))
    rows = rows.select_related("nominee__ballot", "nominee__agency")
    for row in rows.order_by("nominee__ballot__role", "nominee__ballot"):
        season = row.nominee.ballot.season_id
        if not any(_settles(office, row) for office in offices[season]):
            found[season].append(row)
    return found


def _settles(office: Office, row: NomineeResult) -> bool:
    sought = (Term.NEXT.value, row.nominee.ballot.role)
    if (office.term, office.role) != sought or office.state == OfficeState.HANDED_OVER:
        return False
    is_appointed = office.selected_by == SelectionMethod.APPOINTED
    return is_appointed or office.agency_id == row.nominee.agency_id

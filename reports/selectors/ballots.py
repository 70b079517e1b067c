"""The ballots of some seasons that have not come to their end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Prefetch

from awards.models import Ballot, BallotVoter
from awards.permissions import BALLOT_STAGES
from awards.rules.ballot_workflow import UNDER_WAY
from awards.selectors.ballots import agencies_with_approver
from blocs.models import Season

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

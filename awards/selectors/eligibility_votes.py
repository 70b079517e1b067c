"""The closed ballots on awards, as the conditions take them."""

from collections.abc import Mapping

from awards.rules.eligibility.case import Vote
from blocs.models import Season


def votes_of(season: Season) -> Mapping[tuple[int, int], Vote]:
    """Return the votes of closed ballots by agency and award."""
    return {}

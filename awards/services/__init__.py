from awards.services.counts import AwardCountSpec, record_award_counts
from awards.services.proposals import Decision, choose_award, propose_award, take
from awards.services.titles import (
    fill_titles,
    hold_seasons_that_count,
    recount_titles,
    seasons_that_count,
)

__all__ = [
    "AwardCountSpec",
    "Decision",
    "choose_award",
    "fill_titles",
    "hold_seasons_that_count",
    "propose_award",
    "record_award_counts",
    "recount_titles",
    "seasons_that_count",
    "take",
]

from awards.services.conditions import (
    ConditionSpec,
    add_condition,
    check_condition,
    replace_condition,
    retire_condition,
)
from awards.services.counts import AwardCountSpec, record_award_counts
from awards.services.eligibility import confirm_condition, set_rule_day
from awards.services.proposals import Decision, choose_award, propose_award, take
from awards.services.titles import (
    fill_titles,
    hold_seasons_that_count,
    recount_titles,
    seasons_that_count,
)

__all__ = [
    "AwardCountSpec",
    "ConditionSpec",
    "Decision",
    "add_condition",
    "check_condition",
    "choose_award",
    "confirm_condition",
    "fill_titles",
    "hold_seasons_that_count",
    "propose_award",
    "record_award_counts",
    "recount_titles",
    "replace_condition",
    "retire_condition",
    "seasons_that_count",
    "set_rule_day",
    "take",
]

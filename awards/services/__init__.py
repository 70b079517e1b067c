from awards.services.ballot_after import (
    override_result,
    start_next_round,
    take_votes_over,
)
from awards.services.ballot_box import (
    wash_boxes,
)
from awards.services.ballot_closing import (
    close_ballot,
)
from awards.services.ballot_counts import (
    CountFaults,
    enter_count,
    name_tellers,
)
from awards.services.ballot_rolls import (
    RollLine,
    mark_roll,
)
from awards.services.ballot_steps import (
    end_voting,
    open_ballot,
    void_ballot,
)
from awards.services.ballot_votes import (
    cast_vote,
)
from awards.services.ballots import (
    BallotSpec,
    change_ballot,
    create_ballot,
)
from awards.services.conditions import (
    ConditionSpec,
    add_condition,
    check_condition,
    replace_condition,
    retire_condition,
)
from awards.services.counts import (
    AwardCountSpec,
    record_award_counts,
)
from awards.services.eligibility import (
    confirm_condition,
    set_rule_day,
)
from awards.services.proposals import (
    Decision,
    choose_award,
    propose_award,
    take,
)
from awards.services.quotas import (
    QuotaSpec,
    add_quota,
    end_quota,
    replace_quota,
)
from awards.services.titles import (
    fill_titles,
    hold_seasons_that_count,
    recount_titles,
    seasons_that_count,
    titles_for,
)

__all__ = [
    "AwardCountSpec",
    "BallotSpec",
    "ConditionSpec",
    "CountFaults",
    "Decision",
    "QuotaSpec",
    "RollLine",
    "add_condition",
    "add_quota",
    "cast_vote",
    "change_ballot",
    "check_condition",
    "choose_award",
    "close_ballot",
    "confirm_condition",
    "create_ballot",
    "end_quota",
    "end_voting",
    "enter_count",
    "fill_titles",
    "hold_seasons_that_count",
    "mark_roll",
    "name_tellers",
    "open_ballot",
    "override_result",
    "propose_award",
    "record_award_counts",
    "recount_titles",
    "replace_condition",
    "replace_quota",
    "retire_condition",
    "seasons_that_count",
    "set_rule_day",
    "start_next_round",
    "take",
    "take_votes_over",
    "titles_for",
    "void_ballot",
    "wash_boxes",
]

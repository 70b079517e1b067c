from awards.services.achievements import amend_achievement
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
from awards.services.ballot_offices import fill_office
from awards.services.ballot_proposals import (
    propose_chosen,
)
from awards.services.ballot_restoring import (
    HeldBallot,
    RollNote,
    restore_ballot,
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
from awards.services.catalogue import (
    AwardTypeSpec,
    OwnName,
    add_award_type,
    call_award,
    end_award_type,
    resume_award_type,
)
from awards.services.conditions import (
    ConditionSpec,
    add_condition,
    check_condition,
    replace_condition,
    retire_condition,
)
from awards.services.councils import VoteSpec, record_votes
from awards.services.counts import (
    COUNTS,
    AwardCountSpec,
    record_award_counts,
)
from awards.services.decisions import (
    DecisionSpec,
    amend_decision,
    draft_decision,
    publish_decision,
    set_lines,
    withdraw_draft,
)
from awards.services.dossiers import (
    ItemCheck,
    ItemReference,
    answer_opinion,
    ask_opinion,
    check_dossier,
    refer_dossier,
)
from awards.services.eligibility import (
    confirm_condition,
    set_rule_day,
)
from awards.services.entering import (
    correct_award,
    enter_award,
    enter_rating,
)
from awards.services.fallbacks import (
    propose_fallback,
)
from awards.services.imports import (
    Imported,
    import_awards,
    import_ratings,
)
from awards.services.proposals import (
    DecisionNote,
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
from awards.services.ratings import (
    amend_rating,
    revoke_rating,
)
from awards.services.records import (
    revoke_award,
)
from awards.services.sittings import (
    SessionSpec,
    amend_session,
    open_session,
    remove_session,
)
from awards.services.titles import (
    fill_titles,
    hold_seasons_that_count,
    recount_titles,
    seasons_that_count,
    titles_for,
)

__all__ = [
    "COUNTS",
    "AwardCountSpec",
    "AwardTypeSpec",
    "BallotSpec",
    "ConditionSpec",
    "CountFaults",
    "DecisionNote",
    "DecisionSpec",
    "HeldBallot",
    "Imported",
    "ItemCheck",
    "ItemReference",
    "OwnName",
    "QuotaSpec",
    "RollLine",
    "RollNote",
    "SessionSpec",
    "VoteSpec",
    "add_award_type",
    "add_condition",
    "add_quota",
    "amend_achievement",
    "amend_decision",
    "amend_rating",
    "amend_session",
    "answer_opinion",
    "ask_opinion",
    "call_award",
    "cast_vote",
    "change_ballot",
    "check_condition",
    "check_dossier",
    "choose_award",
    "close_ballot",
    "confirm_condition",
    "correct_award",
    "create_ballot",
    "draft_decision",
    "end_award_type",
    "end_quota",
    "end_voting",
    "enter_award",
    "enter_count",
    "enter_rating",
    "fill_office",
    "fill_titles",
    "hold_seasons_that_count",
    "import_awards",
    "import_ratings",
    "mark_roll",
    "name_tellers",
    "open_ballot",
    "open_session",
    "override_result",
    "propose_award",
    "propose_chosen",
    "propose_fallback",
    "publish_decision",
    "record_award_counts",
    "record_votes",
    "recount_titles",
    "refer_dossier",
    "remove_session",
    "replace_condition",
    "replace_quota",
    "restore_ballot",
    "resume_award_type",
    "retire_condition",
    "revoke_award",
    "revoke_rating",
    "seasons_that_count",
    "set_lines",
    "set_rule_day",
    "start_next_round",
    "take",
    "take_votes_over",
    "titles_for",
    "void_ballot",
    "wash_boxes",
    "withdraw_draft",
]

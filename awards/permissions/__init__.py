"""Who may do what with awards; each answer carries its reason."""

from awards.permissions.ballots import (
    BALLOT_STAGES,
    can_change_ballot,
    can_count,
    can_fill_office,
    can_keep_roll,
    can_name_tellers,
    can_override,
    can_prepare_ballot,
    can_propose_chosen,
    can_restore_ballot,
    can_start_next_round,
    can_take_ballot,
    can_vote,
)
from awards.permissions.catalogue import can_keep_catalogue
from awards.permissions.decisions import (
    ONLY_WHOLE_PROVINCE,
    can_change_decision,
    can_check_dossier,
    can_decide_for,
    can_propose_fallback,
    can_refer_dossier,
    can_stand_in,
    can_vote_on,
)
from awards.permissions.eligibility import (
    can_confirm_condition,
    can_keep_conditions,
    can_set_rule_day,
    sees_every_judgement,
)
from awards.permissions.history import can_keep_history
from awards.permissions.proposals import can_choose_award, can_complete, can_propose, can_take
from awards.permissions.quotas import can_keep_quotas

__all__ = [
    "BALLOT_STAGES",
    "ONLY_WHOLE_PROVINCE",
    "can_change_ballot",
    "can_change_decision",
    "can_check_dossier",
    "can_choose_award",
    "can_complete",
    "can_confirm_condition",
    "can_count",
    "can_decide_for",
    "can_fill_office",
    "can_keep_catalogue",
    "can_keep_conditions",
    "can_keep_history",
    "can_keep_quotas",
    "can_keep_roll",
    "can_name_tellers",
    "can_override",
    "can_prepare_ballot",
    "can_propose",
    "can_propose_chosen",
    "can_propose_fallback",
    "can_refer_dossier",
    "can_restore_ballot",
    "can_set_rule_day",
    "can_stand_in",
    "can_start_next_round",
    "can_take",
    "can_take_ballot",
    "can_vote",
    "can_vote_on",
    "sees_every_judgement",
]

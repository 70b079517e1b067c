"""Who may have papers made, and what a stage of the year demands; each answer says why."""

from reports.permissions.packs import (
    can_ask_for_pack,
    can_ask_of_all_blocs,
    can_move_pack,
)
from reports.permissions.papers import (
    can_ask_for_paper,
    can_cancel_document,
    can_issue_document,
    can_keep_copies,
    can_keep_signed_copy,
    can_keep_word_forms,
    can_retry_document,
    can_return_word,
    can_take_words,
    can_withdraw_issue,
    can_withdraw_scan,
)
from reports.permissions.stages import (
    can_advance,
    can_enter,
    can_step_back,
)

__all__ = [
    "can_advance",
    "can_ask_for_pack",
    "can_ask_for_paper",
    "can_ask_of_all_blocs",
    "can_cancel_document",
    "can_enter",
    "can_issue_document",
    "can_keep_copies",
    "can_keep_signed_copy",
    "can_keep_word_forms",
    "can_move_pack",
    "can_retry_document",
    "can_return_word",
    "can_step_back",
    "can_take_words",
    "can_withdraw_issue",
    "can_withdraw_scan",
]

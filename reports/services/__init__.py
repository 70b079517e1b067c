from reports.services.broker import nudge
from reports.services.carrying import CarriedSpec, carry_paper
from reports.services.documents import (
    ask_for_paper,
    cancel_document,
    record_download,
    retry_document,
)
from reports.services.handover import hand_over_season
from reports.services.issue_orders import Entry
from reports.services.issuing import issue_document, withdraw_issue
from reports.services.jobs import (
    Swept,
    claim,
    make,
    make_waiting_here,
    mark_failed,
    sweep_documents,
)
from reports.services.members import rename_members
from reports.services.narrative import (
    accept_figures,
    draft_empty_sections,
    draft_section,
    edit_section,
)
from reports.services.officers import name_officer
from reports.services.own_words import write_own_sections
from reports.services.pack_feeding import feed_packs, go_on_after
from reports.services.pack_jobs import assemble, make_packs_here, sweep_packs
from reports.services.packs import (
    ask_for_conference_pack,
    ask_for_province_pack,
    move_pack,
    record_pack_download,
)
from reports.services.rechecking import recheck_signatures
from reports.services.scans import keep_scan, withdraw_scan
from reports.services.signing import keep_signed_copy, record_copy_download
from reports.services.stages import (
    advance_season,
    amend_season_table,
    open_season_sheets,
    step_back_season,
)
from reports.services.word_copies import word_copy
from reports.services.word_forms import end_word_form, keep_word_form
from reports.services.word_returns import take_returned_words
from reports.services.year_rows import (
    ChangedRow,
    change_year_row,
    order_year_rows,
    remove_year_row,
)

__all__ = [
    "CarriedSpec",
    "ChangedRow",
    "Entry",
    "Swept",
    "accept_figures",
    "advance_season",
    "amend_season_table",
    "ask_for_conference_pack",
    "ask_for_paper",
    "ask_for_province_pack",
    "assemble",
    "cancel_document",
    "carry_paper",
    "change_year_row",
    "claim",
    "draft_empty_sections",
    "draft_section",
    "edit_section",
    "end_word_form",
    "feed_packs",
    "go_on_after",
    "hand_over_season",
    "issue_document",
    "keep_scan",
    "keep_signed_copy",
    "keep_word_form",
    "make",
    "make_packs_here",
    "make_waiting_here",
    "mark_failed",
    "move_pack",
    "name_officer",
    "nudge",
    "open_season_sheets",
    "order_year_rows",
    "recheck_signatures",
    "record_copy_download",
    "record_download",
    "record_pack_download",
    "remove_year_row",
    "rename_members",
    "retry_document",
    "step_back_season",
    "sweep_documents",
    "sweep_packs",
    "take_returned_words",
    "withdraw_issue",
    "withdraw_scan",
    "word_copy",
    "write_own_sections",
]

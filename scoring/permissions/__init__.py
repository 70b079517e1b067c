"""Who may do what in scoring; each answer carries its reason."""

from scoring.permissions.appraisal import (
    appraises,
    can_appraise,
    can_appraise_for_province,
    can_open_appraisal,
    has_appraised,
)
from scoring.permissions.departments import can_set_departments, sees_departments
from scoring.permissions.documents import can_edit_document, can_remove_document
from scoring.permissions.given import (
    can_assign_cross_scorers,
    can_cross_score,
    can_decide_tie,
    can_finish_cross_scoring,
    can_record_vote,
    can_reopen_cross_scoring,
    can_score_for_sector,
    cross_scores,
)
from scoring.permissions.seasons import (
    can_freeze_ranking,
    can_open_sheets,
    can_report_ranking,
    can_see_points,
    can_set_visibility,
    shown_depth,
)
from scoring.permissions.sheets import can_edit_sheet, can_take
from scoring.permissions.tables import (
    can_apply_amendment,
    can_manage_table,
    can_manage_tables,
    can_manage_tables_of,
    table_scope,
)
from scoring.permissions.targets import (
    can_assign_lines,
    can_set_target_of,
    can_set_targets,
    has_scoring_begun,
)

__all__ = [
    "appraises",
    "can_apply_amendment",
    "can_appraise",
    "can_appraise_for_province",
    "can_assign_cross_scorers",
    "can_assign_lines",
    "can_cross_score",
    "can_decide_tie",
    "can_edit_document",
    "can_edit_sheet",
    "can_finish_cross_scoring",
    "can_freeze_ranking",
    "can_manage_table",
    "can_manage_tables",
    "can_manage_tables_of",
    "can_open_appraisal",
    "can_open_sheets",
    "can_record_vote",
    "can_remove_document",
    "can_reopen_cross_scoring",
    "can_report_ranking",
    "can_score_for_sector",
    "can_see_points",
    "can_set_departments",
    "can_set_target_of",
    "can_set_targets",
    "can_set_visibility",
    "can_take",
    "cross_scores",
    "has_appraised",
    "has_scoring_begun",
    "sees_departments",
    "shown_depth",
    "table_scope",
]

"""Who may do what in scoring; each answer carries its reason."""

from scoring.permissions.appraisal import (
    appraises,
    can_appraise,
    can_appraise_for_province,
    can_open_appraisal,
)
from scoring.permissions.seasons import (
    can_freeze_ranking,
    can_manage_tables,
    can_open_sheets,
    can_report_ranking,
    can_see_points,
    shown_depth,
)
from scoring.permissions.sheets import can_edit_sheet, can_take

__all__ = [
    "appraises",
    "can_appraise",
    "can_appraise_for_province",
    "can_edit_sheet",
    "can_freeze_ranking",
    "can_manage_tables",
    "can_open_appraisal",
    "can_open_sheets",
    "can_report_ranking",
    "can_see_points",
    "can_take",
    "shown_depth",
]

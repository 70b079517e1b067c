from scoring.services.amendments import apply_amendment
from scoring.services.appraisal import accept_self_points, save_appraisal
from scoring.services.claims import save_line, save_lines
from scoring.services.cloning import clone_table, draft_amendment
from scoring.services.departments import set_departments
from scoring.services.documents import edit_document, remove_document
from scoring.services.evidence import (
    NamedFile,
    attach_document,
    attach_evidence,
    detach_evidence,
)
from scoring.services.lateness import clear_late
from scoring.services.lines import LineEdit
from scoring.services.rankings import freeze_ranking, record_reported_ranking
from scoring.services.returns import Answer, answer_lines
from scoring.services.sheets import open_sheets, take
from scoring.services.tables import (
    assign_table,
    close_table,
    create_table,
    delete_draft,
    edit_draft,
    publish_table,
    replace_draft,
)
from scoring.services.targets import TargetEdit, set_assigned, set_targets

__all__ = [
    "Answer",
    "LineEdit",
    "NamedFile",
    "TargetEdit",
    "accept_self_points",
    "answer_lines",
    "apply_amendment",
    "assign_table",
    "attach_document",
    "attach_evidence",
    "clear_late",
    "clone_table",
    "close_table",
    "create_table",
    "delete_draft",
    "detach_evidence",
    "draft_amendment",
    "edit_document",
    "edit_draft",
    "freeze_ranking",
    "open_sheets",
    "publish_table",
    "record_reported_ranking",
    "remove_document",
    "replace_draft",
    "save_appraisal",
    "save_line",
    "save_lines",
    "set_assigned",
    "set_departments",
    "set_targets",
    "take",
]

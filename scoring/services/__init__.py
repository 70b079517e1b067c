from scoring.services.appraisal import accept_self_points, save_appraisal
from scoring.services.claims import save_line, save_lines
from scoring.services.evidence import NamedFile, attach_evidence, detach_evidence
from scoring.services.lines import LineEdit
from scoring.services.rankings import freeze_ranking, record_reported_ranking
from scoring.services.sheets import open_sheets, take
from scoring.services.tables import assign_table, create_table, publish_table

__all__ = [
    "LineEdit",
    "NamedFile",
    "accept_self_points",
    "assign_table",
    "attach_evidence",
    "create_table",
    "detach_evidence",
    "freeze_ranking",
    "open_sheets",
    "publish_table",
    "record_reported_ranking",
    "save_appraisal",
    "save_line",
    "save_lines",
    "take",
]

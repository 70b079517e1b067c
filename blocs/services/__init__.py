"""Every write of this app; see each module for its part."""

from blocs.services.appointments import appoint, end_appointment
from blocs.services.calendar import extend_step, set_step
from blocs.services.categories import set_categories
from blocs.services.founding import set_founding_day
from blocs.services.handovers import HandoverSpec, hand_over, receive_handover
from blocs.services.indicators import BaselineSpec, IndicatorSpec, record_indicators
from blocs.services.meeting_plans import (
    MeetingPlan,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from blocs.services.meetings import (
    AttendanceSpec,
    ConclusionSpec,
    GuestSpec,
    MeetingSpec,
    PurposeSpec,
    meetings_of,
    record_meetings,
)
from blocs.services.members import rename_members
from blocs.services.narrative import restore_section, write_section
from blocs.services.next_season import open_next_season
from blocs.services.next_tasks import write_next_tasks
from blocs.services.offices import confirm_office, hand_over_office, set_office, withdraw_office
from blocs.services.own_words import OwnText, restore_own_words, write_own_words
from blocs.services.programme import set_programme
from blocs.services.records import (
    LegalDocumentSpec,
    MovementSpec,
    SourceSpec,
    StatementSpec,
    record_legal_documents,
    record_movements,
    record_next_tasks,
    record_sources,
    record_statements,
)
from blocs.services.references import (
    Begun,
    followed_from,
    followed_since,
    last_move,
    move_references,
)
from blocs.services.registrations import ItemSpec, register_targets
from blocs.services.registry import (
    ensure_agency,
    ensure_bloc,
    ensure_cycle,
    ensure_province,
    open_cycle,
)
from blocs.services.revisions import paragraphs_of
from blocs.services.seasons import (
    MemberSpec,
    add_members,
    move_season,
    open_season,
    set_published_ranks,
)
from blocs.services.year_lists import INDICATORS, LEGAL_DOCUMENTS, MOVEMENTS, SOURCES
from blocs.services.year_rows import (
    YearList,
    add_row,
    change_row,
    mark_of_order,
    mark_of_row,
    order_rows,
    remove_row,
)

__all__ = [
    "INDICATORS",
    "LEGAL_DOCUMENTS",
    "MOVEMENTS",
    "SOURCES",
    "AttendanceSpec",
    "BaselineSpec",
    "Begun",
    "ConclusionSpec",
    "GuestSpec",
    "HandoverSpec",
    "IndicatorSpec",
    "ItemSpec",
    "LegalDocumentSpec",
    "MeetingPlan",
    "MeetingSpec",
    "MemberSpec",
    "MovementSpec",
    "OwnText",
    "PurposeSpec",
    "SourceSpec",
    "StatementSpec",
    "YearList",
    "add_members",
    "add_row",
    "appoint",
    "cancel_meeting",
    "change_meeting",
    "change_row",
    "confirm_office",
    "end_appointment",
    "ensure_agency",
    "ensure_bloc",
    "ensure_cycle",
    "ensure_province",
    "extend_step",
    "followed_from",
    "followed_since",
    "hand_over",
    "hand_over_office",
    "last_move",
    "mark_of_order",
    "mark_of_row",
    "meetings_of",
    "move_references",
    "move_season",
    "open_cycle",
    "open_next_season",
    "open_season",
    "order_rows",
    "paragraphs_of",
    "plan_meeting",
    "receive_handover",
    "record_indicators",
    "record_legal_documents",
    "record_meetings",
    "record_movements",
    "record_next_tasks",
    "record_sources",
    "record_statements",
    "register_targets",
    "remove_row",
    "rename_members",
    "restore_own_words",
    "restore_section",
    "set_categories",
    "set_founding_day",
    "set_office",
    "set_programme",
    "set_published_ranks",
    "set_step",
    "withdraw_office",
    "write_next_tasks",
    "write_own_words",
    "write_section",
]

from blocs.models.agencies import Agency, AgencyName, AgencySuccession, Province
from blocs.models.blocs import Bloc, BlocAlias, Cycle, Membership, Season
from blocs.models.calendar import CalendarStep, StepExtension
from blocs.models.content import (
    Indicator,
    IndicatorBaseline,
    LegalDocument,
    Movement,
    NextTask,
    Source,
    Statement,
)
from blocs.models.handovers import Handover, HandoverReceipt
from blocs.models.meetings import (
    Attendance,
    Conclusion,
    Guest,
    GuestDuty,
    Meeting,
    MeetingPurpose,
    ProgrammeItem,
)
from blocs.models.narrative import SectionRevision
from blocs.models.people import Appointment, Office
from blocs.models.registrations import Registration, RegistrationItem

__all__ = [
    "Agency",
    "AgencyName",
    "AgencySuccession",
    "Appointment",
    "Attendance",
    "Bloc",
    "BlocAlias",
    "CalendarStep",
    "Conclusion",
    "Cycle",
    "Guest",
    "GuestDuty",
    "Handover",
    "HandoverReceipt",
    "Indicator",
    "IndicatorBaseline",
    "LegalDocument",
    "Meeting",
    "MeetingPurpose",
    "Membership",
    "Movement",
    "NextTask",
    "Office",
    "ProgrammeItem",
    "Province",
    "Registration",
    "RegistrationItem",
    "Season",
    "SectionRevision",
    "Source",
    "Statement",
    "StepExtension",
]

"""What the pages of this app and those above read of several models."""

from blocs.selectors.calendar import (
    calendar_changes,
    carried_steps,
    described_offices,
    extensions_of,
    labels_of,
    lateness_text,
    member_deadlines,
    period_of,
    step_rows,
)
from blocs.selectors.meetings import meetings_listed, programme_of
from blocs.selectors.meetings_ahead import MeetingAhead, meetings_ahead
from blocs.selectors.registrations import unregistered_in, without_registration

__all__ = [
    "MeetingAhead",
    "calendar_changes",
    "carried_steps",
    "described_offices",
    "extensions_of",
    "labels_of",
    "lateness_text",
    "meetings_ahead",
    "meetings_listed",
    "member_deadlines",
    "period_of",
    "programme_of",
    "step_rows",
    "unregistered_in",
    "without_registration",
]

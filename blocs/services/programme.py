"""The programme of one meeting, as its organisers set it."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from accounts import audit
from accounts.errors import Stale
from accounts.models import User
from blocs.models import Meeting
from blocs.permissions import can_set_programme, seats_of
from blocs.rules.programme import ProgrammeLine, written
from blocs.selectors import programme_of
from blocs.services.meetings import add_programme
from blocs.services.rows import season_to_write
from blocs.standing import standing_of

_STALE = "Chương trình này vừa được thay đổi. Đề nghị xem lại trước khi lưu."


@transaction.atomic
def set_programme(
    *, season_id: int, position: int, lines: Sequence[ProgrammeLine], seen: str, actor: User | None
) -> Meeting:
    """Replace the programme of the meeting; without lines it has the usual points again.

    Args:
        position: the meeting's place in the season.
        seen: the mark of the programme that the person's page was showing.

    Raises:
        Stale: the programme or the meeting changed after the page was opened.
        NotAllowed: the season is closed, the meeting cancelled or held, or not by this person.
        Invalid: a point says nothing or is too long.
    """
    season = season_to_write(season_id, actor)
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    meeting = rows.filter(season=season, position=position).first()
    if meeting is None or mark_of_programme(meeting) != seen:
        raise Stale(_STALE)
    meeting.season = season
    can_set_programme(standing_of(actor), season, seats_of(season), meeting).demand()
    before = _set_so_far(meeting)
    if not (lines or before) or tuple(lines) == programme_of(meeting):
        return meeting  # also the usual points, left as they were
    meeting.programme.all().delete()
    add_programme(meeting, lines)
    audit.record(
        actor=actor,
        action="meeting.programme",
        subject=meeting,
        before={"programme": before},
        after={"programme": written(lines)},
    )
    return meeting


def mark_of_programme(meeting: Meeting) -> str:
    """Return a short mark of what was set, to know later whether it is still the one seen."""
    return hashlib.sha256(_set_so_far(meeting).encode()).hexdigest()[:20]


def _set_so_far(meeting: Meeting) -> str:
    """Return the programme that was set for the meeting, as it is typed; empty for none."""
    rows = meeting.programme.order_by("position")
    return written(ProgrammeLine(row.text, row.performer, row.starts_at) for row in rows)

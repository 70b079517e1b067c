"""The meetings ahead with their invitations, and what the secretariat is to do about these."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from blocs.models import Office, Season
from blocs.permissions import is_secretariat, seats_from
from blocs.selectors import MeetingAhead, meetings_ahead
from blocs.standing import Standing
from reports.models import Issue
from reports.selectors.duty import Duty
from reports.states import DocumentKind
from scoring.selectors.samples import samples_among


@dataclass(frozen=True, slots=True)
class MeetingNotice:
    """A meeting ahead as the home page tells of it.

    Args:
        invitation: the one in force, if any; ``is_outdated`` where the meeting changed since.
        runs: the person acts for the secretariat that invites.
    """

    ahead: MeetingAhead
    invitation: Issue | None
    runs: bool
    is_sample: bool

    @property
    def season(self) -> Season:
        return self.ahead.meeting.season

    @property
    def is_outdated(self) -> bool:
        changed, issue = self.ahead.changed_at, self.invitation
        return issue is not None and changed is not None and issue.issued_at < changed


def meeting_notices(standing: Standing, now: datetime) -> list[MeetingNotice]:
    """Return the meetings ahead of the person's agencies, the next one first.

    Three queries more than ``meetings_ahead`` where there is one.
    """
    ahead = meetings_ahead(standing, now)
    if not ahead:
        return []
    seasons = list({one.meeting.season_id: one.meeting.season for one in ahead}.values())
    samples = samples_among(seasons)
    run = _run_by(standing, seasons)
    invitations = _invitations(seasons)
    return [
        MeetingNotice(
            one,
            invitation=invitations.get((one.meeting.season_id, str(one.meeting.position))),
            runs=one.meeting.season_id in run,
            is_sample=one.meeting.season_id in samples,
        )
        for one in ahead
    ]


def _run_by(standing: Standing, seasons: Sequence[Season]) -> set[int]:
    offices = list(Office.objects.filter(season__in=seasons))
    return {
        season.pk
        for season in seasons
        if is_secretariat(
            standing, seats_from(one for one in offices if one.season_id == season.pk)
        )
    }


def _invitations(seasons: Sequence[Season]) -> Mapping[tuple[int, str], Issue]:
    """Return the invitations in force by season and place of the meeting; the latest of each."""
    issues = Issue.objects.in_force().filter(
        document__season__in=seasons, document__kind=DocumentKind.INVITATION.value
    )
    rows = issues.select_related("document").defer("document__content").order_by("issued_at", "pk")
    return {(one.document.season_id, one.document.subject): one for one in rows}


def meeting_duties(notices: Iterable[MeetingNotice]) -> Iterator[Duty]:
    """Yield what the secretariat is to do about the invitations."""
    for one in notices:
        said = _to_do(one) if one.runs else ""
        if not said:
            continue
        bloc, cycle = one.season.bloc.code, one.season.cycle.label
        label, url = "Lập giấy mời", reverse("reports:document-list", args=[bloc, cycle])
        if one.ahead.meeting.cancelled_because and one.invitation is not None:
            label, url = "Xem giấy mời", one.invitation.get_absolute_url()
        yield Duty(one.season, said, label, url, is_sample=one.is_sample)


def _to_do(notice: MeetingNotice) -> str:
    """Say what is to be done about the invitation to a meeting; empty for nothing."""
    meeting, issue = notice.ahead.meeting, notice.invitation
    if meeting.cancelled_because:
        if issue is None:
            return ""
        return f"“{meeting.name}” đã hủy; thu hồi giấy mời {issue.reference}."
    if issue is None:
        if meeting.held_on is None:
            return ""
        return f"Lập và ban hành giấy mời “{meeting.name}”, {notice.ahead.time_text}."
    if notice.is_outdated:
        return (
            f"“{meeting.name}” đã thay đổi sau khi ban hành giấy mời {issue.reference}; "
            "lập bản mới và ban hành thay thế."
        )
    return ""

"""The one door to each record of this app: what a person may not see does not exist."""

from django.http import Http404

from blocs.models import Meeting, Season
from blocs.standing import Standing


def season_for(standing: Standing, bloc_code: str, cycle_label: str) -> Season:
    """Return the season with its bloc and cycle, or raise Http404."""
    seasons = Season.objects.visible_to(standing).with_names()
    season = seasons.filter(bloc__code=bloc_code, cycle__label=cycle_label).first()
    if season is None:
        raise Http404("No such season.")
    return season


def meeting_for(season: Season, position: int) -> Meeting:
    """Return the meeting at its place in the season, with what its programme follows from."""
    meetings = season.meetings.prefetch_related("programme", "purposes", "guests__duties")
    meeting = meetings.filter(position=position).first()
    if meeting is None:
        raise Http404("No such meeting.")
    meeting.season = season
    return meeting

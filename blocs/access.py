"""The one door to each record of this app: what a person may not see does not exist."""

from django.http import Http404

from blocs.models import Season
from blocs.standing import Standing


def season_for(standing: Standing, bloc_code: str, cycle_label: str) -> Season:
    """Return the season with its bloc and cycle, or raise Http404."""
    seasons = Season.objects.visible_to(standing).with_names()
    season = seasons.filter(bloc__code=bloc_code, cycle__label=cycle_label).first()
    if season is None:
        raise Http404("No such season.")
    return season

"""Whether what is shown of a season is made up: every page that shows it asks here."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from blocs.models import Season
from scoring.models import SeasonTable

_MADE_UP = Q(scores_are_sample=True) | Q(table__is_sample=True)


def is_sample(season: Season) -> bool:
    """Say whether the season, its bloc, its scores or its table are sample data.

    One query at most.

    Args:
        season: with its bloc loaded.
    """
    if season.is_sample or season.bloc.is_sample:
        return True
    return SeasonTable.objects.filter(_MADE_UP, season=season).exists()


def sample_mark() -> ExpressionWrapper:
    """Return the same answer as an annotation for lists of seasons."""
    scored = SeasonTable.objects.filter(_MADE_UP, season=OuterRef("pk"))
    return ExpressionWrapper(
        Q(is_sample=True) | Q(bloc__is_sample=True) | Q(Exists(scored)), BooleanField()
    )

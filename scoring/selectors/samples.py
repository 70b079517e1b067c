"""Whether what is shown of a season is made up: every page that shows it asks here."""

from collections.abc import Sequence

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
    if season.is_made_up:
        return True
    return SeasonTable.objects.filter(_MADE_UP, season=season).exists()


def samples_among(seasons: Sequence[Season]) -> set[int]:
    """Return the numbers of those seasons of which the same is true. One query."""
    numbers = [season.pk for season in seasons]
    marked = Season.objects.order_by().filter(sample_mark(), pk__in=numbers)
    return set(marked.values_list("pk", flat=True))


def sample_mark() -> ExpressionWrapper:
    """Return the same answer as an annotation for lists of seasons."""
    scored = SeasonTable.objects.filter(_MADE_UP, season=OuterRef("pk"))
    return ExpressionWrapper(
        Q(is_sample=True) | Q(bloc__is_sample=True) | Q(Exists(scored)), BooleanField()
    )

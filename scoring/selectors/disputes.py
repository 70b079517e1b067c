"""Lines that the appraiser and the agency do not see alike: given back, or finally different."""

from django.db.models import F, Q, QuerySet

from blocs.models import Season
from scoring.models import LineReturn, ScoreLine
from scoring.states import Scorer, SheetState


def given_back(season: Season) -> QuerySet[LineReturn]:
    """Return the lines that an appraiser gave back with a reason, or an agency answered."""
    told = LineReturn.objects.exclude(reason="", answer="")
    return told.filter(
        sheet_return__sheet__season=season,
        sheet_return__by_own_head=False,
        sheet_return__is_reopening=False,
    )


def finally_different(season: Season) -> QuerySet[ScoreLine]:
    """Return the lines of appraised sheets whose points are not those the agency claimed."""
    other = Q(self_points__isnull=True) | ~Q(appraised_points=F("self_points"))
    return ScoreLine.objects.filter(
        other,
        sheet__season=season,
        sheet__state=SheetState.APPRAISED.value,
        criterion__scored_by=Scorer.AGENCY.value,
        appraised_points__isnull=False,
    )


def disputing_agencies(season: Season) -> set[int]:
    """Return the agencies that have something to explain. Two queries."""
    back = given_back(season).values_list("sheet_return__sheet__agency", flat=True)
    return {*back, *finally_different(season).values_list("sheet__agency", flat=True)}

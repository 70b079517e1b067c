"""Points of several agencies, votes and recorded decisions, as a ranking takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from blocs.models import Season
from scoring.models import CrossAssignment, LayerScore, MemberVote, TieDecision
from scoring.states import GivenLayer


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """What was given to one line, by the code of the agency that gave it."""

    sector: dict[str, Decimal] = field(default_factory=dict)
    cross: dict[str, Decimal] = field(default_factory=dict)
    sector_actual: dict[str, Decimal] = field(default_factory=dict)
    cross_actual: dict[str, Decimal] = field(default_factory=dict)


def given_points(season: Season) -> dict[int, GivenPoints]:
    """Return what sector agencies and other members gave, by line. One query.

    What a member gave counts from the moment it has finished that sheet, and only while it is
    still assigned to score it.
    """
    finished = CrossAssignment.objects.filter(
        season=season,
        scorer=OuterRef("scorer"),
        subject=OuterRef("line__sheet__agency"),
        finished_at__isnull=False,
    )
    rows = LayerScore.objects.filter(line__sheet__season=season).filter(
        Q(layer=GivenLayer.SECTOR.value) | Exists(finished)
    )
    found: dict[int, GivenPoints] = {}
    columns = rows.order_by("line", "scorer__code")
    for line, layer, code, points, actual in columns.values_list(
        "line", "layer", "scorer__code", "points", "actual"
    ):
        given = found.setdefault(line, GivenPoints())
        is_sector = layer == GivenLayer.SECTOR
        if points is not None:
            (given.sector if is_sector else given.cross)[code] = points
        if actual is not None:
            (given.sector_actual if is_sector else given.cross_actual)[code] = actual
    return found


def votes_of(season: Season) -> dict[str, tuple[int, int]]:
    """Return by agency code how many agreed, of how many who voted. One query."""
    rows = MemberVote.objects.filter(season=season).order_by("agency__code")
    return {
        code: (votes, voters)
        for code, votes, voters in rows.values_list("agency__code", "votes", "voters")
    }


def places_of(season: Season) -> dict[str, int]:
    """Return by agency code the places of recorded decisions on equal members. One query."""
    rows = TieDecision.objects.filter(season=season).order_by("agency__code")
    return dict(rows.values_list("agency__code", "place"))


def mark_of_votes(votes: Mapping[str, tuple[int, int]]) -> str:
    """Return a short text of the votes that a page showed, to know later whether they changed."""
    return " ".join(f"{code}={agreed}/{voters}" for code, (agreed, voters) in sorted(votes.items()))


def counts_in_mark(mark: str) -> dict[str, tuple[str, str]]:
    """Return by agency code the votes and voters that a page showed, as its mark tells them."""
    parts = (part.partition("=") for part in mark.split())
    counts = ((code, pair.partition("/")) for code, _, pair in parts)
    return {code: (votes, voters) for code, (votes, _, voters) in counts}


def mark_of_places(places: Mapping[str, int]) -> str:
    """Return a short text of the decided places that a page showed."""
    return " ".join(f"{code}={place}" for code, place in sorted(places.items()))

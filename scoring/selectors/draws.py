"""How the cross-scorers of a season were drawn, as the audit knows it, for anyone to draw again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import AuditEvent
from blocs.models import Agency, Season
from blocs.rules.stages import has_reached
from blocs.states import Stage
from scoring.models import CrossAssignment
from scoring.rules.assignment import ALL_OTHERS, AssignmentError, cross_pairs, drawn_circle

DRAWN, RECORDED = "season.assign_cross_scorers", "season.record_cross_pairs"
SHOWN_FROM = Stage.BLOC_REVIEW


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in the circle: its code, what it was drawn by, and whom it scores."""

    agency: str
    code: str
    digest: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossDraw:
    """One draw; without a seed it was drawn elsewhere and recorded.

    ``scorers`` is how many sheets each member scores, 0 for all others. ``is_held`` says that
    its pairs are those on record, ``is_repeated`` that the seed draws the same pairs again.
    """

    number: int
    at: datetime
    by: str
    reason: str
    seed: str
    scorers: int
    places: tuple[Place, ...]
    is_held: bool
    is_repeated: bool


def is_public(season: Season) -> bool:
    """Say whether the members see how it was drawn, from which follows who scores whom.

    Only when all have scored, so that nobody is asked for points by those whose sheet they
    score; who runs or watches the season sees it from the start.
    """
    return has_reached(Stage(season.stage), SHOWN_FROM)


def draws_of(season: Season) -> list[CrossDraw]:
    """Return every draw of the season, the last one first. Three queries."""
    events = AuditEvent.objects.filter(
        subject_type="blocs.season", subject_id=str(season.pk), action__in=(DRAWN, RECORDED)
    )
    rows = list(events.select_related("actor").order_by("id"))
    codes = {code for row in rows for pair in row.after["pairs"] for code in pair}
    names = dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    pairs = CrossAssignment.objects.filter(season=season)
    held = sorted(pairs.values_list("scorer__code", "subject__code"))
    return [_draw(number, row, names, held) for number, row in enumerate(rows, start=1)][::-1]


def _draw(
    number: int, row: AuditEvent, names: Mapping[str, str], held: list[tuple[str, str]]
) -> CrossDraw:
    pairs = sorted((scorer, subject) for scorer, subject in row.after["pairs"])
    seed, scorers = row.after.get("seed", ""), row.after.get("scorers", ALL_OTHERS)
    return CrossDraw(
        number=number,
        at=row.at,
        by=row.by,
        reason=row.reason,
        seed=seed,
        scorers=scorers,
        places=_places(pairs, seed, names) if seed and scorers != ALL_OTHERS else (),
        is_held=pairs == held,
        is_repeated=bool(seed) and _again(pairs, scorers, seed) == pairs,
    )


def _places(pairs: list[tuple[str, str]], seed: str, names: Mapping[str, str]) -> tuple[Place, ...]:
    codes = sorted({scorer for scorer, _ in pairs})
    circle = drawn_circle(codes, seed)
    order = [code for code, _ in circle]
    drawn = set(pairs)
    return tuple(
        Place(
            agency=names.get(code, code),
            code=code,
            digest=digest,
            subjects=tuple(
                names.get(other, other)
                for other in order[place + 1 :] + order[:place]
                if (code, other) in drawn
            ),
        )
        for place, (code, digest) in enumerate(circle)
    )


def _again(pairs: list[tuple[str, str]], scorers: int, seed: str) -> list[tuple[str, str]]:
    try:
        return cross_pairs(sorted({scorer for scorer, _ in pairs}), scorers, seed)
    except AssignmentError:
        return []

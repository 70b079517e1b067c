"""The lines that nobody but the province gives points, and those that still wait for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from blocs.models import Season
from scoring.models import ScoreLine
from scoring.rules.nodes import EXTRA_KINDS
from scoring.rules.workflow import SENT
from scoring.states import Scorer

# What a sector agency would score for itself: nobody judges themselves.
OWN_FIELD = Q(criterion__scored_by=Scorer.SECTOR.value, criterion__sector=F("sheet__agency"))


@dataclass(frozen=True, slots=True)
class ProvinceWait:
    """One sheet whose lines wait for the province, by their keys; whether it was sent."""

    season: int
    sheet: int
    agency: str
    is_sent: bool
    keys: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{self.agency} ({', '.join(self.keys)})"


@dataclass(frozen=True, slots=True)
class ProvinceLines:
    """How many lines of a season the province has to score, how many have points, and where
    some are left.
    """

    lines: int
    given: int
    waits: tuple[ProvinceWait, ...]


class _Row(NamedTuple):
    season: int
    sheet: int
    agency: str
    state: str
    key: str
    points: Decimal | None


def own_field_lines() -> QuerySet[ScoreLine]:
    """Keep the lines that a sector agency would score for itself."""
    return ScoreLine.objects.filter(OWN_FIELD, is_assigned=True)


def province_lines() -> QuerySet[ScoreLine]:
    """Keep the lines that cannot do without points of the province.

    Those that the table leaves to it, and those of sector agencies that are members.
    """
    scored_by = Q(criterion__scored_by=Scorer.PROVINCE.value)
    lines = ScoreLine.objects.filter(scored_by | OWN_FIELD, is_assigned=True)
    return lines.exclude(criterion__kind__in=[kind.value for kind in EXTRA_KINDS])


def lines_awaiting_province() -> QuerySet[ScoreLine]:
    """Keep those lines of sent sheets that have no points of the province yet."""
    sent = [state.value for state in SENT]
    return province_lines().filter(province_points__isnull=True, sheet__state__in=sent)


def province_counts(season: Season) -> ProvinceLines:
    """Return how far the province has come in a season. One query."""
    rows = _rows(province_lines().filter(sheet__season=season))
    left = [row for row in rows if row.points is None]
    return ProvinceLines(len(rows), len(rows) - len(left), _by_sheet(left))


def awaiting_in(seasons: Sequence[Season]) -> tuple[ProvinceWait, ...]:
    """Return the sent sheets of the seasons that wait for the province. One query."""
    lines = lines_awaiting_province().filter(sheet__season__in=seasons)
    return _by_sheet(_rows(lines))


def _rows(lines: QuerySet[ScoreLine]) -> list[_Row]:
    """Return the lines in the order of the agencies' names."""
    ordered = lines.order_by("sheet__agency__name", "sheet", "criterion__position")
    columns = ("sheet__season", "sheet", "sheet__agency__short_name", "sheet__state")
    rows = ordered.values_list(*columns, "criterion__key", "province_points")
    return [_Row(*row) for row in rows]


def _by_sheet(rows: Iterable[_Row]) -> tuple[ProvinceWait, ...]:
    found: dict[int, tuple[_Row, list[str]]] = {}
    for row in rows:
        found.setdefault(row.sheet, (row, []))[1].append(row.key)
    return tuple(
        ProvinceWait(row.season, row.sheet, row.agency, row.state in SENT, tuple(keys))
        for row, keys in found.values()
    )

"""The claims of a season beside their appraisal, their bloc and their own past."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import QuerySet

from blocs.models import Season
from scoring.models import CriteriaTable, Criterion, ScoreLine, ScoreSheet
from scoring.rules.awaited import SETTLED, Awaited
from scoring.rules.deviation import Claim, Deviation, deviations, flagged_keys
from scoring.rules.nodes import JUDGED_KINDS
from scoring.rules.settings import TableRules
from scoring.selectors.live_points import season_awaited
from scoring.selectors.nodes import table_of
from scoring.selectors.results import rules_of
from scoring.states import ReasonFor, Scorer, SheetState

MOST_GENERATIONS = 20  # clones of clones; a criterion that is older has no past here
_COLUMNS = (
    "pk",
    "sheet",
    "sheet__agency__code",
    "sheet__agency__name",
    "criterion",
    "criterion__key",
    "criterion__label",
    "criterion__kind",
    "min_points",
    "max_points",
    "self_points",
    "appraised_points",
    "self_actual",
    "self_minus",
    "appraised_actual",
    "appraised_minus",
    "appraisal_reason",
)


class _Row(NamedTuple):
    line: int
    sheet: int
    agency: str
    name: str
    criterion: int
    key: str
    label: str
    kind: str
    least: Decimal
    most: Decimal
    own: Decimal
    appraised: Decimal
    own_actual: Decimal | None
    own_minus: Decimal | None
    actual: Decimal | None
    minus: Decimal | None
    reason: str

    @property
    def span(self) -> Decimal:
        return max(self.most, -self.least)

    @property
    def is_agreed(self) -> bool:
        """Say whether only others' results moved the points of a result that was accepted."""
        if self.kind in JUDGED_KINDS:
            return False
        claimed = (self.own_actual, self.own_minus)
        return claimed != (None, None) and claimed == (self.actual, self.minus)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the desk: what was judged, where it stands, which points are provisional."""

    deviation: Deviation
    name: str
    label: str
    line_id: int
    sheet_id: int
    reason: str
    awaited: Awaited


@dataclass(frozen=True, slots=True)
class DeviationDesk:
    """All lines with both layers; ``most`` is how many members a criterion has at the most."""

    rules: TableRules
    rows: tuple[DeskRow, ...]
    most: int

    @property
    def is_too_small(self) -> bool:
        """Say whether there are too few members to say what is usual."""
        return self.most < self.rules.deviation_members


def deviation_desk(season: Season) -> DeviationDesk | None:
    """Return the season's desk, or None while it has no table. Six queries or few more.

    Who may see which line is not asked here: keep the rows of the sheets that are open.

    Args:
        season: with its cycle loaded.
    """
    table = table_of(season)
    if table is None:
        return None
    rules = rules_of(table)
    rows = {
        (row.agency, row.key): row for row in _rows(_both_layers().filter(sheet__season=season))
    }
    past = _past_of(season, table)
    waiting = season_awaited(season, rules)
    claims = [_claim(row, past.get(place, ())) for place, row in rows.items()]
    found = deviations(claims, rules)
    return DeviationDesk(
        rules=rules,
        rows=tuple(_desk_row(one, rows, waiting) for one in found),
        most=max((one.bloc.count for one in found), default=0),
    )


def keys_to_explain(sheet: ScoreSheet) -> Collection[str] | None:
    """Return the criteria of a sheet that need the appraiser's reason; None for all that differ.

    Args:
        sheet: with its agency, season and cycle loaded.
    """
    table = table_of(sheet.season)
    if table is None or rules_of(table).reason_for is ReasonFor.EVERY_DIFFERENCE:
        return None
    desk = deviation_desk(sheet.season)
    flagged = flagged_keys([row.deviation for row in desk.rows]) if desk else {}
    return flagged.get(sheet.agency.code, frozenset())


def _both_layers() -> QuerySet[ScoreLine]:
    return ScoreLine.objects.filter(
        is_assigned=True,
        criterion__scored_by=Scorer.AGENCY.value,
        self_points__isnull=False,
        appraised_points__isnull=False,
    )


def _rows(lines: QuerySet[ScoreLine]) -> list[_Row]:
    found = (_Row(*row) for row in lines.order_by("pk").values_list(*_COLUMNS))
    return [row for row in found if not row.is_agreed]


def _claim(row: _Row, past: tuple[Fraction, ...]) -> Claim:
    return Claim(row.agency, row.key, row.own, row.appraised, row.span, past)


def _desk_row(
    one: Deviation,
    rows: Mapping[tuple[str, str], _Row],
    waiting: Mapping[tuple[str, str], Awaited],
) -> DeskRow:
    place = (one.claim.agency, one.claim.key)
    row = rows[place]
    awaited = waiting.get(place, SETTLED)
    return DeskRow(one, row.name, row.label, row.line, row.sheet, row.reason, awaited)


def _past_of(
    season: Season, table: CriteriaTable
) -> Mapping[tuple[str, str], tuple[Fraction, ...]]:
    """Return the members' differences in earlier seasons by agency and today's key."""
    keys = continued_keys(table)
    lines = _both_layers().filter(
        criterion__in=keys,
        sheet__agency__in=season.memberships.values("agency"),
        sheet__season__cycle__starts_on__lt=season.cycle.starts_on,
        sheet__state=SheetState.APPRAISED.value,
    )
    found: dict[tuple[str, str], tuple[Fraction, ...]] = {}
    for row in _rows(lines):
        place = (row.agency, keys[row.criterion])
        found[place] = (*found.get(place, ()), _claim(row, ()).share)
    return found


def continued_keys(table: CriteriaTable) -> dict[int, str]:
    """Return which criterion of the table continues which earlier one, by number.

    Its own, the same key in other versions of the same table, and whatever it was copied from.
    """
    own = list(table.criteria.values_list("pk", "key", "origin"))
    known = {key for _, key, _ in own}
    versions = Criterion.objects.filter(table__code=table.code, key__in=known)
    found = dict(versions.order_by().values_list("pk", "key"))
    ahead = {origin: key for _, key, origin in own if origin is not None}
    for _ in range(MOST_GENERATIONS):
        found |= ahead
        older = Criterion.objects.filter(pk__in=ahead, origin__isnull=False).order_by()
        ahead = {
            origin: ahead[pk]
            for pk, origin in older.values_list("pk", "origin")
            if origin is not None
        }
        if not ahead:
            break
    return found

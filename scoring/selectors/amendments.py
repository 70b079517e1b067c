"""What an amended table would change in a season that scores already."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from blocs.models import Season
from scoring.models import (
    Amendment,
    CriteriaTable,
    LayerScore,
    ScoreLine,
    ScoreSheet,
    SeasonTable,
)
from scoring.models.labels import CRITERION_KINDS, DIRECTIONS, LINE_POLICIES, SCORERS
from scoring.rules.amendment import (
    ChangedNode,
    TreeChanges,
    differences,
    policies_for,
    suggested_policy,
    told,
)
from scoring.rules.nodes import Node
from scoring.selectors.lineage import forerunners
from scoring.selectors.nodes import as_nodes, criteria_of, nodes_of
from scoring.states import LinePolicy, TableState

COLUMN_WORDS = {
    "kind": dict(CRITERION_KINDS),
    "direction": dict(DIRECTIONS),
    "scored_by": dict(SCORERS),
}
_POLICY_WORDS = dict(LINE_POLICIES)
_RECALCULATE = "Giữ kết quả, tính lại điểm"


@dataclass(frozen=True, slots=True)
class Choice:
    """One changed criterion about whose points somebody decides.

    ``filled`` counts the sheets with points or a result there; ``least`` and ``most`` are the
    agencies' own points, in points.
    """

    change: ChangedNode
    words: tuple[str, ...]
    policies: tuple[tuple[str, str], ...]
    suggested: LinePolicy
    filled: int
    least: Decimal | None
    most: Decimal | None

    @property
    def node(self) -> Node:
        return self.change.new


@dataclass(frozen=True, slots=True)
class TouchedSheet:
    """One sheet: how many of its filled lines change, and how many are taken out."""

    sheet: ScoreSheet
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an amendment would do to a season."""

    changes: TreeChanges
    choices: tuple[Choice, ...]
    sheets: tuple[TouchedSheet, ...]
    removed_filled: int


def amendments_for(season: Season) -> list[CriteriaTable]:
    """Return the published tables that continue the one the season scores with, newest first.

    The next version, one after that, or a table that was cloned from it and approved late.
    """
    assigned = SeasonTable.objects.filter(season=season).first()
    if assigned is None:
        return []
    known, wave = {assigned.table_id}, {assigned.table_id}
    while wave:
        rows = CriteriaTable.objects.filter(Q(amends__in=wave) | Q(cloned_from__in=wave))
        wave = set(rows.values_list("pk", flat=True)) - known
        known |= wave
    found = CriteriaTable.objects.usable_in(season).filter(pk__in=known - {assigned.table_id})
    return list(found.order_by("-published_at"))


def amendments_of(season: Season) -> list[Amendment]:
    """Return what was amended in the season, newest first, each with its counts. One query."""
    rows = Amendment.objects.filter(season=season).select_related("from_table", "to_table")
    return list(
        rows.annotate(
            line_count=Count("lines"), sheet_count=Count("lines__sheet", distinct=True)
        ).order_by("-applied_at")
    )


def preview_of(season: Season, earlier: CriteriaTable, later: CriteriaTable) -> Preview | None:
    """Return what applying the later table would touch. Queries do not grow with the tree."""
    pairs = forerunners(later, earlier)
    if pairs is None or later.state == TableState.DRAFT:
        return None
    rows = criteria_of(earlier)
    changes = differences(as_nodes(rows), nodes_of(later), pairs)
    ids = {row.key: row.pk for row in rows}
    changed = {ids[change.old.key]: change for change in changes.choices}
    removed = {ids[node.key] for node in changes.removed if not node.is_group}
    filled = _filled_lines(season)
    return Preview(
        changes=changes,
        choices=tuple(_choices(filled, changed)),
        sheets=tuple(_touched(season, set(changed), removed)),
        removed_filled=filled.filter(criterion__in=removed).count(),
    )


def _filled_lines(season: Season) -> QuerySet[ScoreLine]:
    given = Exists(LayerScore.objects.filter(line=OuterRef("pk")))
    own = Q(self_points__isnull=False) | Q(self_actual__isnull=False)
    later = Q(appraised_points__isnull=False) | Q(province_points__isnull=False)
    return ScoreLine.objects.filter(own | later | given, sheet__season=season).order_by()


def _choices(filled: QuerySet[ScoreLine], changed: Mapping[int, ChangedNode]) -> Iterator[Choice]:
    rows = filled.filter(criterion__in=changed).values("criterion")
    found: dict[int, Mapping[str, Any]] = {
        row["criterion"]: row
        for row in rows.annotate(
            filled=Count("pk"), least=Min("self_points"), most=Max("self_points")
        )
    }
    for pk, change in changed.items():
        row = found.get(pk, {"filled": 0, "least": None, "most": None})
        yield Choice(
            change=change,
            words=tuple(told(change, COLUMN_WORDS)),
            policies=tuple(_offered(change)),
            suggested=suggested_policy(change),
            filled=row["filled"],
            least=row["least"],
            most=row["most"],
        )


def _offered(change: ChangedNode) -> Iterator[tuple[str, str]]:
    for policy in policies_for(change):
        recalculated = policy is LinePolicy.KEEP and change.new.is_calculated
        yield policy.value, _RECALCULATE if recalculated else _POLICY_WORDS[policy.value]


def _touched(season: Season, changed: Set[int], removed: Set[int]) -> Iterator[TouchedSheet]:
    counts = {
        row["sheet"]: row
        for row in _filled_lines(season)
        .filter(criterion__in=changed | removed)
        .values("sheet")
        .annotate(
            changed=Count("pk", filter=Q(criterion__in=changed)),
            removed=Count("pk", filter=Q(criterion__in=removed)),
        )
    }
    for sheet in ScoreSheet.objects.filter(season=season).select_related("agency"):
        row = counts.get(sheet.pk, {"changed": 0, "removed": 0})
        yield TouchedSheet(sheet, row["changed"], row["removed"])

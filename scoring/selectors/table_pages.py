"""Criteria tables as the province's pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from blocs.models import Season
from blocs.rules.stages import ORDER, has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import CriteriaTable, Criterion, SeasonTable
from scoring.rules.formulas import FormulaError, described
from scoring.rules.nodes import Node
from scoring.rules.settings import TableRules
from scoring.selectors.nodes import as_nodes, criteria_of
from scoring.selectors.results import rules_of
from scoring.selectors.titles import title_names
from scoring.states import CriterionKind

_OPEN = [stage.value for stage in ORDER if not has_reached(stage, Stage.BLOC_REVIEW)]
_MOST_SEASONS = 50


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One criterion with the sentence that explains how it is scored."""

    criterion: Criterion
    node: Node
    sentence: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """All that stands around a table's tree."""

    rows: tuple[TreeRow, ...]
    rules: TableRules
    versions: tuple[CriteriaTable, ...]
    clones: tuple[CriteriaTable, ...]
    seasons: tuple[SeasonTable, ...]

    @property
    def leaves(self) -> int:
        """How many criteria get points."""
        return sum(not row.node.is_group for row in self.rows)

    @property
    def depth(self) -> int:
        """How many levels the tree has."""
        return max((row.criterion.depth for row in self.rows), default=-1) + 1


def table_list(standing: Standing) -> QuerySet[CriteriaTable]:
    """Return the tables the person may see, each with its leaves and seasons counted.

    One query, however many tables.
    """
    leaves = Criterion.objects.filter(table=OuterRef("pk")).exclude(kind=CriterionKind.GROUP.value)
    used = SeasonTable.objects.filter(table=OuterRef("pk"))
    return (
        CriteriaTable.objects.visible_to(standing)
        .select_related("province", "cycle")
        .annotate(leaf_count=_counted(leaves), season_count=_counted(used))
    )


def _counted(rows: "QuerySet[Criterion] | QuerySet[SeasonTable]") -> Coalesce:
    counted = rows.order_by().values("table").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def tree_rows(table: CriteriaTable) -> tuple[TreeRow, ...]:
    """Return the tree in reading order, each criterion explained. One query."""
    criteria = criteria_of(table)
    names = title_names()
    return tuple(
        TreeRow(criterion, node, _sentence(node, names))
        for criterion, node in zip(criteria, as_nodes(criteria), strict=True)
    )


def _sentence(node: Node, names: Mapping[str, str]) -> str:
    """Explain the criterion; a draft may still hold a formula that cannot be read."""
    try:
        return described(node, names)
    except FormulaError as error:
        return str(error)


def table_facts(standing: Standing, table: CriteriaTable) -> TableFacts:
    """Return what a page says about a table. Four queries, however large it is."""
    seen = CriteriaTable.objects.visible_to(standing)
    seasons = SeasonTable.objects.filter(
        table=table, season__in=Season.objects.visible_to(standing).values("pk")
    )
    return TableFacts(
        rows=tree_rows(table),
        rules=rules_of(table),
        versions=tuple(seen.filter(code=table.code).order_by("-number")),
        clones=tuple(seen.filter(cloned_from=table).order_by("code", "number")),
        seasons=tuple(
            seasons.select_related("season__bloc", "season__cycle").order_by(
                "-season__cycle__starts_on", "season__bloc__name"
            )
        ),
    )


def seasons_without_table(standing: Standing, table: CriteriaTable) -> list[Season]:
    """Return the seasons the person decides about that may take the table up. One query."""
    seasons = Season.objects.visible_to(standing).overseen_by(standing).with_names()
    if table.province_id is not None:
        seasons = seasons.filter(bloc__province=table.province_id)
    found = seasons.filter(season_table__isnull=True, stage__in=_OPEN)
    return list(found.order_by("-cycle__starts_on", "bloc__name")[:_MOST_SEASONS])

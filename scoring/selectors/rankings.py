"""The ranking of a season: the frozen one, or what it would be now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from blocs.models import Membership, Season
from scoring.models import Ranking, RankingRow, ScoreLine, ScoreSheet, SeasonTable
from scoring.rules.final import OVERRIDE_CHAIN, STRATEGY
from scoring.rules.frozen import (
    SCHEMA,
    Layers,
    MemberFacts,
    fingerprint,
    written_member,
    written_points,
    written_table,
)
from scoring.rules.ranking import TIES
from scoring.rules.recompute import completed
from scoring.selectors.nodes import nodes_of
from scoring.selectors.samples import is_sample
from scoring.states import Layer, RankingOrigin, SheetState

WITHOUT_SHEET = "Đơn vị chưa có phiếu chấm điểm."
WITHOUT_TABLE = "Năm thi đua chưa có bảng tiêu chí chấm điểm."
NOT_READY: Mapping[SheetState, str] = {
    SheetState.DRAFT: "Đơn vị chưa gửi phiếu tự chấm điểm.",
    SheetState.AWAITING: "Đơn vị chưa gửi phiếu tự chấm điểm.",
    SheetState.RETURNED: "Phiếu đã trả lại, đơn vị chưa gửi lại.",
    SheetState.SUBMITTED: "Phiếu chưa được thẩm định xong.",
}


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One member's place; ``rank`` is None for a member that is not ranked. Totals in points."""

    agency_code: str
    name: str
    rank: int | None
    shared: bool
    self_total: Decimal | None
    appraised_total: Decimal | None
    final_total: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class RankingTable:
    """A ranking; without ``ranking`` nothing is frozen and the lines are what holds now."""

    ranking: Ranking | None
    rows: tuple[RankingLine, ...]
    unranked: tuple[RankingLine, ...]

    @property
    def is_frozen(self) -> bool:
        return self.ranking is not None


def current_ranking(season: Season) -> Ranking | None:
    """Return the ranking that none replaces, or None while nothing is frozen. One query."""
    return Ranking.objects.current().filter(season=season).select_related("frozen_by").first()


def is_outdated(season: Season, frozen: Ranking | None) -> bool:
    """Say whether what the frozen ranking follows from was changed afterwards.

    A ranking that a source reported follows from no points, so it is never outdated. Few
    queries, however many members.

    Args:
        season: with its bloc and cycle loaded.
    """
    if frozen is None or frozen.origin != RankingOrigin.COMPUTED:
        return False
    return fingerprint(ranking_content(season)) != frozen.sha256


def ranking_table(season: Season) -> RankingTable:
    """Return the frozen ranking, or the one that would be frozen now.

    Whether a person may see it is not asked here: see ``permissions.can_see_points``.
    """
    ranking = current_ranking(season)
    names = dict(season.memberships.values_list("agency__code", "name"))
    if ranking is None:
        content = ranking_content(season)
        return RankingTable(
            ranking=None,
            rows=tuple(_preview(row, names) for row in content["rows"]),
            unranked=tuple(_preview(row, names) for row in content["unranked"]),
        )
    stored = ranking.rows.select_related("agency").order_by("position")
    lines = [_line(row, names) for row in stored]
    return RankingTable(
        ranking=ranking,
        rows=tuple(line for line in lines if line.rank is not None),
        unranked=tuple(line for line in lines if line.rank is None),
    )


def ranking_content(season: Season) -> dict[str, Any]:
    """Return everything a ranking follows from, with its rows, as it is hashed.

    Args:
        season: with its bloc and cycle loaded.
    """
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    nodes = nodes_of(assigned.table) if assigned else []
    return completed(
        {
            "schema": SCHEMA,
            "origin": RankingOrigin.COMPUTED.value,
            "bloc": season.bloc.code,
            "bloc_name": season.bloc.name,
            "cycle": season.cycle.label,
            "is_sample": is_sample(season),
            "table": {
                "code": assigned.table.code if assigned else None,
                "number": assigned.table.number if assigned else None,
                "title": assigned.table.title if assigned else None,
                "scale": written_points(assigned.table.scale) if assigned else None,
                "nodes": written_table(nodes),
            },
            "final_rule": {
                "strategy": STRATEGY,
                "order": [layer.value for layer in OVERRIDE_CHAIN],
            },
            "ties": TIES,
            "members": [written_member(member) for member in _members(season, bool(assigned))],
        }
    )


def own_codes(season: Season, agency_ids: Collection[int]) -> set[str]:
    """Return the codes of those of the agencies that are members of the season. One query."""
    mine = season.memberships.filter(agency__in=agency_ids)
    return set(mine.values_list("agency__code", flat=True))


def _members(season: Season, has_table: bool) -> list[MemberFacts]:
    sheets = {sheet.agency_id: sheet for sheet in ScoreSheet.objects.filter(season=season)}
    lines = _appraised_lines(season)
    members = season.memberships.select_related("agency").order_by("position")
    return [_facts(member, sheets.get(member.agency_id), lines, has_table) for member in members]


def _facts(
    member: Membership,
    sheet: ScoreSheet | None,
    lines: Mapping[int, Mapping[str, Layers]],
    has_table: bool,
) -> MemberFacts:
    if not has_table:
        reason = WITHOUT_TABLE
    elif sheet is None:
        reason = WITHOUT_SHEET
    else:
        reason = NOT_READY.get(SheetState(sheet.state), "")
    return MemberFacts(
        agency=member.agency.code,
        name=member.name,
        position=member.position,
        lines=lines.get(sheet.pk, {}) if sheet and not reason else {},
        reason=reason,
    )


def _appraised_lines(season: Season) -> dict[int, dict[str, Layers]]:
    found: dict[int, dict[str, Layers]] = {}
    appraised = ScoreLine.objects.filter(
        sheet__season=season, sheet__state=SheetState.APPRAISED.value
    )
    for line in appraised.select_related("criterion").order_by("sheet", "criterion__position"):
        found.setdefault(line.sheet_id, {})[line.criterion.key] = {
            Layer.SELF: line.self_points,
            Layer.APPRAISED: line.appraised_points,
            Layer.PROVINCE: line.province_points,
        }
    return found


def _line(row: RankingRow, names: Mapping[str, str]) -> RankingLine:
    return RankingLine(
        agency_code=row.agency.code,
        name=names.get(row.agency.code, row.agency.name),
        rank=row.rank,
        shared=row.shared,
        self_total=row.self_total,
        appraised_total=row.appraised_total,
        final_total=row.final_total,
        reason=row.reason,
    )


def _preview(row: Mapping[str, Any], names: Mapping[str, str]) -> RankingLine:
    return RankingLine(
        agency_code=row["agency"],
        name=names[row["agency"]],
        rank=row["rank"],
        shared=row["shared"],
        self_total=_points(row["self"]),
        appraised_total=_points(row["appraised"]),
        final_total=_points(row["final"]),
        reason=row["reason"],
    )


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

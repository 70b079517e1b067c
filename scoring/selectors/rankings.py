"""The ranking of a season: the frozen one, or what it would be now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from blocs.models import Season
from scoring.models import Ranking, SeasonTable
from scoring.models.labels import EFFECTS
from scoring.rules.awaited import SETTLED, Awaited
from scoring.rules.band_reasons import MissedBands
from scoring.rules.frozen import Heading, frozen_content
from scoring.rules.frozen_bands import categories_by_agency, missed_by_agency
from scoring.rules.ranking_words import how_final, how_ranked
from scoring.rules.recompute import fits
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules
from scoring.rules.ties import tie_words
from scoring.rules.vote_words import votes_by_agency
from scoring.selectors.facts import season_facts
from scoring.selectors.samples import is_sample
from scoring.selectors.scores import SeasonScores
from scoring.states import Effect, RankBy, RankingOrigin, Strategy


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """One deduction as shown; in points."""

    label: str
    points: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class BarLine:
    """One condition that holds, as shown."""

    label: str
    effect: Effect
    why: str
    source: str

    @property
    def effect_words(self) -> str:
        return dict(EFFECTS)[self.effect.value]


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One member's place; ``rank`` is None for a member that is not ranked. Totals in points.

    ``raw_total`` is before the deductions, ``percent`` the final total against the assigned
    ``maximum``; ``parted_by`` says in words which tie rule set the member apart, ``missed``
    why it is in no better class than its ``band``, the highest class first, ``judged_as`` the
    category of units by whose own classes it was judged, ``vote`` what the bloc voted on it. A
    ranking that a source reported, or frozen under the first schema, has none of these.
    ``awaited`` says which totals are provisional; nothing frozen is.
    """

    agency_code: str
    name: str
    rank: int | None
    shared: bool
    self_total: Decimal | None
    appraised_total: Decimal | None
    final_total: Decimal | None
    reason: str
    raw_total: Decimal | None = None
    maximum: Decimal | None = None
    percent: Decimal | None = None
    vote_points: Decimal | None = None
    vote: str = ""
    deductions: tuple[DeductionLine, ...] = ()
    bars: tuple[BarLine, ...] = ()
    band: str = ""
    judged_as: str = ""
    parted_by: str = ""
    missed: tuple[MissedBands, ...] = ()
    awaited: Awaited = SETTLED

    @property
    def taken_off(self) -> Decimal:
        """Return the sum of the deductions, in points."""
        return sum((one.points for one in self.deductions), start=Decimal(0))

    @property
    def has_notes(self) -> bool:
        return bool(self.parted_by or self.bars or self.missed)

    @property
    def why_no_better(self) -> str:
        """Return why the member is not in the next better class; empty in the best."""
        return self.missed[-1].why if self.missed else ""


@dataclass(frozen=True, slots=True)
class RankingTable:
    """A ranking; without ``ranking`` nothing is frozen and the lines are what holds now.

    ``rules`` are the written rules it follows; None where a source reported it. ``labels``
    are those of its criteria by key.
    """

    ranking: Ranking | None
    rows: tuple[RankingLine, ...]
    unranked: tuple[RankingLine, ...]
    rules: TableRules | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_frozen(self) -> bool:
        return self.ranking is not None

    @property
    def how(self) -> tuple[str, ...]:
        """Return the written rules that the ranks follow from, in sentences."""
        if self.rules is None:
            return ()
        return how_final(self.rules), how_ranked(self.rules, self.labels)

    @property
    def has_bands(self) -> bool:
        return self.rules is not None and bool(self.rules.bands)

    @property
    def has_votes(self) -> bool:
        return any(row.vote_points is not None for row in self.rows)

    @property
    def shows_votes(self) -> bool:
        """Say whether the votes part the members without being a part of their points."""
        return not self.has_votes and any(row.vote for row in self.rows)

    @property
    def equal_in(self) -> str:
        """Return what is the same of members that a further rule had to part, in words."""
        if self.rules is not None and self.rules.strategy is Strategy.VOTE_FIRST:
            return "tỷ lệ phiếu"
        by_share = self.rules is not None and self.rules.rank_by is RankBy.SHARE
        return "tỷ lệ điểm đạt" if by_share else "điểm"

    @property
    def shows_share(self) -> bool:
        """Say whether the members have different maxima, or the ranks go by the share."""
        by_share = self.rules is not None and self.rules.rank_by is RankBy.SHARE
        return by_share or len({row.maximum for row in self.rows}) > 1


def with_awaited(rows: Iterable[RankingLine], scores: SeasonScores) -> list[RankingLine]:
    """Return the lines of a ranking that is not frozen, each with what its totals wait for."""
    waiting = {member.agency_code: member.total.awaited for member in scores.members}
    return [replace(row, awaited=waiting.get(row.agency_code, SETTLED)) for row in rows]


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
    return not fits(frozen.content, ranking_content(season))


def ranking_table(season: Season) -> RankingTable:
    """Return the frozen ranking, or the one that would be frozen now.

    Whether a person may see it is not asked here: see ``permissions.can_see_points``.
    """
    ranking = current_ranking(season)
    names = dict(season.memberships.values_list("agency__code", "name"))
    if ranking is None:
        content = ranking_content(season)
    else:
        content = ranking.content
        former = ranking.rows.exclude(agency__code__in=names).values_list(
            "agency__code", "agency__name"
        )
        names |= dict(former)
    labels = _labels(content)
    missed, categories = missed_by_agency(content), categories_by_agency(content)
    votes = votes_by_agency(content)
    rows = (_line(row, names, labels) for row in content["rows"])
    return RankingTable(
        ranking=ranking,
        rows=tuple(
            replace(
                row,
                missed=missed.get(row.agency_code, ()),
                judged_as=categories.get(row.agency_code, ""),
                vote=votes.get(row.agency_code, ""),
            )
            for row in rows
        ),
        unranked=tuple(_line(row, names, labels) for row in content["unranked"]),
        rules=_rules(content),
        labels=labels,
    )


def ranking_content(season: Season) -> dict[str, Any]:
    """Return everything a ranking follows from, with its rows, as it is hashed.

    Args:
        season: with its bloc and cycle loaded.
    """
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    table = assigned.table if assigned else None
    heading = Heading(
        bloc=season.bloc.code,
        bloc_name=season.bloc.name,
        cycle=season.cycle.label,
        is_sample=is_sample(season),
        table_code=table.code if table else None,
        table_number=table.number if table else None,
        table_title=table.title if table else None,
        scale=table.scale if table else None,
    )
    return frozen_content(heading, season_facts(season, table))


def own_codes(season: Season, agency_ids: Collection[int]) -> set[str]:
    """Return the codes of those of the agencies that are members of the season. One query."""
    mine = season.memberships.filter(agency__in=agency_ids)
    return set(mine.values_list("agency__code", flat=True))


def _rules(content: Mapping[str, Any]) -> TableRules | None:
    if content["origin"] == RankingOrigin.REPORTED:
        return None
    return read_rules(content.get("rules", {}))


def _labels(content: Mapping[str, Any]) -> dict[str, str]:
    nodes = content.get("table", {}).get("nodes", ())
    return {node["key"]: node["label"] for node in nodes}


def _line(
    row: Mapping[str, Any], names: Mapping[str, str], labels: Mapping[str, str]
) -> RankingLine:
    return RankingLine(
        agency_code=row["agency"],
        name=names[row["agency"]],
        rank=row["rank"],
        shared=row["shared"],
        self_total=_points(row["self"]),
        appraised_total=_points(row["appraised"]),
        final_total=_points(row["final"]),
        reason=row["reason"],
        raw_total=_points(row.get("raw")),
        maximum=_points(row.get("maximum")),
        percent=_points(row.get("percent")),
        vote_points=_points(row.get("vote_points")),
        deductions=tuple(
            DeductionLine(one["label"], Decimal(one["points"]), one["source"])
            for one in row.get("deductions", ())
        ),
        bars=tuple(
            BarLine(bar["label"], Effect(bar["effect"]), bar["why"], bar["source"])
            for bar in row.get("bars", ())
        ),
        band=(row.get("band") or {}).get("label", ""),
        parted_by=tie_words(row.get("parted_by", ""), labels),
    )


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

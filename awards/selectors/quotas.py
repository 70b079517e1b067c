"""How the proposals of a season, or of a province's whole cycle, stand to their limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.db.models import Count, QuerySet

from awards.models import AwardType, Proposal, Quota
from awards.rules.quotas import Bracket, QuotaAnswer, QuotaRule, answered
from awards.selectors.rule_days import rule_day
from awards.selectors.words import award_name, labels_of
from awards.states import (
    ProposalState,
    QuotaBase,
    QuotaMode,
    QuotaScope,
    ShareRounding,
    Strictness,
)
from blocs.models import Membership, Province, Season
from scoring.models import RankingRow

FLAGS = frozenset({"co-chinh-phu", "co-tinh"})
Kept = TypeVar("Kept")
GONE = (ProposalState.WITHDRAWN.value, ProposalState.REFUSED.value)


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One limit beside what is proposed under it."""

    quota: Quota
    award: str
    scope: str
    answer: QuotaAnswer


@dataclass(frozen=True, slots=True)
class Put:
    """One living proposal: its season, agency and award, and what that award counts as."""

    season_id: int
    agency_id: int
    award_type_id: int
    counts_as_id: int | None
    codes: frozenset[str]

    def is_of(self, award_type_id: int) -> bool:
        return award_type_id in {self.award_type_id, self.counts_as_id}


@dataclass(frozen=True, slots=True)
class Counted:
    """What the limits of a province's cycle count, read once for all of its seasons.

    ``ranks`` holds the ranks of each season's ranking in force by agency.
    """

    puts: tuple[Put, ...]
    members: Mapping[int, int]
    ranks: Mapping[int, Mapping[int, int | None]]

    def base(self, kind: QuotaBase, season_id: int | None) -> int:
        """Return how many a limit counts from, in one season or in all of them (None)."""
        if kind is QuotaBase.MEMBERS:
            return sum(_only(self.members, season_id).values())
        if kind is QuotaBase.RANKED:
            ranked = _only(self.ranks, season_id).values()
            return sum(rank is not None for ranks in ranked for rank in ranks.values())
        flags = [put for put in self._puts(season_id) if put.codes & FLAGS]
        return len({(put.season_id, put.agency_id) for put in flags})

    def used(self, award_type_id: int, season_id: int | None) -> list[Put]:
        """Return the living proposals for an award, or for what counts as it."""
        return [put for put in self._puts(season_id) if put.is_of(award_type_id)]

    def is_first(self, put: Put) -> bool:
        """Say whether the ranking in force places the proposed member first."""
        return self.ranks.get(put.season_id, {}).get(put.agency_id) == 1

    def _puts(self, season_id: int | None) -> list[Put]:
        return [put for put in self.puts if season_id in {None, put.season_id}]


def quota_state(season: Season, today: date) -> tuple[QuotaLine, ...]:
    """Return the season's proposals beside each limit in force. At most ten queries.

    The province's own limit stands before one that holds everywhere, and one for blocs or for
    clusters before one for both. Undecided, withdrawn and refused proposals are not counted.

    Args:
        season: with its bloc, province and cycle loaded.
    """
    quotas = in_force(season.bloc.province, rule_day(season, today).day, season.bloc.kind)
    if not quotas:
        return ()
    counted = counted_in(_beside(season))
    names = dict(season.memberships.values_list("agency_id", "name"))
    labels = labels_of(season.bloc.province_id)
    return tuple(
        QuotaLine(
            quota=quota,
            award=award_name(quota.award_type, labels),
            scope=quota.get_scope_display(),
            answer=answer_of(
                quota,
                counted,
                season.pk,
                names=names,
                award=award_name(quota.award_type, labels),
                asked=counted.used(quota.award_type_id, season.pk),
            ),
        )
        for quota in quotas
    )


def quota_answers(
    season: Season, award_type: AwardType, *, agency_ids: Iterable[int], adding: int, today: date
) -> list[QuotaAnswer]:
    """Return what each limit says when members are proposed for an award. At most ten queries.

    Nothing where no limit is in force.

    Args:
        season: with its bloc, province and cycle loaded.
        agency_ids: who is proposed; of the others no limit asks whether they led.
        adding: how many of them the limits do not count yet: all, or 0 to ask about those there
            are. What is added counts in what a limit is a share of, too.
    """
    quotas = in_force(season.bloc.province, rule_day(season, today).day, season.bloc.kind)
    asked = {award_type.pk, award_type.counts_as_id}
    quotas = [quota for quota in quotas if quota.award_type_id in asked]
    if not quotas:
        return []
    counted = counted_in(_beside(season))
    names = dict(season.memberships.values_list("agency_id", "name"))
    labels = labels_of(season.bloc.province_id)
    asked_for = tuple(_asked(season, award_type, agency_id) for agency_id in agency_ids)
    if adding:
        counted = replace(counted, puts=counted.puts + asked_for)
    return [
        answer_of(
            quota,
            counted,
            season.pk,
            names=names,
            award=award_name(quota.award_type, labels),
            asked=asked_for,
        )
        for quota in quotas
    ]


def answer_of(
    quota: Quota,
    counted: Counted,
    season_id: int | None,
    *,
    names: Mapping[int, str],
    award: str,
    asked: Iterable[Put] = (),
) -> QuotaAnswer:
    """Return what a limit says of a season, or of all that were counted (None). No query.

    Args:
        names: of the members that are asked about, for the sentence.
        asked: the proposals of which a limit for leaders asks whether they led.
    """
    rule = rule_of(quota)
    place = season_id if quota.scope == QuotaScope.BLOC else None
    not_first = [put for put in asked if not counted.is_first(put)]
    return answered(
        rule,
        base=counted.base(rule.base, place),
        used=len(counted.used(quota.award_type_id, place)),
        award=award,
        behind=[names[one.agency_id] for one in not_first if one.season_id in counted.ranks],
        unranked=[names[one.agency_id] for one in not_first if one.season_id not in counted.ranks],
    )


def in_force(province: Province | None, day: date, bloc_kind: str) -> list[Quota]:
    """Return the one limit for each award and scope that holds on a day. Two queries.

    A bloc of no province has no limits of a whole province.
    """
    rows = Quota.objects.of_province(province).in_force(day).with_names()
    return standing_on(rows, day, bloc_kind, has_province=province is not None)


def standing_on(
    rows: Iterable[Quota], day: date, bloc_kind: str, *, has_province: bool = True
) -> list[Quota]:
    """Return which of the limits stands for each award and scope on a day. No query.

    The province's own stands before one that holds everywhere, and one for blocs or for
    clusters before one for both.
    """
    found: dict[tuple[int, str], Quota] = {}
    for row in rows:
        if row.bloc_kind not in {"", bloc_kind} or not row.is_in_force(day):
            continue
        if not has_province and row.scope == QuotaScope.PROVINCE:
            continue
        key = (row.award_type_id, row.scope)
        if key not in found or _precedence(row) > _precedence(found[key]):
            found[key] = row
    return list(found.values())


def counted_in(found: QuerySet[Season]) -> Counted:
    """Read what limits count in these seasons. Three queries."""
    seasons = found.order_by().values("pk")
    proposals = Proposal.objects.filter(season__in=seasons, award_type__isnull=False)
    puts = proposals.exclude(state__in=GONE).values_list(
        "season_id",
        "agency_id",
        "award_type_id",
        "award_type__counts_as_id",
        "award_type__code",
        "award_type__counts_as__code",
    )
    members = Membership.objects.filter(season__in=seasons).values_list("season_id")
    ranked = RankingRow.objects.filter(ranking__season__in=seasons, ranking__is_current=True)
    ranks: dict[int, dict[int, int | None]] = {}
    for season_id, agency_id, rank in ranked.values_list("ranking__season_id", "agency_id", "rank"):
        ranks.setdefault(season_id, {})[agency_id] = rank
    return Counted(
        puts=tuple(Put(*row[:4], frozenset(filter(None, row[4:]))) for row in puts),
        members=dict(members.annotate(number=Count("pk")).order_by()),
        ranks=ranks,
    )


def rule_of(quota: Quota) -> QuotaRule:
    """Return the row as the rules know it; its brackets are loaded."""
    return QuotaRule(
        mode=QuotaMode(quota.mode),
        base=QuotaBase(quota.base),
        strictness=Strictness(quota.strictness),
        brackets=tuple(Bracket(one.least, one.most, one.limit) for one in quota.brackets.all()),
        percent=quota.percent,
        rounding=ShareRounding(quota.rounding),
        only_leaders=quota.only_leaders,
        source=quota.source,
        verified=quota.verified,
    )


def _asked(season: Season, award_type: AwardType, agency_id: int) -> Put:
    """Return a proposal that is asked about as the limits count those there are."""
    counts_as = award_type.counts_as
    codes = {award_type.code, counts_as.code if counts_as else award_type.code}
    return Put(season.pk, agency_id, award_type.pk, award_type.counts_as_id, frozenset(codes))


def _beside(season: Season) -> QuerySet[Season]:
    """Return all seasons of the same province and cycle; of no province, the season itself."""
    if season.bloc.province_id is None:
        return Season.objects.filter(pk=season.pk)
    return Season.objects.filter(bloc__province=season.bloc.province_id, cycle=season.cycle_id)


def _precedence(quota: Quota) -> tuple[bool, bool]:
    return quota.province_id is not None, bool(quota.bloc_kind)


def _only(by_season: Mapping[int, Kept], season_id: int | None) -> Mapping[int, Kept]:
    if season_id is None:
        return by_season
    return {pk: kept for pk, kept in by_season.items() if pk == season_id}

"""All blocs of a province in one year beside the limits, and what the council cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from awards.models import AwardCount, AwardType, CouncilVote, Proposal, Quota
from awards.rules.quota_totals import Cut, Refusal, Tally, cuts_of, tally_of
from awards.rules.quotas import QuotaAnswer
from awards.selectors.quotas import GONE, Counted, answer_of, counted_in, standing_on
from awards.selectors.rule_days import rule_days
from awards.selectors.words import award_name, labels_of
from awards.states import ProposalState, QuotaScope
from blocs.models import Cycle, Membership, Province, Season
from blocs.rules.writing import date_text
from blocs.standing import Standing

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One award beside its limit, in one bloc or in all of them.

    ``unnamed`` is how many more received it of whom the source gives no names. ``is_part`` says
    that the award is counted in another of the table as well, such as a grade of a flag.
    """

    award: AwardType
    name: str
    tally: Tally
    unnamed: int
    quota: Quota | None
    answer: QuotaAnswer | None
    is_part: bool

    @property
    def limit(self) -> int | None:
        return self.answer.limit.number if self.answer else None

    @property
    def over(self) -> int:
        return self.answer.over if self.answer else 0

    @property
    def is_passed(self) -> bool:
        """Whether there are too many, or some that the limit does not take."""
        return self.answer is not None and bool(self.answer.refuses or self.answer.warns)


@dataclass(frozen=True, slots=True)
class BlocLine:
    """One award in one bloc."""

    season: Season
    held: Held


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award in all blocs, beside the province's own limit, with what was refused and why."""

    held: Held
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class ProvinceQuotas:
    """``undecided`` living proposals name no award; ``day`` is that of the province's limits."""

    province: Province
    cycle: Cycle
    seasons: tuple[Season, ...]
    awards: tuple[AwardLine, ...]
    lines: tuple[BlocLine, ...]
    undecided: int
    day: date

    @property
    def has_cuts(self) -> bool:
        return any(line.cuts for line in self.awards)


@dataclass(frozen=True, slots=True)
class _Row:
    """One proposal, as far as this page needs it."""

    pk: int
    season_id: int
    agency_id: int
    state: ProposalState
    answer: str
    award_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Count:
    """How many received an award in a season of whom the source gives no names."""

    season_id: int
    award_ids: frozenset[int]
    number: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read once for the whole page; ``sittings`` voted a proposal down, by its number."""

    rows: Sequence[_Row]
    counts: Sequence[_Count]
    counted: Counted
    members: Mapping[int, Names]
    labels: Names
    sittings: Names

    def rows_of(self, award: AwardType, season_id: int | None) -> list[_Row]:
        return [row for row in self.rows if _is_of(row, award, season_id)]

    def unnamed_of(self, award: AwardType, season_id: int | None) -> int:
        return sum(one.number for one in self.counts if _is_of(one, award, season_id))

    def names(self, season_id: int | None) -> Names:
        """Return the members of a season, or of all of them (None), by their numbers."""
        if season_id is not None:
            return self.members.get(season_id, {})
        return {pk: name for found in self.members.values() for pk, name in found.items()}


def years_of(province: Province) -> list[Cycle]:
    """Return the years in which the province has blocs, the newest first. One query."""
    found = Cycle.objects.filter(seasons__bloc__province=province).distinct()
    return list(found.order_by("-starts_on", "label"))


def provinces_overseen(standing: Standing) -> QuerySet[Province]:
    """Return the provinces that the person oversees as a whole."""
    rows = Province.objects.order_by("name")
    watches = standing.watches
    if watches.everything:
        return rows
    return rows.filter(pk__in=watches.province_ids) if watches.province_ids else rows.none()


def latest_year(standing: Standing, code: str = "") -> tuple[Province, Cycle] | None:
    """Return the latest year with work of a province that the person oversees, if there is any.

    That is the latest in which a bloc put somebody forward; where none ever did, the latest.

    Args:
        code: the province that is asked for; empty for the first that has a year.
    """
    found = provinces_overseen(standing)
    for province in found.filter(code=code) if code else found:
        years = years_of(province)
        living = Proposal.objects.exclude(state=ProposalState.WITHDRAWN.value)
        put = living.filter(season__bloc__province=province).order_by()
        busy = set(put.values_list("season__cycle", flat=True)) if years else set()
        for cycle in [one for one in years if one.pk in busy] or years:
            return province, cycle
    return None


def province_quotas(province: Province, cycle: Cycle, *, today: date) -> ProvinceQuotas:
    """Return all blocs of a province and year by the awards that are proposed or limited.

    As many queries for one bloc as for many. Each bloc is measured by the limits of the day
    whose rules judge it, the whole province by those of the latest of these days. A grade of a
    flag is counted in the flag, and has a line of its own where it has a limit of its own.
    """
    seasons = tuple(
        Season.objects.filter(bloc__province=province, cycle=cycle)
        .select_related("bloc__province", "cycle")
        .order_by("bloc__name", "pk")
    )
    days = {pk: one.day for pk, one in rule_days(seasons, today).items()}
    quotas = list(Quota.objects.of_province(province).with_names())
    read = _read(province, seasons)
    day = max(days.values(), default=today)
    of_blocs = {one.pk: _limits(quotas, days[one.pk], one, QuotaScope.BLOC) for one in seasons}
    of_all = _limits(quotas, day, None, QuotaScope.PROVINCE)
    limited = {*of_all, *(pk for found in of_blocs.values() for pk in found)}
    awards = _awards(province, read, limited)
    lines = [
        BlocLine(season, held)
        for season in seasons
        for award in awards
        if _is_told(held := _held(award, season.pk, of_blocs[season.pk].get(award.pk), read))
    ]
    blocs = {one.pk: one.bloc.name for one in seasons}
    totals = [_held(award, None, of_all.get(award.pk), read) for award in awards]
    return ProvinceQuotas(
        province=province,
        cycle=cycle,
        seasons=seasons,
        awards=tuple(AwardLine(one, _cuts(one, read, blocs)) for one in totals),
        lines=tuple(lines),
        undecided=sum(_is_undecided(row) for row in read.rows),
        day=day,
    )


def _read(province: Province, seasons: Sequence[Season]) -> _Read:
    proposals = Proposal.objects.filter(season__in=seasons).order_by("season", "agency__name")
    rows = proposals.values_list(
        "pk", "season", "agency", "state", "answer", "award_type", "award_type__counts_as"
    )
    counts = AwardCount.objects.filter(season__in=seasons).order_by()
    given = counts.values_list("season", "agencies", "award_type", "award_type__counts_as")
    members: dict[int, dict[int, str]] = {}
    joined = Membership.objects.filter(season__in=seasons).order_by()
    for season_id, agency_id, name in joined.values_list("season", "agency", "name"):
        members.setdefault(season_id, {})[agency_id] = name
    votes = CouncilVote.objects.filter(proposal__season__in=seasons, passed=False)
    return _Read(
        rows=[
            _Row(*row[:3], ProposalState(row[3]), row[4], _without_none(row[5:])) for row in rows
        ],
        counts=[_Count(row[0], _without_none(row[2:]), row[1]) for row in given],
        counted=counted_in(Season.objects.filter(pk__in=[one.pk for one in seasons])),
        members=members,
        labels=labels_of(province.pk),
        sittings={
            proposal_id: f"{name}, {date_text(held_on)}"
            for proposal_id, name, held_on in votes.values_list(
                "proposal", "session__name", "session__held_on"
            )
        },
    )


def _without_none(numbers: Iterable[int | None]) -> frozenset[int]:
    return frozenset(pk for pk in numbers if pk is not None)


def _is_of(row: _Row | _Count, award: AwardType, season_id: int | None) -> bool:
    return award.pk in row.award_ids and season_id in {None, row.season_id}


def _limits(
    quotas: Iterable[Quota], day: date, season: Season | None, scope: QuotaScope
) -> dict[int, Quota]:
    """Return the limits of one scope that stand on a day, by their award."""
    kind = season.bloc.kind if season else ""
    return {one.award_type_id: one for one in standing_on(quotas, day, kind) if one.scope == scope}


def _awards(province: Province, read: _Read, limited: set[int]) -> list[AwardType]:
    """Return what stands in the table: what is limited, and what is proposed or was given."""
    told: list[_Row | _Count] = [*read.rows, *read.counts]
    given = {pk for one in told for pk in one.award_ids}
    return [
        one
        for one in AwardType.objects.of_province(province).order_by("position")
        if one.pk in limited or (one.pk in given and one.counts_as_id is None)
    ]


def _held(award: AwardType, season_id: int | None, quota: Quota | None, read: _Read) -> Held:
    name = award_name(award, read.labels)
    answer = None
    if quota is not None:
        asked = read.counted.used(award.pk, season_id)
        names = read.names(season_id)
        answer = answer_of(quota, read.counted, season_id, names=names, award=name, asked=asked)
    return Held(
        award=award,
        name=name,
        tally=tally_of(row.state for row in read.rows_of(award, season_id)),
        unnamed=read.unnamed_of(award, season_id),
        quota=quota,
        answer=answer,
        is_part=award.counts_as_id is not None,
    )


def _is_told(held: Held) -> bool:
    return bool(held.tally.proposed or held.unnamed or held.quota)


def _is_undecided(row: _Row) -> bool:
    return not row.award_ids and row.state not in GONE


def _cuts(held: Held, read: _Read, blocs: Names) -> tuple[Cut, ...]:
    """Return what was refused, once: a grade of a flag stands among the flags."""
    rows = () if held.is_part else read.rows_of(held.award, None)
    return cuts_of(
        Refusal(
            row.pk,
            f"{read.names(row.season_id)[row.agency_id]} ({blocs[row.season_id]})",
            row.answer,
            read.sittings.get(row.pk, ""),
        )
        for row in rows
        if row.state is ProposalState.REFUSED
    )

"""Everything the conditions of awards look at, gathered for the members of one season."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from awards.rules.eligibility.case import (
    BarringFact,
    Covenant,
    Dissolution,
    GroupPoints,
    MemberFacts,
    Place,
    Registered,
    SeasonFacts,
)
from awards.rules.eligibility.frozen_groups import groups_of
from awards.rules.eligibility.rank_reading import bars_in, maxima_in
from awards.selectors.history import founding_days, histories
from awards.selectors.rule_days import RuleDay
from blocs.models import (
    AgencySuccession,
    Attendance,
    MeetingPurpose,
    Membership,
    Registration,
    RegistrationItem,
    Season,
)
from blocs.rules.writing import date_text
from blocs.states import (
    CycleKind,
    MeetingKind,
    RegistrationKind,
    Stage,
    SuccessionKind,
    Term,
)
from scoring.models import DeclaredFact, Ranking
from scoring.selectors.declared import conditions_of, declarable
from scoring.states import Effect, FactState, RankingOrigin

_YEAR = timedelta(days=365)
_ENDS = {SuccessionKind.MERGED.value, SuccessionKind.DISSOLVED.value}
_NOT_OPEN = "Điểm và thứ hạng chưa được công khai với đơn vị."
_BELOW = "Thứ hạng của đơn vị không thuộc các hạng được công khai."


@dataclass(frozen=True, slots=True)
class Gathered:
    """The season and its members in the bloc's order, with what the reader may know of each."""

    season: SeasonFacts
    members: tuple[tuple[Membership, MemberFacts], ...]
    depth: int | None

    def season_for(self, facts: MemberFacts) -> SeasonFacts:
        """Return the season as it may be shown beside the member: ranks down to the depth."""
        rank = facts.place.rank if facts.place else None
        if self.depth is None or (rank is not None and rank <= self.depth):
            return self.season
        return replace(self.season, hidden=_BELOW if self.depth else _NOT_OPEN)


def gather(
    season: Season,
    day: RuleDay,
    *,
    agency_ids: Collection[int] | None = None,
    depth: int | None = None,
    wants_groups: bool = False,
    labels: Mapping[int, str],
) -> Gathered:
    """Return the facts of the season's members; as many queries for one member as for many.

    Args:
        season: with its bloc and cycle loaded.
        agency_ids: only these members; None for all.
        depth: the last rank that the reader may know; None for all.
        wants_groups: the points of the table's groups are asked for, which takes a while.
        labels: what the season's province calls awards, from ``labels_of``.
    """
    memberships = list(season.memberships.select_related("agency").order_by("position"))
    chosen = [row for row in memberships if agency_ids is None or row.agency_id in agency_ids]
    ids = [row.agency_id for row in chosen]
    ranking = Ranking.objects.current().filter(season=season).first()
    places = _places(ranking, wants_groups=wants_groups)
    bars, registered = _bars(season, ids, ranking, chosen), _registered(season, ids)
    covenants, ends = _covenants(season, ids), _ends(chosen)
    history, founded = histories(ids, labels), founding_days(ids)
    members = [
        MemberFacts(
            name=row.name,
            history=history[row.agency_id],
            place=places.get(row.agency_id),
            flag_eligible=row.flag_eligible,
            founded_on=founded.get(row.agency_id),
            ended=ends.get(row.agency_id),
            bars=tuple(bars.get(row.agency_id, ())),
            registered=registered.get(row.agency_id),
            covenants=tuple(covenants.get(row.agency_id, ())),
        )
        for row in chosen
    ]
    return Gathered(
        season=_season(season, day, ranking, len(memberships)),
        members=tuple(zip(chosen, members, strict=True)),
        depth=depth,
    )


def _season(season: Season, day: RuleDay, ranking: Ranking | None, members: int) -> SeasonFacts:
    is_reported = ranking is not None and ranking.origin == RankingOrigin.REPORTED
    name = ""
    if ranking is not None:
        frozen_on = date_text(timezone.localdate(ranking.frozen_at))
        frozen = f"bảng xếp hạng chốt lần {ranking.number} ngày {frozen_on}"
        name = "kết quả xếp hạng ghi theo nguồn" if is_reported else frozen
    return SeasonFacts(
        year=season.cycle.starts_on.year,
        cycle_kind=CycleKind(season.cycle.kind),
        label=season.cycle.label,
        day=day.day,
        stage=Stage(season.stage),
        members=members,
        ranking=name,
        is_reported=is_reported,
    )


def _places(ranking: Ranking | None, *, wants_groups: bool) -> dict[int, Place]:
    """Return the rows of the frozen ranking by agency. One query."""
    if ranking is None:
        return {}
    maxima = maxima_in(ranking.content)
    groups: Mapping[str, tuple[GroupPoints, ...]] = {}
    if wants_groups:
        groups = groups_of(ranking.content)
    return {
        row.agency_id: Place(
            rank=row.rank,
            shared=row.shared,
            total=row.final_total,
            maximum=maxima.get(row.agency.code),
            reason=row.reason,
            groups=groups.get(row.agency.code),
        )
        for row in ranking.rows.select_related("agency")
    }


def _bars(
    season: Season, ids: Collection[int], ranking: Ranking | None, rows: Collection[Membership]
) -> dict[int, list[BarringFact]]:
    """Return the declared facts, and the floors that the frozen ranking missed. Two queries."""
    known = {one.code: one for one in declarable(conditions_of(season))}
    facts = DeclaredFact.objects.filter(season=season, agency__in=ids).exclude(
        state=FactState.DISMISSED.value
    )
    found: dict[int, list[BarringFact]] = {}
    for fact in facts.order_by("pk"):
        condition = known.get(fact.condition)
        label = condition.label if condition else f"điều kiện {fact.condition} không còn trong bảng"
        is_open = fact.state == FactState.DECLARED
        state = "đã nêu, chờ kết luận" if is_open else "đã xác nhận"
        said = f"{label}: {fact.fact} ({state}{f'; {fact.document}' if fact.document else ''})"
        effect = condition.effect if condition else None
        found.setdefault(fact.agency_id, []).append(BarringFact(said, effect, is_open=is_open))
    if ranking is not None:
        codes = {row.agency.code: row.agency_id for row in rows}
        for code, bar in bars_in(ranking.content):
            if code in codes and bar["code"] not in known:
                said = f"{bar['label']}: {bar['why']}"
                fact_of = BarringFact(said, Effect(bar["effect"]))
                found.setdefault(codes[code], []).append(fact_of)
    return found


def _registered(season: Season, ids: Collection[int]) -> dict[int, Registered]:
    """Return what each member registered. Two queries."""
    titles = RegistrationItem.objects.filter(kind=RegistrationKind.TITLE.value)
    rows = Registration.objects.filter(season=season, agency__in=ids).prefetch_related(
        Prefetch("items", queryset=titles.order_by("position"))
    )
    return {
        row.agency_id: Registered(
            tuple(item.content for item in row.items.all()), row.registered_on
        )
        for row in rows
    }


def _covenants(season: Season, ids: Collection[int]) -> dict[int, list[Covenant]]:
    """Return the meetings at which this season's covenant was signed. Two queries.

    It is signed at a meeting of the season, or at the one that closed the season before.
    """
    starts = season.cycle.starts_on
    before = Q(
        meeting__season__bloc=season.bloc_id,
        term=Term.NEXT.value,
        meeting__season__cycle__kind=season.cycle.kind,
        meeting__season__cycle__ends_on__lt=starts,
        meeting__season__cycle__ends_on__gte=starts - _YEAR,
    )
    purposes = MeetingPurpose.objects.filter(
        Q(meeting__season=season, term=Term.CURRENT.value) | before,
        kind=MeetingKind.COVENANT_SIGNING.value,
        meeting__cancelled_because="",
    )
    present = Attendance.objects.filter(agency__in=ids)
    found: dict[int, list[Covenant]] = {}
    for one in (
        purposes.select_related("meeting")
        .prefetch_related(Prefetch("meeting__attendances", queryset=present))
        .order_by("meeting__held_on", "pk")
    ):
        meeting = one.meeting
        here = {row.agency_id: row.present for row in meeting.attendances.all()}
        for agency_id in ids:
            covenant = Covenant(meeting.name, meeting.held_on, here.get(agency_id))
            found.setdefault(agency_id, []).append(covenant)
    return found


def _ends(rows: Collection[Membership]) -> dict[int, Dissolution]:
    """Return the day each agency ended: its own, or that of a merger into another. One query."""
    found = {
        row.predecessor_id: Dissolution(row.happened_on, row.get_kind_display())
        for row in AgencySuccession.objects.filter(
            predecessor__in=[row.agency_id for row in rows], kind__in=_ENDS
        ).order_by("-happened_on")
    }
    for row in rows:
        if row.agency.dissolved_on is not None:
            found[row.agency_id] = Dissolution(row.agency.dissolved_on, "Chấm dứt hoạt động")
    return found

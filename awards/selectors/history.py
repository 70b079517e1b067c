"""What agencies hold from earlier years, their own and what they inherited."""

from collections.abc import Collection, Mapping
from datetime import date

from awards.models import AwardRecord, CompletionRating
from awards.rules.history import Held, History, Rated
from awards.rules.succession import Ancestor, Succession, ancestors
from awards.selectors.words import award_name
from awards.states import AwardBasis, CompletionLevel
from blocs.models import Agency, AgencySuccession
from blocs.states import CycleKind

Owners = Mapping[int, tuple[Ancestor, ...]]


def histories(agency_ids: Collection[int], labels: Mapping[int, str]) -> dict[int, History]:
    """Return the history of each of the agencies, in the order of the years.

    Four queries, however many agencies. Inherited is what a predecessor achieved in a cycle
    that began before the succession, where the province says that history goes over
    (``AgencySuccession.inherits_history``). Revoked awards are there, with their day; revoked
    ratings are not.

    Args:
        labels: what the province calls awards, from ``labels_of``.
    """
    owners = _owners(agency_ids)
    everyone = {*agency_ids, *(one.agency for found in owners.values() for one in found)}
    names = dict(Agency.objects.filter(pk__in=everyone).values_list("pk", "name"))
    awards, ratings = _awards_of(everyone), _ratings_of(everyone)
    return {
        agency_id: _history(agency_id, owners[agency_id], names, awards, ratings, labels=labels)
        for agency_id in agency_ids
    }


def founding_days(agency_ids: Collection[int]) -> dict[int, date | None]:
    """Return since when each agency exists, None where nobody recorded it.

    Who inherits a history exists since the first of its predecessors was founded; a
    predecessor whose day nobody recorded leaves the agency's own. Two queries.
    """
    owners = _owners(agency_ids)
    everyone = {*agency_ids, *(one.agency for found in owners.values() for one in found)}
    days = dict(Agency.objects.filter(pk__in=everyone).values_list("pk", "founded_on"))
    result: dict[int, date | None] = {}
    for agency_id in agency_ids:
        line = [agency_id, *(one.agency for one in owners[agency_id])]
        known = [day for one in line if (day := days.get(one)) is not None]
        result[agency_id] = min(known, default=None)
    return result


def _owners(agency_ids: Collection[int]) -> Owners:
    rows = AgencySuccession.objects.filter(inherits_history=True, successor__isnull=False)
    successions = [
        Succession(predecessor, successor, day)
        for predecessor, successor, day in rows.values_list(
            "predecessor", "successor", "happened_on"
        )
        if successor is not None
    ]
    return {agency_id: ancestors(agency_id, successions) for agency_id in agency_ids}


def _awards_of(agency_ids: Collection[int]) -> dict[int, list[AwardRecord]]:
    found: dict[int, list[AwardRecord]] = {}
    rows = AwardRecord.objects.filter(agency__in=agency_ids)
    rows = rows.select_related("award_type__counts_as", "cycle")
    for row in rows.order_by("cycle__starts_on", "award_type__position", "pk"):
        found.setdefault(row.agency_id, []).append(row)
    return found


def _ratings_of(agency_ids: Collection[int]) -> dict[int, list[CompletionRating]]:
    found: dict[int, list[CompletionRating]] = {}
    rows = CompletionRating.objects.filter(agency__in=agency_ids, revoked_on__isnull=True)
    for row in rows.select_related("cycle").order_by("cycle__starts_on", "pk"):
        found.setdefault(row.agency_id, []).append(row)
    return found


def _history(
    agency_id: int,
    inherited: tuple[Ancestor, ...],
    names: Mapping[int, str],
    awards: Mapping[int, list[AwardRecord]],
    ratings: Mapping[int, list[CompletionRating]],
    *,
    labels: Mapping[int, str],
) -> History:
    line = [Ancestor(agency_id, date.max), *inherited]
    held = [
        _held(row, "" if one.agency == agency_id else names[one.agency], labels)
        for one in line
        for row in awards.get(one.agency, ())
        if row.cycle.starts_on < one.until
    ]
    rated = [
        _rated(row, "" if one.agency == agency_id else names[one.agency])
        for one in line
        for row in ratings.get(one.agency, ())
        if row.cycle.starts_on < one.until
    ]
    return History(
        awards=tuple(sorted(held, key=lambda one: one.year)),
        ratings=tuple(sorted(rated, key=lambda one: one.year)),
    )


def _held(row: AwardRecord, inherited_from: str, labels: Mapping[int, str]) -> Held:
    kind = row.award_type
    return Held(
        code=kind.code,
        counts_as=kind.counts_as.code if kind.counts_as else kind.code,
        name=award_name(kind, labels),
        year=row.cycle.starts_on.year,
        cycle_kind=CycleKind(row.cycle.kind),
        basis=AwardBasis(row.basis),
        decision=row.decision_number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        inherited_from=inherited_from,
        revoked_on=row.revoked_on,
    )


def _rated(row: CompletionRating, inherited_from: str) -> Rated:
    return Rated(
        year=row.cycle.starts_on.year,
        cycle_kind=CycleKind(row.cycle.kind),
        level=CompletionLevel(row.level),
        decision=row.decision_number,
        inherited_from=inherited_from,
    )

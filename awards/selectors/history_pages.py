"""The page of one agency's achievements, and the province's list of all records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from awards.models import AwardRecord, CompletionRating
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
from awards.rules.history import Held, Rated
from awards.selectors.history import founding_days, histories
from awards.selectors.words import award_name, labels_of
from awards.states import RecordOrigin
from blocs.models import Agency, AgencyName, AgencySuccession, Office, Season
from blocs.permissions import has_led, seats_from
from blocs.standing import Standing

MOST_NAMED = 20
_BASES, _LEVELS = dict(AWARD_BASES), dict(COMPLETION_LEVELS)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An award or a rating as the page shows it; ``pk`` is 0 for what was inherited."""

    year: str
    name: str
    basis: str
    decision: str
    decided_on: date | None
    issuer: str
    note: str = ""
    inherited_from: str = ""
    revoked_on: date | None = None
    revocation_reason: str = ""
    pk: int = 0
    can_amend: bool = False

    @property
    def can_revoke(self) -> bool:
        return bool(self.pk) and self.revoked_on is None


@dataclass(frozen=True, slots=True)
class AgencyPast:
    """What the page shows; ``exists_since`` is the day that inheritance makes earlier."""

    awards: list[HistoryLine]
    ratings: list[HistoryLine]
    names: list[AgencyName]
    before: list[AgencySuccession]
    after: list[AgencySuccession]
    exists_since: date | None


def agencies_seen(standing: Standing) -> QuerySet[Agency]:
    """Return the agencies whose history the person sees by belonging or by office.

    Their own, and all within their provincial appointments. Who leads a season sees its
    members too: see ``leads_a_season_of``.
    """
    if standing.watches.everything:
        return Agency.objects.all()
    watched = Season.objects.overseen_by(standing).values("pk")
    return Agency.objects.filter(
        Q(pk__in=standing.agency_ids)
        | Q(province__in=standing.watches.province_ids)
        | Q(pk__in=Agency.objects.filter(memberships__season__in=watched).values("pk"))
    )


def leads_a_season_of(standing: Standing, agency_id: int) -> bool:
    """Say whether the person leads a season that the agency is a member of. One query."""
    if not standing.agency_ids:
        return False
    rows = Office.objects.filter(season__memberships__agency=agency_id).distinct()
    by_season: dict[int, list[Office]] = {}
    for office in rows:
        by_season.setdefault(office.season_id, []).append(office)
    found = (seats_from(offices) for offices in by_season.values())
    return any(has_led(standing, seats) for seats in found)


def agency_past(agency: Agency) -> AgencyPast:
    """Return everything the agency holds, what it inherited, and how it came to be.

    A constant number of queries.
    """
    labels = labels_of(agency.province_id)
    inherited = histories([agency.pk], labels)[agency.pk]
    successions = AgencySuccession.objects.select_related("predecessor", "successor")
    touching = list(successions.filter(Q(predecessor=agency) | Q(successor=agency)))
    awards = [_own_award(row, labels) for row in _awards_of(agency)]
    awards += [_inherited_award(one) for one in inherited.awards if one.inherited_from]
    ratings = [_own_rating(row) for row in _ratings_of(agency)]
    ratings += [_inherited_rating(one) for one in inherited.ratings if one.inherited_from]
    return AgencyPast(
        awards=sorted(awards, key=lambda one: one.year, reverse=True),
        ratings=sorted(ratings, key=lambda one: one.year, reverse=True),
        names=list(agency.names.order_by("valid_from", "pk")),
        before=[one for one in touching if one.successor_id == agency.pk],
        after=[one for one in touching if one.predecessor_id == agency.pk],
        exists_since=founding_days([agency.pk])[agency.pk],
    )


def records_seen(standing: Standing) -> QuerySet[AwardRecord]:
    """Return all awards of the agencies within the person's provincial appointments."""
    rows = AwardRecord.objects.select_related("agency", "award_type", "cycle")
    if not standing.watches.reaches_any:
        return rows.none()
    rows = rows.filter(agency__in=agencies_seen(standing).values("pk"))
    return rows.order_by("-cycle__starts_on", "agency__name", "award_type__position", "pk")


def agencies_named(standing: Standing, words: str) -> list[Agency]:
    """Return the agencies within the person's provincial appointments that are called so.

    Those with awards on record and those without; as many as people look through, at most.
    """
    said = " ".join(words.split())
    if not said or not standing.watches.reaches_any:
        return []
    rows = agencies_seen(standing).filter(name__icontains=said).order_by("name", "pk")
    return list(rows[:MOST_NAMED])


def _awards_of(agency: Agency) -> QuerySet[AwardRecord]:
    rows = AwardRecord.objects.filter(agency=agency).select_related("award_type", "cycle")
    return rows.order_by("-cycle__starts_on", "award_type__position", "pk")


def _ratings_of(agency: Agency) -> QuerySet[CompletionRating]:
    rows = CompletionRating.objects.filter(agency=agency).select_related("cycle")
    return rows.order_by("-cycle__starts_on", "pk")


def _own_award(row: AwardRecord, labels: Mapping[int, str]) -> HistoryLine:
    return HistoryLine(
        year=row.cycle.label,
        name=award_name(row.award_type, labels),
        basis=row.get_basis_display(),
        decision=row.decision_number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        note=row.note,
        revoked_on=row.revoked_on,
        revocation_reason=row.revocation_reason,
        pk=row.pk,
        can_amend=row.revoked_on is None and row.origin != RecordOrigin.DECIDED,
    )


def _own_rating(row: CompletionRating) -> HistoryLine:
    return HistoryLine(
        year=row.cycle.label,
        name=row.get_level_display(),
        basis="",
        decision=row.decision_number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        note=row.note,
        revoked_on=row.revoked_on,
        revocation_reason=row.revocation_reason,
        pk=row.pk,
        can_amend=row.revoked_on is None,
    )


def _inherited_award(one: Held) -> HistoryLine:
    return HistoryLine(
        year=str(one.year),
        name=one.name,
        basis=_BASES[one.basis],
        decision=one.decision,
        decided_on=one.decided_on,
        issuer=one.issuer,
        inherited_from=one.inherited_from,
        revoked_on=one.revoked_on,
    )


def _inherited_rating(one: Rated) -> HistoryLine:
    return HistoryLine(
        year=str(one.year),
        name=_LEVELS[one.level],
        basis="",
        decision=one.decision,
        decided_on=None,
        issuer="",
        inherited_from=one.inherited_from,
    )

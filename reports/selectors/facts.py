"""What is known of some seasons at a glance. The number of queries does not grow with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from django.db.models import Count, QuerySet

from awards.models import Ballot, NomineeResult, Proposal
from blocs.models import CalendarStep, Handover, Membership, Office, Season, StepExtension
from blocs.permissions import Seats, seats_from
from blocs.rules.deadlines import deadline
from blocs.selectors import unregistered_in
from blocs.states import OfficeRole, OfficeState, Stage, StepKind
from reports.selectors.ballots import approved_voters, ballots_under_way, unwritten_elections
from reports.selectors.open_signings import OpenSigning, open_signings
from scoring.models import CrossAssignment, MemberVote, Ranking, ScoreSheet, SeasonTable
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules
from scoring.rules.workflow import SENT
from scoring.selectors.facts import asks_vote
from scoring.selectors.province import ProvinceWait, awaiting_in
from scoring.selectors.samples import samples_among
from scoring.states import SheetState

STEP_OF_STAGE: Mapping[Stage, StepKind] = MappingProxyType(
    {
        Stage.REGISTRATION: StepKind.REGISTRATION,
        Stage.COVENANT: StepKind.COVENANT,
        Stage.MID_REVIEW: StepKind.MID_REVIEW,
        Stage.SELF_SCORING: StepKind.SELF_SCORING,
        Stage.APPRAISAL: StepKind.APPRAISAL,
        Stage.BLOC_REVIEW: StepKind.BLOC_REVIEW,
        Stage.SUBMITTED: StepKind.DOSSIER,
    }
)
# When sheets are written and appraised.
SCORING = frozenset({Stage.SELF_SCORING, Stage.APPRAISAL})
# When the province gives its points and the ranking still follows from them.
WAITS_FOR_PROVINCE = frozenset({Stage.APPRAISAL, Stage.BLOC_REVIEW})
Row = TypeVar("Row", Office, ScoreSheet, CalendarStep, CrossAssignment)


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """One season with its offices, sheets, deadlines, and what has been settled.

    ``rules`` are those of its table, ``cross`` who scores whom, ``voted_on`` the members whose
    votes are on record, ``for_province`` the sent sheets with lines that wait for the province,
    ``unreceived`` that the season was handed over and the new head has not said so yet,
    ``ballots`` those under way, ``approved`` their voters for whom somebody approves, ``elected``
    who was elected for next year and is not written down, ``signings`` the covenants that are
    being signed, ``unregistered`` who has yet to register while members do.
    """

    season: Season
    offices: tuple[Office, ...]
    sheets: tuple[ScoreSheet, ...]
    steps: Mapping[str, CalendarStep]
    extended: Mapping[tuple[str, int], datetime]
    is_scored: bool
    is_sample: bool
    is_ranked: bool
    proposals: Mapping[str, int]
    rules: TableRules | None = None
    cross: tuple[CrossAssignment, ...] = ()
    voted_on: frozenset[int] = frozenset()
    for_province: tuple[ProvinceWait, ...] = ()
    unreceived: bool = False
    ballots: tuple[Ballot, ...] = ()
    approved: frozenset[int] = frozenset()
    elected: tuple[NomineeResult, ...] = ()
    signings: tuple[OpenSigning, ...] = ()
    unregistered: tuple[Membership, ...] = ()

    @property
    def stage(self) -> Stage:
        return Stage(self.season.stage)

    @property
    def seats(self) -> Seats:
        """Return the agencies that lead the season."""
        return seats_from(self.offices)

    @property
    def head_name(self) -> str:
        """Return the head agency's short name; empty where no head is confirmed."""
        seat = self.seats.head_id
        names = (o.agency.short_name for o in self.offices if o.agency_id == seat)
        return next(names, "")

    def due_at(self, stage: Stage, agency_id: int | None = None) -> datetime | None:
        """Return the stage's first late moment, for an agency with more time its own."""
        step = self.steps.get(STEP_OF_STAGE.get(stage, ""))
        if step is None:
            return None
        own = self.extended.get((step.kind, agency_id)) if agency_id is not None else None
        return deadline(step.due_at, step.grace_days, own)

    @property
    def unsent_names(self) -> tuple[str, ...]:
        """Return the members whose sheet was never sent."""
        return tuple(s.agency.short_name for s in self.sheets if s.submitted_at is None)

    @property
    def waiting_sheets(self) -> tuple[ScoreSheet, ...]:
        """Return the sheets that were sent and are not appraised."""
        return tuple(sheet for sheet in self.sheets if sheet.state == SheetState.SUBMITTED)

    @property
    def unsent_sheets(self) -> tuple[ScoreSheet, ...]:
        """Return the sheets that still lie with their agencies."""
        return tuple(sheet for sheet in self.sheets if sheet.state not in SENT)

    @property
    def returned_sheets(self) -> tuple[ScoreSheet, ...]:
        """Return those of them that were sent once and given back."""
        return tuple(sheet for sheet in self.unsent_sheets if sheet.submitted_at is not None)


def read_facts(seasons: Sequence[Season]) -> list[SeasonFacts]:
    """Read the facts of the seasons, in their order.

    Nine queries, and one more for cross-scoring and for votes where a table asks for them,
    for the province where a season is being appraised or reviewed, where a head handed over, while
    members register, and for ballots from the appraisal on two (four more where one is under way).
    """
    offices = _by_season(Office.objects.filter(season__in=seasons).select_related("agency"))
    sheets = _sheets(seasons)
    steps = _by_season(CalendarStep.objects.filter(season__in=seasons))
    extensions = _extensions(seasons)
    tables = SeasonTable.objects.filter(season__in=seasons)
    rules = {pk: read_rules(told) for pk, told in tables.values_list("season", "table__rules")}
    samples = samples_among(seasons)
    rankings = Ranking.objects.current().filter(season__in=seasons)
    ranked = set(rankings.values_list("season", flat=True))
    proposals = _proposals(seasons)
    unreceived = _unreceived(offices)
    found = [
        SeasonFacts(
            season=season,
            offices=tuple(offices[season.pk]),
            sheets=tuple(sheets[season.pk]),
            steps={step.kind: step for step in steps[season.pk]},
            extended=extensions[season.pk],
            is_scored=season.pk in rules,
            is_sample=season.pk in samples,
            is_ranked=season.pk in ranked,
            proposals=proposals[season.pk],
            rules=rules.get(season.pk),
            unreceived=season.pk in unreceived,
        )
        for season in seasons
    ]
    return _with_duties(found, seasons, rules, offices)


def _with_duties(
    found: Sequence[SeasonFacts],
    seasons: Sequence[Season],
    rules: Mapping[int, TableRules],
    offices: Mapping[int, Sequence[Office]],
) -> list[SeasonFacts]:
    """Add what others than the agency and its appraiser have to give."""
    cross, voted, waits = _cross(rules), _voted(rules), _for_province(seasons, rules)
    ballots = ballots_under_way(seasons)
    approved = approved_voters(ballots)
    elected = unwritten_elections(seasons, offices)
    signings = open_signings(seasons)
    unregistered = unregistered_in(seasons)
    return [
        replace(
            facts,
            cross=tuple(cross[facts.season.pk]),
            voted_on=voted.get(facts.season.pk, frozenset()),
            for_province=tuple(waits[facts.season.pk]),
            ballots=tuple(ballots.get(facts.season.pk, ())),
            approved=approved,
            elected=tuple(elected.get(facts.season.pk, ())),
            signings=tuple(signings.get(facts.season.pk, ())),
            unregistered=tuple(unregistered.get(facts.season.pk, ())),
        )
        for facts in found
    ]


def _unreceived(offices: Mapping[int, Sequence[Office]]) -> set[int]:
    gone = OfficeState.HANDED_OVER, OfficeRole.HEAD
    handed = [
        pk for pk, rows in offices.items() if any((one.state, one.role) == gone for one in rows)
    ]
    if not handed:
        return set()
    rows = Handover.objects.filter(season__in=handed, receipt__isnull=True)
    return set(rows.values_list("season", flat=True))


def _by_season(rows: QuerySet[Row]) -> Mapping[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.season_id].append(row)
    return found


def _sheets(seasons: Sequence[Season]) -> Mapping[int, list[ScoreSheet]]:
    rows = ScoreSheet.objects.filter(season__in=seasons).select_related("agency")
    found = _by_season(rows.order_by("agency__name"))
    for season in seasons:
        for sheet in found[season.pk]:
            sheet.season = season  # the rights ask the sheet for its season
    return found


def _extensions(seasons: Sequence[Season]) -> Mapping[int, dict[tuple[str, int], datetime]]:
    rows = StepExtension.objects.filter(step__season__in=seasons)
    found: defaultdict[int, dict[tuple[str, int], datetime]] = defaultdict(dict)
    for season, kind, agency, due_at in rows.values_list(
        "step__season", "step__kind", "agency", "due_at"
    ):
        found[season][kind, agency] = due_at
    return found


def _proposals(seasons: Sequence[Season]) -> Mapping[int, dict[str, int]]:
    rows = Proposal.objects.filter(season__in=seasons).order_by().values_list("season", "state")
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for season, state, count in rows.annotate(count=Count("pk")):
        found[season][state] = count
    return found


def _cross(rules: Mapping[int, TableRules]) -> Mapping[int, list[CrossAssignment]]:
    asked = [pk for pk, own in rules.items() if own.cross_scorers is not None]
    if not asked:
        return defaultdict(list)
    return _by_season(
        CrossAssignment.objects.filter(season__in=asked)
        .select_related("subject")
        .order_by("subject__name")
    )


def _voted(rules: Mapping[int, TableRules]) -> Mapping[int, frozenset[int]]:
    asked = [pk for pk, own in rules.items() if asks_vote(own)]
    found: defaultdict[int, set[int]] = defaultdict(set)
    if asked:
        rows = MemberVote.objects.filter(season__in=asked).order_by()
        for season, agency in rows.values_list("season", "agency"):
            found[season].add(agency)
    return {season: frozenset(agencies) for season, agencies in found.items()}


def _for_province(
    seasons: Sequence[Season], rules: Mapping[int, TableRules]
) -> Mapping[int, list[ProvinceWait]]:
    asked = [one for one in seasons if one.pk in rules and one.stage in WAITS_FOR_PROVINCE]
    found: defaultdict[int, list[ProvinceWait]] = defaultdict(list)
    for wait in awaiting_in(asked) if asked else ():
        found[wait.season].append(wait)
    return found

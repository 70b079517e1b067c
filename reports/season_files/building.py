"""Build a season through the services, in the order in which a year goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from blocs import services
from blocs.models import Agency, Bloc, Cycle, Province, Season
from blocs.rules.stages import OPTIONAL, ORDER, has_reached
from blocs.states import AgencyLevel, BlocKind, CycleKind, Stage
from reports.season_files import (
    award_building,
    ballot_building,
    content_building,
    decision_building,
    given_building,
    office_building,
    papers,
    score_building,
)
from reports.season_files.site import Site, known_day, said_of
from reports.services.stages import advance_season

Work = Callable[[Site], None]
# What is built at which stage: only there do the services take it.
_WORK: Mapping[Stage, tuple[tuple[str, Work], ...]] = MappingProxyType(
    {
        Stage.SETUP: (
            ("offices", office_building.offices),
            ("calendar", content_building.calendar),
            ("meetings", content_building.meetings),
            ("movements", content_building.movements),
            ("indicators", content_building.indicators),
            ("statements", content_building.statements),
            ("next_tasks", content_building.next_tasks),
            ("legal_documents", content_building.legal_documents),
            ("sources", content_building.sources),
            ("award_counts", content_building.award_counts),
            ("scoring", score_building.table),
            ("papers", papers.papers),
            ("scoring", given_building.facts),
        ),
        Stage.REGISTRATION: (("registrations", content_building.registrations),),
        Stage.SELF_SCORING: (("scoring", score_building.sheets),),
        Stage.APPRAISAL: (
            ("scoring", score_building.province_points),
            ("votes", given_building.votes),
            ("scoring", given_building.tie_decisions),
            ("ballots", ballot_building.for_awards),
        ),
        Stage.BLOC_REVIEW: (
            ("scoring", score_building.computed_ranking),
            ("reported_ranking", score_building.reported_ranking),
            ("ballots", ballot_building.for_offices),
            ("proposals", award_building.proposals),
        ),
        Stage.SUBMITTED: (
            ("proposals", award_building.answers),
            ("council_sessions", decision_building.sessions),
            ("decisions", decision_building.drafts),
        ),
    }
)


@dataclass(slots=True)
class Building:
    """A season under construction, and the stages that it has still to walk."""

    site: Site
    path: list[Stage]


def begin(season: Season | None, todo: Mapping[str, Any], whole: Mapping[str, Any]) -> Building:
    """Open the season where it is missing and build it as far as the province's decisions.

    Args:
        season: the season as it stands, or None.
        todo: the canonical sections to add.
        whole: the season as it will be, with what the database holds already.

    Raises:
        Unloadable: a service refuses; the caller's transaction must end without a commit.
    """
    agencies = _agencies(todo, whole, None if season is None else season.bloc.province)
    if season is None:
        season = _opened(todo, whole, agencies)
        path = _path(Stage(whole.get("stage", Stage.SETUP)), todo)
    else:
        _complete(season, todo, agencies)
        path = [stage for stage in ORDER if has_reached(Stage(season.stage), stage)]
    building = Building(Site(season=season, agencies=agencies, todo=todo), path)
    before = [stage for stage in path if has_reached(Stage.SUBMITTED, stage)]
    _walk(building.site, before)
    if path[-1] is Stage.BLOC_REVIEW and todo.get("proposals"):
        with said_of("proposals"):
            award_building.answers(building.site)  # of a season that was taken back
    building.path = path[len(before) :]
    return building


def finish(building: Building) -> None:
    """Bring a season to its stage; the decisions that its proposals wait for are published.

    Raises:
        Unloadable: a service refuses; the caller's transaction must end without a commit.
    """
    _walk(building.site, building.path)
    with said_of("offices"):
        office_building.handovers(building.site)


def _walk(site: Site, path: Sequence[Stage]) -> None:
    for stage in path:
        _advance(site, stage)
        for section, work in _WORK.get(stage, ()):
            if site.todo.get(section):
                with said_of(section):
                    work(site)


def _path(target: Stage, todo: Mapping[str, Any]) -> list[Stage]:
    """Return the stages to walk: the optional ones only where something happens in them."""
    needed = {target} | ({Stage.REGISTRATION} if todo.get("registrations") else set())
    return [
        stage for stage in ORDER if has_reached(target, stage) and stage not in OPTIONAL - needed
    ]


def _advance(site: Site, to: Stage) -> None:
    """Move on to a stage that the season has not reached yet."""
    if has_reached(Stage(site.season.stage), to):
        return
    with said_of("stage"):
        site.season = advance_season(
            season_id=site.season.pk, to=to, seen_version=site.season.version, actor=None
        )


def _opened(
    todo: Mapping[str, Any], whole: Mapping[str, Any], agencies: Mapping[str, Agency]
) -> Season:
    sample = whole.get("sample", False)
    bloc = _bloc(whole["bloc"], sample=sample)
    cycle = _cycle(whole["cycle"])
    with said_of("members"):
        return services.open_season(
            bloc=bloc,
            cycle=cycle,
            members=_members(todo, agencies),
            is_sample=sample,
            published_ranks=whole.get("published_ranks"),
            actor=None,
        )


def _complete(season: Season, todo: Mapping[str, Any], agencies: Mapping[str, Agency]) -> None:
    """Give a season that stands what it would have got at its opening."""
    if todo.get("members"):
        with said_of("members"):
            members = _members(todo, agencies)
            services.add_members(season_id=season.pk, members=members, actor=None)
    if todo.get("published_ranks"):
        with said_of("published_ranks"):
            depth = todo["published_ranks"]
            services.set_published_ranks(season_id=season.pk, depth=depth, actor=None)


def _members(todo: Mapping[str, Any], agencies: Mapping[str, Agency]) -> list[services.MemberSpec]:
    return [
        services.MemberSpec(
            agencies[row["code"]], row["name"], row["flag_eligible"], row["category"]
        )
        for row in todo.get("members", [])
    ]


def _province(row: Mapping[str, Any] | None) -> Province | None:
    if row is None:
        return None
    with said_of("bloc.province"):
        return services.ensure_province(**row, actor=None)


def _bloc(row: Mapping[str, Any], *, sample: bool) -> Bloc:
    held = Bloc.objects.filter(code=row["code"]).values_list("is_sample", flat=True).first()
    province = _province(row["province"])
    with said_of("bloc"):
        return services.ensure_bloc(
            code=row["code"],
            kind=BlocKind(row["kind"]),
            name=row["name"],
            aliases=row["aliases"],
            province=province,
            is_sample=sample if held is None else held,
            actor=None,
        )


def _cycle(row: Mapping[str, Any]) -> Cycle:
    with said_of("cycle"):
        return services.ensure_cycle(
            label=row["label"],
            kind=CycleKind(row["kind"]),
            starts_on=known_day(row["starts_on"]),
            ends_on=known_day(row["ends_on"]),
            actor=None,
        )


def _agencies(
    todo: Mapping[str, Any], whole: Mapping[str, Any], province: Province | None
) -> dict[str, Agency]:
    """Return the members by code; those that the files describe are created when missing."""
    if todo.get("members"):
        province = province or _province(whole["bloc"]["province"])
        return {
            row["code"]: _agency(place, row, province) for place, row in enumerate(todo["members"])
        }
    codes = [row["code"] for row in whole.get("members", [])]
    return Agency.objects.in_bulk(codes, field_name="code")


def _agency(place: int, row: Mapping[str, Any], province: Province | None) -> Agency:
    with said_of(f"members[{place}]"):
        return services.ensure_agency(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            level=AgencyLevel(row["level"]),
            province=province,
            actor=None,
        )

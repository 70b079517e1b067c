"""Everything that is told of a year, from the sections of a season file through the services."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from awards import services as awards
from blocs import services
from blocs.rules.programme import ProgrammeLine
from blocs.states import (
    AttendanceRole,
    BaselineKind,
    DayPart,
    GuestRole,
    Launcher,
    MeetingKind,
    MovementKind,
    NarrativeSection,
    Qualifier,
    RegistrationKind,
    StepClosing,
    StepKind,
    Term,
)
from reports.season_files.findings import entries
from reports.season_files.site import Site, day, entered_at, moment

Row = Mapping[str, Any]


def calendar(site: Site) -> None:
    """Set the steps of the calendar with the members' extensions."""
    for row in site.todo["calendar"]:
        step = services.set_step(
            season_id=site.season.pk,
            kind=StepKind(row["kind"]),
            opens_at=moment(row["opens_at"]),
            due_at=moment(row["due_at"]),
            grace_days=row["grace_days"],
            closing=StepClosing(row["closing"]),
            actor=None,
        )
        for extension in row["extensions"]:
            services.extend_step(
                step_id=step.pk,
                agency=site.agencies[extension["agency"]],
                due_at=moment(extension["due_at"]),
                reason=extension["reason"],
                actor=None,
            )


def meetings(site: Site) -> None:
    """Record the meetings."""
    specs = [_meeting(site, row) for row in site.todo["meetings"]]
    services.record_meetings(season_id=site.season.pk, specs=specs, actor=None)


def movements(site: Site) -> None:
    """Record the movements."""
    specs = [
        services.MovementSpec(
            name=row["name"],
            term=Term(row["term"]),
            kind=MovementKind(row["kind"]),
            launched_by=Launcher(row["launched_by"]),
            note=row["note"],
        )
        for row in site.todo["movements"]
    ]
    services.record_movements(season_id=site.season.pk, specs=specs, actor=None)


def indicators(site: Site) -> None:
    """Record the results in numbers."""
    specs = [
        services.IndicatorSpec(
            name=row["name"],
            agency=site.agency(row["agency"]),
            subject=row["subject"],
            unit=row["unit"],
            value=row["value"],
            qualifier=Qualifier(row["qualifier"]),
            qualifier_text=row["qualifier_text"],
            note=row["note"],
            baselines=tuple(_baseline(baseline) for baseline in row["baselines"]),
        )
        for row in site.todo["indicators"]
    ]
    services.record_indicators(season_id=site.season.pk, specs=specs, actor=None)


def statements(site: Site) -> None:
    """Record the statements."""
    specs = [
        services.StatementSpec(
            section=NarrativeSection(row["section"]),
            text=row["text"],
            agency=site.agency(row["agency"]),
        )
        for row in site.todo["statements"]
    ]
    services.record_statements(season_id=site.season.pk, specs=specs, actor=None)


def next_tasks(site: Site) -> None:
    """Record the tasks for the next cycle."""
    specs = site.todo["next_tasks"]
    services.record_next_tasks(season_id=site.season.pk, specs=specs, actor=None)


def legal_documents(site: Site) -> None:
    """Record the documents referred to."""
    specs = [
        services.LegalDocumentSpec(**{**row, "issued_on": day(row["issued_on"])})
        for row in site.todo["legal_documents"]
    ]
    services.record_legal_documents(season_id=site.season.pk, specs=specs, actor=None)


def sources(site: Site) -> None:
    """Record the sources."""
    specs = [
        services.SourceSpec(**{**row, "published_on": day(row["published_on"])})
        for row in site.todo["sources"]
    ]
    services.record_sources(season_id=site.season.pk, specs=specs, actor=None)


def registrations(site: Site) -> None:
    """Register each member's targets and titles."""
    for path, row in entries("registrations", site.todo["registrations"]):
        items = [
            services.ItemSpec(**{**item, "kind": RegistrationKind(item["kind"])})
            for item in row["items"]
        ]
        with entered_at(path):
            services.register_targets(
                season_id=site.season.pk,
                agency=site.agencies[row["agency"]],
                items=items,
                registered_on=day(row["registered_on"]),
                seen_version=0,
                actor=None,
            )


def award_counts(site: Site) -> None:
    """Record how many members received which award."""
    specs = [awards.AwardCountSpec(**row) for row in site.todo["award_counts"]]
    awards.record_award_counts(season_id=site.season.pk, specs=specs, actor=None)


def _baseline(row: Row) -> services.BaselineSpec:
    kind, qualifier = BaselineKind(row["kind"]), Qualifier(row["qualifier"])
    return services.BaselineSpec(**{**row, "kind": kind, "qualifier": qualifier})


def _guest(row: Row) -> services.GuestSpec:
    roles = tuple(GuestRole(role) for role in row["roles"])
    return services.GuestSpec(row["office"], row["in_charge_of_bloc"], roles)


def _attendance(site: Site, entry: Row) -> services.AttendanceSpec:
    return services.AttendanceSpec(
        agency=site.agencies[entry["agency"]],
        role=AttendanceRole(entry["role"]),
        present=entry["present"],
        representative=entry["representative"],
        absence_reason=entry["absence_reason"],
    )


def _meeting(site: Site, row: Row) -> services.MeetingSpec:
    return services.MeetingSpec(
        name=row["name"],
        held_on=day(row["held_on"]),
        day_part=DayPart(row["day_part"]),
        starts_at=_hour(row["starts_at"]),
        place=row["place"],
        chair=row["chair"],
        note=row["note"],
        cancelled_because=row["cancelled_because"],
        purposes=tuple(
            services.PurposeSpec(MeetingKind(purpose["kind"]), Term(purpose["term"]))
            for purpose in row["purposes"]
        ),
        attendance=tuple(_attendance(site, entry) for entry in row["attendance"]),
        guests=tuple(_guest(guest) for guest in row["guests"]),
        conclusions=tuple(
            services.ConclusionSpec(point["text"], point["speaker"]) for point in row["conclusions"]
        ),
        programme=tuple(
            ProgrammeLine(point["text"], point["performer"], _hour(point["starts_at"]))
            for point in row["programme"]
        ),
    )


def _hour(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)

"""A season of the database in the canonical form of a season file."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from blocs.models import Bloc, Cycle, Season
from blocs.rules.programme import ProgrammeLine
from blocs.services import GuestSpec, MeetingSpec, meetings_of
from reports.season_files.award_reading import (
    read_ballots,
    read_decisions,
    read_proposals,
    read_sessions,
)
from reports.season_files.given_reading import read_votes
from reports.season_files.order import ordered
from reports.season_files.papers import read_papers
from reports.season_files.plain import plain
from reports.season_files.schema import SCHEMA
from reports.season_files.score_reading import read_reported_ranking, read_scoring


def find_season(bloc_code: str, cycle_label: str) -> Season | None:
    """Return the season with its names, or None."""
    seasons = Season.objects.with_names()
    return seasons.filter(bloc__code=bloc_code, cycle__label=cycle_label).first()


def read_season(season: Season) -> dict[str, Any]:
    """Return everything a season file can say of the season. A fixed number of queries."""
    found: dict[str, Any] = {
        "schema": 1,
        "bloc": read_bloc(season.bloc),
        "cycle": read_cycle(season.cycle),
        "sample": season.is_sample,
        "stage": season.stage,
        "published_ranks": season.published_ranks,
        **{section: read(season) for section, read in _SECTIONS.items()},
    }
    members = [row["code"] for row in found["members"]]
    said = {name: found[name] for name in SCHEMA["properties"] if found.get(name) not in (None, [])}
    return ordered(said, members)


_PROVINCE = ("code", "name", "letterhead", "letterhead_by", "place")


def read_bloc(bloc: Bloc) -> dict[str, Any]:
    """Return the bloc as a file describes it."""
    province = bloc.province
    return {
        "code": bloc.code,
        "kind": bloc.kind,
        "name": bloc.name,
        "aliases": [alias.name for alias in bloc.aliases.all()],
        "province": plain(province, *_PROVINCE) if province else None,
    }


def read_cycle(cycle: Cycle) -> dict[str, Any]:
    """Return the cycle as a file describes it."""
    return plain(cycle, "label", "kind", "starts_on", "ends_on")


def _members(season: Season) -> list[dict[str, Any]]:
    return [
        {
            "code": row.agency.code,
            "name": row.name,
            "short_name": row.agency.short_name,
            "level": row.agency.level,
            "flag_eligible": row.flag_eligible,
            "category": row.category,
        }
        for row in season.memberships.select_related("agency").order_by("position")
    ]


def _offices(season: Season) -> list[dict[str, Any]]:
    columns = ("state", "selected_by", "person_title", "basis", "decided_on", "handed_over_on")
    return [
        {"term": row.term, "role": row.role, "agency": row.agency.code, **plain(row, *columns)}
        for row in season.offices.select_related("agency").order_by("pk")
    ]


def _calendar(season: Season) -> list[dict[str, Any]]:
    return [
        {
            **plain(row, "kind", "opens_at", "due_at", "grace_days", "closing"),
            "extensions": [
                {"agency": extension.agency.code, **plain(extension, "due_at", "reason")}
                for extension in row.extensions.all()
            ],
        }
        for row in season.steps.prefetch_related("extensions__agency")
    ]


def _meetings(season: Season) -> list[dict[str, Any]]:
    return [_meeting(spec) for spec in meetings_of(season)]


def _meeting(spec: MeetingSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "held_on": spec.held_on.isoformat() if spec.held_on else None,
        "day_part": spec.day_part.value,
        "starts_at": _clock(spec.starts_at),
        "place": spec.place,
        "chair": spec.chair,
        "note": spec.note,
        "cancelled_because": spec.cancelled_because,
        "purposes": [{"kind": row.kind.value, "term": row.term.value} for row in spec.purposes],
        "attendance": [
            {
                "agency": row.agency.code,
                "role": row.role.value,
                "present": row.present,
                "representative": row.representative,
                "absence_reason": row.absence_reason,
            }
            for row in spec.attendance
        ],
        "guests": [_guest(row) for row in spec.guests],
        "conclusions": [{"speaker": row.speaker, "text": row.text} for row in spec.conclusions],
        "programme": [_point(line) for line in spec.programme],
    }


def _guest(spec: GuestSpec) -> dict[str, Any]:
    return {
        "office": spec.office,
        "in_charge_of_bloc": spec.in_charge_of_bloc,
        "roles": [role.value for role in spec.roles],
    }


def _point(line: ProgrammeLine) -> dict[str, Any]:
    return {
        "starts_at": _clock(line.starts_at),
        "text": line.text,
        "performer": line.performer,
    }


def _clock(hour: time | None) -> str | None:
    return hour.strftime("%H:%M") if hour else None


def _movements(season: Season) -> list[dict[str, Any]]:
    columns = ("term", "name", "kind", "launched_by", "note")
    return [plain(row, *columns) for row in season.movements.order_by("position")]


def _indicators(season: Season) -> list[dict[str, Any]]:
    columns = ("subject", "name", "unit", "value", "qualifier", "qualifier_text", "note")
    figures = ("value", "ratio", "change", "qualifier", "qualifier_text")
    compared = ("kind", "issuer", "label", *figures)
    rows = season.indicators.order_by("position").select_related("agency")
    return [
        {
            "agency": row.agency.code if row.agency else None,
            **plain(row, *columns),
            "baselines": [plain(baseline, *compared) for baseline in row.baselines.all()],
        }
        for row in rows.prefetch_related("baselines")
    ]


def _statements(season: Season) -> list[dict[str, Any]]:
    return [
        {
            "section": row.section,
            "agency": row.agency.code if row.agency else None,
            "text": row.text,
        }
        for row in season.statements.select_related("agency").order_by("position")
    ]


def _next_tasks(season: Season) -> list[str]:
    return list(season.next_tasks.order_by("position").values_list("text", flat=True))


def _legal_documents(season: Season) -> list[dict[str, Any]]:
    columns = ("kind", "number", "issued_on", "issuer", "subject", "covenant_basis")
    return [plain(row, *columns) for row in season.legal_documents.order_by("position")]


def _sources(season: Season) -> list[dict[str, Any]]:
    columns = ("title", "publisher", "published_on")
    return [plain(row, *columns) for row in season.sources.order_by("position")]


def _registrations(season: Season) -> list[dict[str, Any]]:
    columns = ("kind", "content", "unit", "planned_value", "note")
    rows = season.registrations.select_related("agency").prefetch_related("items")
    return [
        {
            "agency": row.agency.code,
            **plain(row, "registered_on"),
            "items": [plain(item, *columns) for item in row.items.all()],
        }
        for row in rows
    ]


def _award_counts(season: Season) -> list[dict[str, Any]]:
    return [
        {"award": row.award_type.code, **plain(row, "agencies", "note")}
        for row in season.award_counts.select_related("award_type")
    ]


_SECTIONS: Mapping[str, Callable[[Season], Any]] = {
    "members": _members,
    "offices": _offices,
    "calendar": _calendar,
    "meetings": _meetings,
    "movements": _movements,
    "indicators": _indicators,
    "statements": _statements,
    "next_tasks": _next_tasks,
    "legal_documents": _legal_documents,
    "sources": _sources,
    "registrations": _registrations,
    "award_counts": _award_counts,
    "votes": read_votes,
    "reported_ranking": read_reported_ranking,
    "ballots": read_ballots,
    "proposals": read_proposals,
    "council_sessions": read_sessions,
    "decisions": read_decisions,
    "papers": read_papers,
    "scoring": read_scoring,
}

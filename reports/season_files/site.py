"""What the builders of a season share: the season, its agencies, the sections to add."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.errors import Invalid, Refused
from blocs.models import Agency, Season
from reports.season_files.findings import Finding, Unloadable, join_path


@dataclass(slots=True)
class Site:
    """A season under construction; ``todo`` holds the canonical sections it still lacks."""

    season: Season
    agencies: Mapping[str, Agency]
    todo: Mapping[str, Any]

    def agency(self, code: str | None) -> Agency | None:
        """Return the member by its code; nothing where the file names none."""
        return None if code is None else self.agencies[code]


@contextmanager
def said_of(path: str) -> Iterator[None]:
    """Turn a service's refusal into a finding about a place of the file."""
    try:
        yield
    except Refused as refusal:
        raise Unloadable([Finding(path, str(refusal))]) from refusal


@contextmanager
def entered_at(path: str) -> Iterator[None]:
    """Turn a service's refusal into a finding about the field of an entry that it names."""
    try:
        yield
    except Refused as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else ""
        place = join_path(path, field) if field else path
        raise Unloadable([Finding(place, str(refusal))]) from refusal


def day(text: str | None) -> date | None:
    """Read a date of the canonical form."""
    return None if text is None else known_day(text)


def known_day(text: str) -> date:
    """Read a date that the schema asks for."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """Read a moment of the canonical form."""
    return datetime.fromisoformat(text)

"""What the shipped season files come to: loaded once per process, told, and undone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import AuditEvent
from reports.season_files.loading import Outcome, dump_season, load_files
from scoring.models import CriteriaTable, Ranking, RankingRow
from scoring.states import RankingOrigin
from tests.reports.small_season import ALL_FILES, FACTS

STEMS = [path.stem for path in FACTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedRanking:
    """The ranking that follows from a season's made-up points."""

    content: Mapping[str, Any]
    is_sample: bool
    rows: Sequence[RankingRow]

    @property
    def codes(self) -> list[str]:
        return [row.agency.code for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """All files side by side, as the demo loads them.

    Args:
        first, again: what loading did, once and once more.
        events: how long the audit was after each of both.
        dumps, rankings: by the stem of the season's files.
    """

    first: Sequence[Outcome]
    again: Sequence[Outcome]
    events: tuple[int, int]
    sample_tables: int
    dumps: Mapping[str, str]
    rankings: Mapping[str, ComputedRanking]


def name_of(stem: str) -> tuple[str, str]:
    """Return the codes of a season's bloc and cycle."""
    bloc, _, cycle = stem.rpartition("-")
    return bloc, cycle


def files_of(stem: str) -> list[Path]:
    """Return the facts of a shipped season, and its made-up scores where there are some."""
    return [path for path in ALL_FILES if path.name.partition(".")[0] == stem]


@contextmanager
def undone() -> Iterator[None]:
    """Leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def shipped() -> Shipped:
    """Load all files twice, and note what the database then says; it is empty before and after."""
    with undone():
        first = load_files(ALL_FILES)
        events = AuditEvent.objects.count()
        again = load_files(ALL_FILES)
        return Shipped(
            first=first,
            again=again,
            events=(events, AuditEvent.objects.count()),
            sample_tables=CriteriaTable.objects.filter(is_sample=True, province=None).count(),
            dumps={stem: dump_season(*name_of(stem)) or "" for stem in STEMS},
            rankings=_rankings(),
        )


def _rankings() -> dict[str, ComputedRanking]:
    found = Ranking.objects.filter(origin=RankingOrigin.COMPUTED.value)
    found = found.select_related("season__bloc", "season__cycle")
    return {
        f"{one.season.bloc.code}-{one.season.cycle.label}": ComputedRanking(
            content=one.content,
            is_sample=one.is_sample,
            rows=list(one.rows.select_related("agency").order_by("position")),
        )
        for one in found
    }

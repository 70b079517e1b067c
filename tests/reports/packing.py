"""Packs in chosen states, made here without a worker."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models.functions import Now

from blocs.models import Season
from reports import services
from reports.models import Pack, PackItem
from reports.selectors.pack_reading import Choice, conference_meetings
from reports.states import DocumentKind, PackKind
from tests.factories import NOON
from tests.reports.whole_season import make_whole_season, rank_by_points

SUMMARY, COVENANT = DocumentKind.SUMMARY_REPORT.value, DocumentKind.COVENANT.value


def ranked_season(members: int = 3, **fields: Any) -> Season:
    season = make_whole_season(members, **fields)
    rank_by_points(season)
    return season


def choice_of(season: Season, kinds: Sequence[str] = (), **fields: Any) -> Choice:
    meeting = next((str(one.position) for one in conference_meetings(season)), "")
    return Choice(meeting=meeting, **({"kinds": tuple(kinds)} if kinds else {}), **fields)


def ask(season: Season, kinds: Sequence[str] = (), **fields: Any) -> Pack:
    """Ask for the season's conference pack, of some kinds or of those offered first."""
    choice = choice_of(season, kinds, **fields)
    return services.ask_for_conference_pack(season_id=season.pk, choice=choice, actor=None)


def ask_province(season: Season, kind: str = SUMMARY) -> Pack:
    """Ask for a paper of every bloc in the season's province and cycle."""
    return services.ask_for_province_pack(
        province=season.bloc.province, cycle=season.cycle, kind=kind, actor=None
    )


def fresh(pack: Pack) -> Pack:
    return Pack.objects.with_names().get(pk=pack.pk)


def made(pack: Pack) -> Pack:
    """Make everything that waits, and return the pack as it is then."""
    services.make_packs_here()
    return fresh(pack)


def bytes_of(pack: Pack) -> tuple[bytes, bytes]:
    """Return the bound file and the archive of a conference pack."""
    return Path(pack.bound.path).read_bytes(), Path(pack.archive.path).read_bytes()


def make_packs(season: Season, count: int = 1, **fields: Any) -> list[Pack]:
    """Store packs of a season as rows, each with one paper that waits."""
    packs = []
    for number in range(1, count + 1):
        about = {
            "kind": PackKind.CONFERENCE.value,
            "season": season,
            "fingerprint": f"{number:064x}",
            "requested_at": NOON,
            "moved_at": NOON,
        }
        pack = Pack.objects.create(**{**about, **fields})
        PackItem.objects.create(pack=pack, position=1, season=season, kind=SUMMARY)
        packs.append(pack)
    return packs


def let_pack_lease_run_out(pack: Pack) -> None:
    """Put the end of the lease and the last message into the past."""
    Pack.objects.filter(pk=pack.pk).update(
        lease_until=Now() - timedelta(seconds=1), published_at=Now() - timedelta(minutes=5)
    )

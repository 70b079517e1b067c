"""A season that is ready to be handed over, and the handover itself, for the tests."""

from datetime import date
from typing import Any

from accounts.models import User
from blocs.models import Agency, Handover, Season
from blocs.services import HandoverSpec, hand_over
from blocs.states import OfficeRole, Stage, Term
from tests.factories import make_bloc_year, make_cycle, make_office

DAY = date(2026, 1, 15)


def make_leaving_year(
    size: int = 3, *, stage: Stage = Stage.DECIDED, label: str = "2025", **fields: Any
) -> tuple[Season, list[Agency]]:
    """Return a season whose deputy is the next head and whose third member the next deputy."""
    cycle = fields.pop("cycle", None) or make_cycle(label=label)
    season, members = make_bloc_year(size, stage=stage, cycle=cycle, **fields)
    make_office(season, OfficeRole.HEAD, members[1], term=Term.NEXT.value, selected_by="elected")
    if size > 2:
        make_office(season, OfficeRole.DEPUTY, members[2], term=Term.NEXT.value)
    return season, members


def hand(
    season: Season, actor: User | None = None, *, label: str = "2026", **fields: Any
) -> Handover:
    """Hand the season over through the service."""
    spec = HandoverSpec(**{"on": DAY, **fields})
    return hand_over(season_id=season.pk, following_label=label, spec=spec, actor=actor)

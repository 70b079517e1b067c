"""Results in numbers change by rows, and the references of the year's words go with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction

from accounts.models import User
from blocs import services
from blocs.models import Season
from blocs.services import YearList
from blocs.services.rows import locked_season
from blocs.services.year_rows import Row, Spec
from reports.gather.facts import read_roster, season_before
from reports.gather.figure_results import result_figures
from reports.rules.figure_keys import Keys
from reports.rules.figure_moves import moves_of
from reports.rules.year_figures import ResultFigures

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChangedRow(Generic[Row]):
    """A row after its change, and how many paragraphs of the report followed it."""

    row: Row
    followed: int


@transaction.atomic
def change_year_row(
    rows: YearList[Row, Spec], *, season_id: int, pk: int, spec: Spec, seen: str, actor: User | None
) -> ChangedRow[Row]:
    """Put what a person wrote in place of a row; sentences go on speaking of it.

    Raises what ``blocs.services.change_row`` raises.
    """

    def change() -> Row:
        return services.change_row(
            rows, season_id=season_id, pk=pk, spec=spec, seen=seen, actor=actor
        )

    row, followed = _followed(rows, season_id, actor, change)
    return ChangedRow(row, followed)


@transaction.atomic
def remove_year_row(
    rows: YearList[Row, Spec], *, season_id: int, pk: int, seen: str, actor: User | None
) -> None:
    """Take a row out of the list; sentences of its namesake go on speaking of the namesake.

    Raises what ``blocs.services.remove_row`` raises.
    """
    told: dict[str, Any] = {"season_id": season_id, "pk": pk, "seen": seen, "actor": actor}
    _followed(rows, season_id, actor, lambda: services.remove_row(rows, **told))


@transaction.atomic
def order_year_rows(
    rows: YearList[Row, Spec],
    *,
    season_id: int,
    order: Sequence[int],
    seen: str,
    actor: User | None,
) -> bool:
    """Give the rows their places; say whether any moved.

    Raises what ``blocs.services.order_rows`` raises.
    """
    told: dict[str, Any] = {"season_id": season_id, "order": order, "seen": seen, "actor": actor}
    moved, _ = _followed(rows, season_id, actor, lambda: services.order_rows(rows, **told))
    return moved


def _followed(
    rows: YearList[Row, Spec], season_id: int, actor: User | None, act: Callable[[], T]
) -> tuple[T, int]:
    """Act with the season held, then move the references whose keys the act changed."""
    if rows is not services.INDICATORS:
        return act(), 0
    season = locked_season(season_id)
    before = _results(season)
    done = act()
    return done, services.move_references(season, moves_of(before, _results(season)), actor)


def _results(season: Season) -> tuple[ResultFigures, ...]:
    return result_figures(read_roster(season), season_before(season), Keys())

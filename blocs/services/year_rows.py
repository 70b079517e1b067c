"""One row of a list of the year is added, changed, removed or moved; papers print the list.

Season files replace whole lists (``records``, ``indicators``). A person changes one row, so that
two people at two rows are in nobody's way.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

from django.db import models, transaction
from django.db.models import F

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from accounts.verdicts import Verdict
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, seats_of
from blocs.services.rows import GONE, checked, locked_season, row_values, season_to_write
from blocs.standing import Standing, standing_of

MOST_ROWS = 500
_MARK_SIGNS = 20
_ROW_STALE = (
    "Mục này vừa được người khác thay đổi. Quý vị chép lại nội dung đang soạn, mở lại trang để xem "
    "nội dung mới rồi lưu."
)
_LIST_STALE = "Danh sách vừa được người khác thay đổi. Quý vị mở lại trang rồi sắp xếp."
_NO_PLACES = "Danh sách này xếp theo danh mục khen thưởng nên không đổi chỗ từng mục."
_FULL = f"Danh sách đã có đủ {MOST_ROWS} mục; quý vị bỏ mục không còn dùng rồi thêm."


Row = TypeVar("Row", bound=models.Model)
Spec = TypeVar("Spec")


class _Placed(Protocol):
    """A row of a list that has places, from 1."""

    position: int


@dataclass(frozen=True, kw_only=True)
class YearList(Generic[Row, Spec]):
    """A list of the year: its rows, what tells two of them apart, and who writes them.

    ``Row`` is the model of its rows, ``Spec`` what a person writes of one.

    Args:
        word: of a row in the audit, such as ``movement``.
        columns: what a person writes.
        once: columns that no two rows share all of; ``twice`` is the refusal beside ``field``.
        is_ordered: whether its rows have places.
    """

    model: type[Row]
    word: str
    columns: tuple[str, ...]
    once: tuple[str, ...] = ()
    twice: str = ""
    field: str = ""
    is_ordered: bool = True

    def of(self, season: Season) -> models.QuerySet[Row]:
        """Return the rows of a season in their order, with what hangs on them."""
        rows = self.model._default_manager.filter(season=season)  # noqa: SLF001 -- Django documents _default_manager
        return rows.order_by("position") if self.is_ordered else rows

    def may_write(self, standing: Standing, season: Season, seats: Seats, row: Row) -> Verdict:
        """Say whether the person may write the row, as it is or as it would be."""
        return can_run_season(standing, season, seats)

    def fill(self, row: Row, spec: Spec) -> None:
        """Put what a person wrote into the columns of a row."""
        for column, value in row_values(spec).items():
            setattr(row, column, value)

    def store_rest(self, row: Row, spec: Spec) -> None:
        """Store what hangs on a row that is stored."""

    def described(self, row: Row) -> dict[str, Any]:
        """Write a stored row for the audit."""
        return {column: row.serializable_value(column) for column in self.columns}

    def wanted(self, row: Row, spec: Spec) -> dict[str, Any]:
        """Write what a filled row would be when it is stored, as ``described`` does."""
        return self.described(row)


@transaction.atomic
def add_row(rows: YearList[Row, Spec], *, season_id: int, spec: Spec, actor: User | None) -> Row:
    """Add a row at the end of the list; one that says the same stays alone, as after two clicks.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: something in it does not hold, it stands there already, or the list is full.
    """
    season = locked_season(season_id)
    row = rows.model(season=season)
    rows.fill(row, spec)
    _demand(rows, actor, season, row)
    held = list(rows.of(season))
    wanted = rows.wanted(row, spec)
    for one in held:
        if rows.described(one) == wanted:
            return one
    if len(held) >= MOST_ROWS:
        raise Invalid(_FULL)
    if rows.is_ordered:
        _placed(row).position = max((_placed(one).position for one in held), default=0) + 1
    _store(rows, row, spec, held)
    _record(rows, "add", row, actor, before={}, after=wanted)
    return row


@transaction.atomic
def change_row(
    rows: YearList[Row, Spec],
    *,
    season_id: int,
    pk: int,
    spec: Spec,
    seen: str,
    actor: User | None,
) -> Row:
    """Put what a person wrote in place of a row; it keeps its place.

    Args:
        seen: the mark (``mark_of_row``) of the row that the person's page was showing.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the row changed after the page was opened.
        Invalid: something in it does not hold, or another row says the same.
        Refused: the row is gone.
    """
    season = locked_season(season_id)
    held = list(rows.of(season))
    row = _one_of(held, pk)
    _demand(rows, actor, season, row)
    before, mark = rows.described(row), mark_of_row(rows, row)
    rows.fill(row, spec)
    _demand(rows, actor, season, row)
    wanted = rows.wanted(row, spec)
    if wanted == before:
        return row
    if mark != seen:
        raise Stale(_ROW_STALE)
    _store(rows, row, spec, [one for one in held if one.pk != pk])
    _record(rows, "change", row, actor, before=before, after=wanted)
    return row


@transaction.atomic
def remove_row(
    rows: YearList[Row, Spec], *, season_id: int, pk: int, seen: str, actor: User | None
) -> None:
    """Take a row out of the list.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the row changed after the page was opened.
        Refused: the row is gone.
    """
    season = locked_season(season_id)
    row = _one_of(list(rows.of(season)), pk)
    _demand(rows, actor, season, row)
    if mark_of_row(rows, row) != seen:
        raise Stale(_ROW_STALE)
    before = rows.described(row)
    rows.of(season).filter(pk=pk).delete()
    _record(rows, "remove", row, actor, before=before, after={})


@transaction.atomic
def order_rows(
    rows: YearList[Row, Spec],
    *,
    season_id: int,
    order: Sequence[int],
    seen: str,
    actor: User | None,
) -> bool:
    """Give the rows their places; say whether any moved.

    Args:
        order: the numbers of all rows, the first one first.
        seen: the mark (``mark_of_order``) of the list that the person's page was showing.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: rows came, went or moved after the page was opened.
        Refused: the rows of this list have no places.
    """
    season = season_to_write(season_id, actor)
    if not rows.is_ordered:
        raise Refused(_NO_PLACES)
    held = list(rows.of(season))
    present = [row.pk for row in held]
    if present == list(order):
        return False
    if mark_of_order(present) != seen or sorted(order) != sorted(present):
        raise Stale(_LIST_STALE)
    # No two rows may share a place, not even in between.
    free = max(_placed(row).position for row in held)
    rows.of(season).order_by().update(position=F("position") + free)
    for row in held:
        _placed(row).position = order.index(row.pk) + 1
    rows.of(season).bulk_update(held, ["position"], batch_size=100)
    audit.record(
        actor=actor,
        action=f"{rows.word}.order",
        subject=season,
        before={"rows": present},
        after={"rows": list(order)},
    )
    return True


def mark_of_row(rows: YearList[Row, Spec], row: Row) -> str:
    """Return a short mark of a stored row, to know later whether it is still the one seen."""
    return _mark(rows.described(row))


def mark_of_order(numbers: Sequence[int]) -> str:
    """Return a short mark of which rows there are, and in which order."""
    return _mark(list(numbers))


def _mark(told: Any) -> str:
    written = json.dumps(told, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:_MARK_SIGNS]


def _placed(row: models.Model) -> _Placed:
    return cast("_Placed", row)


def _one_of(held: Sequence[Row], pk: int) -> Row:
    row = next((one for one in held if one.pk == pk), None)
    if row is None:
        raise Refused(GONE)
    return row


def _demand(rows: YearList[Row, Spec], actor: User | None, season: Season, row: Row) -> None:
    rows.may_write(standing_of(actor), season, seats_of(season), row).demand()


def _store(rows: YearList[Row, Spec], row: Row, spec: Spec, others: Sequence[Row]) -> None:
    checked(row)
    own = [row.serializable_value(column) for column in rows.once]
    for one in others:
        if own and own == [one.serializable_value(column) for column in rows.once]:
            raise Invalid(rows.twice, field=rows.field)
    row.save()
    rows.store_rest(row, spec)


def _record(
    rows: YearList[Row, Spec],
    deed: str,
    row: Row,
    actor: User | None,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    audit.record(actor=actor, action=f"{rows.word}.{deed}", subject=row, before=before, after=after)

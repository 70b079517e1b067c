"""What the services of this app share: the locked season, and rows written or refused whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.errors import Invalid, Refused
from accounts.models import User
from accounts.row_texts import RowEdit, refuse_changed
from blocs.models import Season
from blocs.permissions import can_run_season, seats_of
from blocs.rules.numbers import IF_TOO_LONG, MOST_DIGITS, is_exact
from blocs.rules.text import tidy_line
from blocs.rules.writing import number_text
from blocs.standing import standing_of

Row = TypeVar("Row", bound=models.Model)
_NOT_EXACT = f"Số {{value}} có quá {MOST_DIGITS} chữ số; {IF_TOO_LONG}."
GONE = "Nội dung này không còn trong hồ sơ. Quý vị vui lòng tải lại trang."


def locked_season(season_id: int) -> Season:
    """Return the season with its names, held against every other writer in this transaction.

    Raises:
        Refused: there is no such season any more.
    """
    rows = Season.objects.with_names().select_for_update(of=("self",), no_key=True)
    season = rows.filter(pk=season_id).first()
    if season is None:
        raise Refused(GONE)
    return season


def season_to_write(season_id: int, actor: User | None) -> Season:
    """Return the locked season when the person may write its common records now.

    Raises:
        NotAllowed: the season is closed, or not by this person.
    """
    season = locked_season(season_id)
    can_run_season(standing_of(actor), season, seats_of(season)).demand()
    return season


def checked(row: Row) -> Row:
    """Return the row when its own columns hold: SQLite would take a text of any length.

    Raises:
        Invalid: a column is empty, too long, not one of its words, or a number with more digits
            than every database keeps; the field is named.
    """
    relations = {field.name for field in row._meta.fields if field.is_relation}  # noqa: SLF001 -- Django documents _meta
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(messages), field=field) from error
    for column in row._meta.fields:  # noqa: SLF001 -- Django documents _meta
        value = getattr(row, column.attname)
        if isinstance(value, Decimal) and not is_exact(value):
            raise Invalid(_NOT_EXACT.format(value=number_text(value)), field=column.name)
    return row


def row_values(spec: Any) -> dict[str, Any]:
    """Return what the dataclass of a row says, by column; words of an enum as they are stored."""
    told = {field.name: getattr(spec, field.name) for field in fields(spec)}
    return {name: said.value if isinstance(said, Enum) else said for name, said in told.items()}


def insert(model: type[Row], rows: Sequence[Row], *, refusal: str) -> list[Row]:
    """Write the rows in one statement, or none of them.

    Args:
        refusal: the sentence for the person when a constraint of the database says no.

    Raises:
        Invalid: a column does not hold, or the rows break a constraint.
    """
    ready = [checked(row) for row in rows]
    try:
        with transaction.atomic():
            return list(model._default_manager.bulk_create(ready))  # noqa: SLF001 -- Django documents _default_manager
    except IntegrityError as error:
        raise Invalid(refusal) from error


def write_texts(
    model: type[Row],
    rows: Sequence[Row],
    column: str,
    edits: Mapping[int, RowEdit],
    *,
    called: Callable[[Row], str],
) -> list[tuple[Row, str]]:
    """Write one text of several held rows, or none; return what changed, with what stood there.

    A row that says already what is asked, as after a second click, is in nobody's way.

    Args:
        edits: by row; an empty text clears the column.
        called: what to call the text of a row when it is refused.

    Raises:
        Stale: another text is stored than the page showed.
        Invalid: a text is too long.
    """
    wanted = {row.pk: tidy_line(edits[row.pk].text) for row in rows}
    stored = {row.pk: str(getattr(row, column)) for row in rows}
    changed = [row for row in rows if stored[row.pk] != wanted[row.pk]]
    refuse_changed((called(row), stored[row.pk], edits[row.pk]) for row in changed)
    for row in changed:
        setattr(row, column, wanted[row.pk])
        checked(row)
    model._default_manager.bulk_update(changed, [column], batch_size=500)  # noqa: SLF001 -- Django documents _default_manager
    return [(row, stored[row.pk]) for row in changed]

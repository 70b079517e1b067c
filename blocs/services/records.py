"""What the year was about, as complete lists: each call replaces one list of the season."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import (
    Agency,
    LegalDocument,
    Movement,
    NextTask,
    Season,
    Source,
    Statement,
)
from blocs.rules.year_lists import cited_day_fault
from blocs.services.rows import insert, row_values, season_to_write
from blocs.states import Launcher, MovementKind, NarrativeSection, Term

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class MovementSpec:
    """An emulation movement of this cycle or of the next."""

    name: str
    term: Term = Term.CURRENT
    kind: MovementKind = MovementKind.REGULAR
    launched_by: Launcher = Launcher.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """A result, difficulty or direction in words."""

    section: NarrativeSection
    text: str
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class LegalDocumentSpec:
    """A document that papers refer to."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""
    covenant_basis: bool = False


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Where the facts were read."""

    title: str
    publisher: str = ""
    published_on: date | None = None


@transaction.atomic
def record_movements(*, season_id: int, specs: Sequence[MovementSpec], actor: User | None) -> None:
    """Replace the movements of the season.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: a movement has no name, or is named twice for one cycle.
    """
    season = season_to_write(season_id, actor)
    rows = [
        Movement(season=season, position=position, **row_values(spec))
        for position, spec in enumerate(specs, start=1)
    ]
    _replace(season, Movement, rows, what="movements", actor=actor)


@transaction.atomic
def record_statements(
    *, season_id: int, specs: Sequence[StatementSpec], actor: User | None
) -> None:
    """Replace the statements of the season.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: a statement is empty.
    """
    season = season_to_write(season_id, actor)
    rows = [
        Statement(season=season, position=position, **row_values(spec))
        for position, spec in enumerate(specs, start=1)
    ]
    _replace(season, Statement, rows, what="statements", actor=actor)


@transaction.atomic
def record_next_tasks(*, season_id: int, specs: Sequence[str], actor: User | None) -> None:
    """Replace the numbered tasks for the next cycle.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: a task is empty.
    """
    season = season_to_write(season_id, actor)
    rows = [
        NextTask(season=season, position=position, text=text)
        for position, text in enumerate(specs, start=1)
    ]
    _replace(season, NextTask, rows, what="next_tasks", actor=actor)


@transaction.atomic
def record_legal_documents(
    *, season_id: int, specs: Sequence[LegalDocumentSpec], actor: User | None
) -> None:
    """Replace the documents that the season's papers refer to.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: a document has no kind, a day that cannot be, or is named twice.
    """
    season = season_to_write(season_id, actor)
    for spec in specs:
        demand_cited_day(spec.issued_on, field="issued_on")
    rows = [
        LegalDocument(season=season, position=position, **row_values(spec))
        for position, spec in enumerate(specs, start=1)
    ]
    _replace(season, LegalDocument, rows, what="legal_documents", actor=actor)


@transaction.atomic
def record_sources(*, season_id: int, specs: Sequence[SourceSpec], actor: User | None) -> None:
    """Replace the sources of the season's facts.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: a source has no title, or a day that cannot be.
    """
    season = season_to_write(season_id, actor)
    for spec in specs:
        demand_cited_day(spec.published_on, field="published_on")
    rows = [
        Source(season=season, position=position, **row_values(spec))
        for position, spec in enumerate(specs, start=1)
    ]
    _replace(season, Source, rows, what="sources", actor=actor)


def demand_cited_day(day: date | None, *, field: str) -> None:
    """Refuse a day that no document or source can have that papers cite."""
    fault = cited_day_fault(day, today=timezone.localdate())
    if fault:
        raise Invalid(fault, field=field)


def _replace(
    season: Season, model: type[Row], rows: Sequence[Row], *, what: str, actor: User | None
) -> None:
    """Put the rows in place of the season's present ones, with one line in the audit."""
    present = model._default_manager.filter(season=season).order_by("position")  # noqa: SLF001 -- Django documents _default_manager
    before = _described(present)
    present.delete()
    insert(model, rows, refusal="Danh sách có mục bị nêu hai lần.")
    audit.record(
        actor=actor,
        action=f"season.{what}",
        subject=season,
        before={"rows": before},
        after={"rows": _described(present.all())},
    )


def _described(rows: models.QuerySet[Row]) -> list[dict[str, Any]]:
    fields = rows.model._meta.concrete_fields  # noqa: SLF001 -- Django documents _meta
    names = [field.name for field in fields if field.name not in {"id", "season"}]
    return list(rows.values(*names))

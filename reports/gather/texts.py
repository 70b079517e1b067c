"""Rows that several papers write in the same words."""

from collections import defaultdict
from collections.abc import Callable

from blocs.models import (
    LegalDocument,
    Movement,
    Registration,
    RegistrationItem,
    Statement,
)
from blocs.rules.writing import quantity_text
from blocs.states import NarrativeSection, RegistrationKind
from reports.gather.facts import Roster
from reports.papers.base import MovementText
from reports.rules.list_lines import says_something, unended
from reports.rules.paper_sections import OWN_SECTIONS
from reports.states import DocumentKind
from reports.wording import LAUNCHER_WORDS, MOVEMENT_WORDS, joined, with_remark

DASH = "- "  # at the start of a line that people wrote
# The lines of a section as people wrote them; none where they wrote nothing.
OwnWords = Callable[[NarrativeSection], tuple[str, ...]]


def movement_text(row: Movement) -> MovementText:
    """Write a movement by its full name."""
    return MovementText(
        name=row.name,
        kind=MOVEMENT_WORDS[row.kind],
        launched_by=LAUNCHER_WORDS[row.launched_by],
        note=row.note,
    )


def document_title(row: LegalDocument) -> str:
    """Write what a document is called: ``Chỉ thị số 01/CT-UBND``."""
    return f"{row.kind} số {row.number}" if row.number else row.kind


def registered_text(row: Registration, *kinds: RegistrationKind) -> str:
    """Write the targets or the titles that a member registered, kind by kind.

    Args:
        row: with its items loaded.
    """
    items = row.items.all()
    return joined(_item(item) for kind in kinds for item in items if item.kind == kind.value)


def _item(item: RegistrationItem) -> str:
    text = item.content
    if item.planned_value is not None:
        text = f"{text}: {quantity_text(item.planned_value, item.unit)}"
    return with_remark(text, item.note)


def statement_lines(roster: Roster, row: Statement, *, dashed: bool = False) -> tuple[str, ...]:
    """Write a statement, a paragraph for each of its lines; the first names whose it is.

    Args:
        dashed: the paper begins each paragraph with a dash of its own.
    """
    lines = [line.removeprefix(DASH) for line in row.lines] if dashed else list(row.lines)
    if row.agency and lines:
        lines[0] = f"{roster.name_of(row.agency)}: {lines[0].removeprefix(DASH)}"
    return tuple(lines)


def read_own_words(roster: Roster, kind: DocumentKind) -> OwnWords:
    """Read what people wrote in the own sections of a kind of paper, line by line. One query.

    The sign that ends a paper is left out: papers add it, where they end with it. Who wrote
    nothing but signs wrote nothing.
    """
    wanted = [section.value for section in OWN_SECTIONS[kind]]
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = roster.season.statements.filter(section__in=wanted).select_related("agency")
    for row in rows.order_by("position"):
        lines = statement_lines(roster, row)
        found[row.section] += (unended(one) for one in lines if says_something(one))
    return lambda section: tuple(found[section.value])

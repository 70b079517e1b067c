"""Rows that both papers write in the same words."""

from blocs.models import LegalDocument, Movement
from reports.papers.base import MovementText
from reports.wording import LAUNCHER_WORDS, MOVEMENT_WORDS


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

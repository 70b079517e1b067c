"""Which department of an agency prepares which criterion, within the agency itself."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts import audit
from accounts.errors import Refused
from accounts.models import User
from accounts.row_texts import RowEdit
from blocs.services.rows import GONE, write_texts
from blocs.standing import standing_of
from scoring.models import ScoreLine, ScoreSheet
from scoring.permissions import can_set_departments
from scoring.selectors.departments import former_departments
from scoring.services.locks import lock_lines_of_season, lock_sheet


@transaction.atomic
def set_departments(*, sheet_id: int, edits: Mapping[int, RowEdit], actor: User | None) -> int:
    """Say for several lines which department prepares them, all of them or none.

    Points, and the version that guards them, stay as they are.

    Args:
        edits: by line; an empty text is no department.

    Returns:
        how many changed.

    Raises:
        NotAllowed: not by this person, or the year is over.
        Stale: departments were changed after the page was opened.
        Refused: a line is not of this sheet.
        Invalid: a text is too long.
    """
    sheet = lock_sheet(sheet_id)
    can_set_departments(standing_of(actor), sheet).demand()
    lines = lock_lines_of_season(sheet.season, edits)
    if any(line.sheet_id != sheet.pk for line in lines):
        raise Refused(GONE)
    changed = write_texts(
        ScoreLine,
        lines,
        "department",
        edits,
        called=lambda line: f"Tiêu chí {line.criterion.key}: phần phân công",
    )
    if changed:
        audit.record(
            actor=actor,
            action="sheet.set_departments",
            subject=sheet,
            before={line.criterion.key: stored for line, stored in changed},
            after={line.criterion.key: line.department for line, _ in changed},
        )
    return len(changed)


def carry_departments(sheets: Collection[ScoreSheet]) -> int:
    """Give the lines of new sheets the departments of the year before; return how many.

    Whoever calls this has asked for the rights, and records it.
    """
    rows = ScoreLine.objects.filter(sheet__in=sheets).select_related("sheet")
    lines = list(rows)
    known = former_departments(
        {line.criterion_id for line in lines}, {sheet.agency_id for sheet in sheets}
    )
    carried = [line for line in lines if (line.sheet.agency_id, line.criterion_id) in known]
    for line in carried:
        line.department = known[line.sheet.agency_id, line.criterion_id]
    ScoreLine.objects.bulk_update(carried, ["department"], batch_size=500)
    return len(carried)

"""Save what an agency claims, line by line or a whole form at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.standing import standing_of
from scoring.errors import LinesRefused
from scoring.models import ScoreLine
from scoring.permissions import can_edit_sheet
from scoring.services import lines as line_writing
from scoring.services.lines import LineEdit
from scoring.services.locks import lock_line, lock_lines, lock_sheet
from scoring.services.results import Followed, follow
from scoring.states import Layer

# A claim that changes takes the appraisal of the old one with it.
TOUCHED = (Layer.SELF, Layer.APPRAISED)


@transaction.atomic
def save_line(
    *,
    line_id: int,
    seen_version: int,
    points: Decimal | None,
    explanation: str,
    actor: User | None,
    actual: Decimal | None = None,
    minus: Decimal | None = None,
) -> ScoreLine:
    """Save the agency's own points, or its result, and explanation for one criterion.

    A save that would change nothing writes and records nothing. Where members are compared
    with the leader, the points of the others follow in the same transaction.

    Args:
        seen_version: the version of the line that the page was showing.
        points: points of a judged criterion, None for an empty score.
        actual: result of a calculated criterion in its unit, None for none.
        minus: how many events take points off, where the criterion counts them.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        LineConflict: someone else changed the line first; nothing is overwritten.
        Invalid: the criterion does not allow this.
    """
    edit = LineEdit(line_id, seen_version, points, explanation, Layer.SELF, actual, minus)
    line = lock_line(line_id)
    can_edit_sheet(standing_of(actor), line.sheet).demand()
    if line.version != seen_version:
        raise line_writing.conflict_of(line, edit)
    if line_writing.is_there_already(line, edit):
        return line
    if fault := line_writing.fault_of(line, edit):
        raise Invalid(fault, field="points")
    before, after = line_writing.write(line, edit)
    followed = follow([line], TOUCHED)
    line.save(update_fields=line_writing.WRITTEN)
    audit.record(
        actor=actor,
        action="line.save",
        subject=line,
        before=before | followed.before(line) | followed.peers_words(0),
        after=after | followed.after(line) | followed.peers_words(1),
    )
    return line


@transaction.atomic
def save_lines(
    *,
    sheet_id: int,
    edits: Sequence[LineEdit],
    actor: User | None,
    unreadable: Mapping[int, str] | None = None,
) -> int:
    """Save the agency's own points and results of many lines: all of them, or none.

    Args:
        edits: the lines that the person changed (the form knows what its page showed). One
            that is saved already, by whomever, is not in the way of the others.
        unreadable: what is wrong, by line, where the form could not read what was typed; it is
            told together with the faults of the other lines.

    Returns:
        how many lines changed.

    Raises:
        NotAllowed: not in this state or stage, or not by this person.
        LinesRefused: names every line that cannot be saved, and why.
    """
    sheet = lock_sheet(sheet_id)
    can_edit_sheet(standing_of(actor), sheet).demand()
    found = {line.pk: line for line in lock_lines(sheet)}
    if any(edit.line_id not in found for edit in edits):
        raise Refused("Có tiêu chí không thuộc phiếu này. Quý vị vui lòng tải lại trang.")
    wanted = [
        edit for edit in edits if not line_writing.is_there_already(found[edit.line_id], edit)
    ]
    _refuse_bad_lines(found, wanted, unreadable or {})
    if not wanted:
        return 0
    changes = {edit.line_id: line_writing.write(found[edit.line_id], edit) for edit in wanted}
    changed = [found[edit.line_id] for edit in wanted]
    followed = follow(changed, TOUCHED)
    told = _told(changed, changes, followed)
    # Only the columns that change: each costs a case for each line in the statement.
    columns = {name for line in changed for name in told[1][line.criterion.key]}
    ScoreLine.objects.bulk_update(changed, [*sorted(columns), "version"])
    audit.record(
        actor=actor,
        action="sheet.save_lines",
        subject=sheet,
        before=told[0] | followed.peers_words(0),
        after=told[1] | followed.peers_words(1),
    )
    return len(wanted)


def _told(
    changed: Sequence[ScoreLine],
    changes: Mapping[int, tuple[dict[str, Any], dict[str, Any]]],
    followed: Followed,
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return what each criterion's line was and is, by the criterion's key."""
    before = {line.criterion.key: changes[line.pk][0] | followed.before(line) for line in changed}
    after = {line.criterion.key: changes[line.pk][1] | followed.after(line) for line in changed}
    return before, after


def _refuse_bad_lines(
    found: dict[int, ScoreLine], edits: Sequence[LineEdit], unreadable: Mapping[int, str]
) -> None:
    errors = dict(unreadable)
    conflicts: dict[int, ScoreLine] = {}
    for edit in edits:
        line = found[edit.line_id]
        if line.version != edit.seen_version:
            errors[line.pk] = str(line_writing.conflict_of(line, edit))
            conflicts[line.pk] = line
        elif fault := line_writing.fault_of(line, edit):
            errors[line.pk] = fault
    if errors:
        raise LinesRefused(errors, conflicts)

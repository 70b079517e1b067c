"""Points that a sector agency, or another member, gives to one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency
from blocs.rules.writing import points_text
from blocs.standing import standing_of
from scoring.errors import GivenConflict
from scoring.models import LayerScore, ScoreLine
from scoring.permissions import can_score_for_sector
from scoring.rules.entries import result_text
from scoring.rules.formulas import calculated_points
from scoring.rules.given import given_fault, takes_result
from scoring.rules.results import Result
from scoring.rules.text import tidy
from scoring.rules.totals import CENT
from scoring.selectors.nodes import as_node
from scoring.selectors.results import rules_of
from scoring.services.lines import MAX_TEXT, TOO_LONG
from scoring.services.locks import lock_line
from scoring.states import CriterionKind, GivenLayer

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GivenEdit:
    """What someone wants an agency to give to a line, and the version their page showed.

    A criterion whose points follow from one result takes ``actual``, every other ``points``.
    The version is 0 where nothing was given yet.
    """

    line_id: int
    seen_version: int
    points: Decimal | None
    actual: Decimal | None = None
    reason: str = ""


@transaction.atomic
def save_sector_points(*, edit: GivenEdit, actor: User | None) -> LayerScore:
    """Save what the sector agency that a criterion names gives to one member.

    Where members are compared with the leader, the points of the others follow in the same
    transaction. A save that would change nothing writes and records nothing.

    Raises:
        NotAllowed: not at this stage, not by this person, or about an agency of theirs.
        GivenConflict: a colleague saved first; nothing is overwritten.
        Invalid: the criterion does not allow this.
    """
    line = lock_line(edit.line_id)
    can_score_for_sector(standing_of(actor), line).demand()
    sector = line.criterion.sector
    if sector is None:  # the verdict has said no; this tells the type checker
        raise Invalid("Tiêu chí này không do cơ quan chuyên ngành chấm.")
    return give(line, GivenLayer.SECTOR, sector, edit, actor)


def give(
    line: ScoreLine, layer: GivenLayer, scorer: Agency, edit: GivenEdit, actor: User | None
) -> LayerScore:
    """Write what an agency gives to a held line, with what follows, and record it."""
    row = held_score(line, layer, scorer)
    is_new = row.pk is None
    if is_there_already(row, edit):
        return row
    if (0 if is_new else row.version) != edit.seen_version:
        raise GivenConflict(_conflict(line, row, edit), current=None if is_new else row)
    if fault := fault_of(line, edit):
        raise Invalid(f"Tiêu chí {line.criterion.key}: {fault}", field="points")
    before = _words(row)
    row.points = None if edit.points is None else edit.points.quantize(CENT)
    row.actual, row.reason = edit.actual, tidy(edit.reason)
    row.given_by, row.given_at = actor, timezone.now()
    row.version = 1 if is_new else row.version + 1
    others = _bring_up(line, row) if takes_result(CriterionKind(line.criterion.kind)) else {}
    row.save()
    audit.record(
        actor=actor,
        action=f"line.score_for_{layer.value}",
        subject=row,
        before=({} if is_new else before) | _side(others, 0),
        after=_names(line, scorer) | _words(row) | _side(others, 1),
    )
    return row


def follow_given(changed: Sequence[ScoreLine]) -> None:
    """Bring points that agencies gave by results up to new targets and assignments.

    Args:
        changed: held lines of one season, saved, with criterion and table loaded.
    """
    compared = {line.criterion_id: line for line in changed if takes_result(_kind_of(line))}
    if not compared:
        return
    rows = LayerScore.objects.filter(
        line__criterion__in=compared,
        line__sheet__season=changed[0].sheet.season_id,
        actual__isnull=False,
    )
    rows = rows.select_related("line__sheet__agency").order_by("line")
    held = list(rows.select_for_update(of=("self",), no_key=True))
    groups: dict[tuple[int, str, int], list[LayerScore]] = {}
    for row in held:
        groups.setdefault((row.line.criterion_id, row.layer, row.scorer_id), []).append(row)
    for (criterion, _, _), own in groups.items():
        points = _points_of(compared[criterion], own)
        for row in own:
            row.points = points.get(row.line.sheet.agency.code)
    LayerScore.objects.bulk_update(held, ["points"])


def held_score(line: ScoreLine, layer: GivenLayer, scorer: Agency) -> LayerScore:
    """Return the agency's row for a held line, held too; a new one that is not stored yet."""
    rows = LayerScore.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(line=line, layer=layer.value, scorer=scorer).first()
    return found or LayerScore(
        line=line,
        layer=layer.value,
        scorer=scorer,
        min_points=line.min_points,
        max_points=line.max_points,
    )


def is_there_already(row: LayerScore, edit: GivenEdit) -> bool:
    """Say whether the row holds what is asked; points that follow are not asked for."""
    if (row.actual, row.reason) != (edit.actual, tidy(edit.reason)):
        return False
    return row.points == edit.points or row.actual is not None


def fault_of(line: ScoreLine, edit: GivenEdit) -> str:
    """Return why the criterion does not allow what is given; empty when it does."""
    if len(edit.reason) > MAX_TEXT:
        return TOO_LONG
    return given_fault(as_node(line.criterion), edit.points, edit.actual, edit.reason)


def _bring_up(line: ScoreLine, changed: LayerScore) -> dict[str, tuple[Any, Any]]:
    """Set the points that follow from the results this agency gave, its other rows' too.

    Versions guard what people type, so the rows of the others keep theirs.

    Returns:
        old and new points of the other members, by their codes.
    """
    rows = _compared(line, changed)
    points = _points_of(line, [*rows, changed])
    changed.points = points[line.sheet.agency.code]
    told: dict[str, tuple[Any, Any]] = {}
    for row in rows:
        code = row.line.sheet.agency.code
        if code in points and row.points != points[code]:
            told[code] = (row.points, points[code])
            row.points = points[code]
    LayerScore.objects.bulk_update(rows, ["points"])
    return told


def _points_of(line: ScoreLine, rows: Sequence[LayerScore]) -> dict[str, Decimal | None]:
    """Return the points that follow from one agency's results, by the members' codes."""
    results = {
        row.line.sheet.agency.code: Result(actual=row.actual, target=row.line.target)
        for row in rows
        if row.line.is_assigned
    }
    criterion = line.criterion
    return calculated_points(as_node(criterion), results, rules_of(criterion.table))


def _kind_of(line: ScoreLine) -> CriterionKind:
    return CriterionKind(line.criterion.kind)


def _compared(line: ScoreLine, changed: LayerScore) -> list[LayerScore]:
    """Return the agency's other rows that a result of this one moves, held."""
    if line.criterion.kind != CriterionKind.LEADER_RELATIVE:
        return []
    rows = LayerScore.objects.filter(
        layer=changed.layer,
        scorer=changed.scorer,
        line__criterion=line.criterion_id,
        line__sheet__season=line.sheet.season_id,
    ).exclude(line=line)
    rows = rows.select_related("line__sheet__agency").order_by("line")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _words(row: LayerScore) -> Words:
    return {"points": row.points, "actual": row.actual, "reason": row.reason}


def _names(line: ScoreLine, scorer: Agency) -> Words:
    return {
        "criterion": line.criterion.key,
        "agency": line.sheet.agency.code,
        "scorer": scorer.code,
    }


def _side(others: dict[str, tuple[Any, Any]], side: int) -> Words:
    return {"peers": {code: pair[side] for code, pair in others.items()}} if others else {}


def _conflict(line: ScoreLine, row: LayerScore, edit: GivenEdit) -> str:
    if takes_result(CriterionKind(line.criterion.kind)):
        saved, typed = result_text(row.actual), result_text(edit.actual)
        what = "kết quả"
    else:
        saved, typed = points_text(row.points), points_text(edit.points)
        what = "điểm"
    return (
        f"Tiêu chí {line.criterion.key} vừa được đồng nghiệp sửa: {what} đang lưu "
        f"{saved or 'để trống'}, quý vị nhập {typed or 'để trống'}. Quý vị xem lại rồi lưu lần nữa."
    )

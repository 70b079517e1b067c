"""Send sheets back where an amended table asks for points once more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.models import Amendment, LineReturn, ScoreSheet, SheetReturn
from scoring.rules.amendment import told
from scoring.rules.final import is_cross_scored
from scoring.rules.nodes import Node
from scoring.rules.workflow import WRITABLE
from scoring.selectors.amendments import COLUMN_WORDS
from scoring.services.amendment_plan import Plan
from scoring.services.carrying import Carried
from scoring.services.cross import open_cross_scoring_again
from scoring.states import Scorer, SheetState

_HELD = ("self_points", "self_actual", "appraised_points", "appraised_actual")
_MOVED = ["state", "version", "rounds"]


@dataclass(slots=True)
class Called:
    """Why one sheet has to be looked at again: cleared lines, and who scores them or new ones."""

    lines: list[Carried] = field(default_factory=list)
    scorers: set[Scorer] = field(default_factory=set)


def send_back(
    amendment: Amendment,
    sheets: Mapping[int, ScoreSheet],
    carried: Sequence[Carried],
    added: Sequence[Node],
    touched: Collection[int],
) -> dict[str, str]:
    """Move held sheets to whoever has to score again, with the reason for each line.

    A sheet goes to its agency when the agency has to score a line, and back to the appraiser
    when only the secretariat has; every touched sheet gets a new version, so that nobody sends
    what they have not seen. It is nobody's round, and counts as none.

    Args:
        carried: all lines that went on; those that were cleared call for points.
        added: the new criteria.
        touched: the sheets of which a line changed, by number.

    Returns:
        the states that changed, by the agencies' codes, for the audit.
    """
    new = {node.scored_by for node in added if not node.is_group}
    called = {pk: Called(scorers=set(new)) for pk in sheets}
    for one in carried:
        if one.cleared:
            called[one.line.sheet_id].lines.append(one)
            called[one.line.sheet_id].scorers.add(Scorer(one.line.criterion.scored_by))
    moved: dict[str, str] = {}
    for pk, sheet in sheets.items():
        before = sheet.state
        if pk in touched:
            sheet.version += 1
        _move(sheet, called[pk].scorers)
        if sheet.state != before:
            moved[sheet.agency.code] = f"{before} → {sheet.state}"
            _tell(amendment, sheet, called[pk])
    ScoreSheet.objects.bulk_update(sheets.values(), _MOVED)
    return moved


def open_cross_again(plan: Plan, carried: Sequence[Carried]) -> dict[str, object]:
    """Open the cross-scorings again whose sheet went back, or that lack points by now.

    Returns:
        the scorers' codes by the codes of the agencies whose sheets they score, for the audit;
        nothing where there are none.
    """
    is_new = any(is_cross_scored(node) for node in plan.changes.added)
    asked = {
        one.line.sheet_id
        for one in carried
        if one.is_asked_again and is_cross_scored(plan.nodes[one.line.criterion.key])
    }
    found: dict[str, object] = {}
    for pk, sheet in plan.sheets.items():
        is_asked = is_new or pk in asked or SheetState(sheet.state) in WRITABLE
        if is_asked and (reopened := open_cross_scoring_again(sheet)):
            found[sheet.agency.code] = reopened["cross_reopened"]
    return {"cross_reopened": found} if found else {}


def _move(sheet: ScoreSheet, scorers: Collection[Scorer]) -> None:
    if Scorer.AGENCY in scorers and SheetState(sheet.state) not in WRITABLE:
        sent = sheet.submitted_at is not None
        sheet.state = (SheetState.RETURNED if sent else SheetState.DRAFT).value
    elif Scorer.SECRETARIAT in scorers and sheet.state == SheetState.APPRAISED:
        sheet.state = SheetState.SUBMITTED.value


def _tell(amendment: Amendment, sheet: ScoreSheet, called: Called) -> None:
    """Keep why the sheet went back, and what its cleared lines held."""
    sheet.rounds += 1
    back = SheetReturn.objects.create(
        sheet=sheet,
        reason=f"Bảng tiêu chí được sửa đổi: {amendment.reason}",
        returned_by=amendment.applied_by,
        returned_at=amendment.applied_at,
        is_reopening=sheet.state == SheetState.SUBMITTED,
        amendment=amendment,
    )
    LineReturn.objects.bulk_create(_line_return(back, one) for one in called.lines)


def _line_return(back: SheetReturn, one: Carried) -> LineReturn:
    changed = "; ".join(told(one.change, COLUMN_WORDS)) if one.change else ""
    held = {name: one.before.get(name) for name in _HELD}
    return LineReturn(
        sheet_return=back,
        line=one.line,
        reason=f"Tiêu chí được sửa đổi ({changed}); đề nghị chấm lại.",
        explanation=one.before.get("explanation", ""),
        appraisal_reason=one.before.get("appraisal_reason", ""),
        **held,
    )

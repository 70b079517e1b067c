"""One line saved by itself: the answer replaces the marks and sums of the page around it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.http import SignedInRequest
from accounts.refusals import status_of
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring import services
from scoring.access import line_for
from scoring.errors import LineConflict
from scoring.forms import LineForm
from scoring.models import ScoreLine
from scoring.permissions import can_open_appraisal
from scoring.selectors import sheet_grid
from scoring.states import Layer
from scoring.views.bulk import conflict_with, first_fault, line_edit
from scoring.views.cells import Conflict
from scoring.views.layers import layer_asked, points_page
from scoring.views.line_answers import line_answer, reading_mark
from scoring.views.shown import groups_above, left_beside, left_of, show_rows

Save = Callable[[ScoreLine, LineForm], object]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a line was not saved, which of its cells is meant, and the answer's status."""

    status: int
    message: str
    field: str = ""
    conflict: Conflict | None = None


@require_POST
@login_required
def line_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save the agency's own points of one line."""

    def save(line: ScoreLine, form: LineForm) -> object:
        edit = line_edit(line, Layer.SELF, form)
        return services.save_line(
            line_id=line.pk,
            seen_version=edit.seen_version,
            points=edit.points,
            explanation=edit.words,
            actor=request.user,
            actual=edit.actual,
            minus=edit.minus,
        )

    return _save_and_answer(request, pk, Layer.SELF, save)


@require_POST
@login_required
def appraisal_line_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save the points of the bloc or of the province for one line.

    The answer holds sums of the appraisal, so it is given to those only who may open it.
    """
    standing, layer = standing_of(request.user), layer_asked(request)
    sheet = line_for(standing, pk).sheet
    can_open_appraisal(standing, sheet, seats_of(sheet.season)).demand()

    def save(line: ScoreLine, form: LineForm) -> object:
        edit = line_edit(line, layer, form)
        return services.save_appraisal(
            line_id=line.pk,
            seen_version=edit.seen_version,
            points=edit.points,
            reason=edit.words,
            layer=layer,
            actor=request.user,
            actual=edit.actual,
            minus=edit.minus,
        )

    return _save_and_answer(request, pk, layer, save)


def _save_and_answer(request: SignedInRequest, pk: int, layer: Layer, save: Save) -> HttpResponse:
    line = line_for(standing_of(request.user), pk)
    trouble = _try_to_save(request, line, layer, save)
    return _answer(request, line, layer, trouble)


def _try_to_save(
    request: SignedInRequest, line: ScoreLine, layer: Layer, save: Save
) -> Trouble | None:
    form = LineForm(request.POST, line=line, layer=layer)
    if not form.is_valid():
        named = next((name for name in form.errors if name in {"minus", "words"}), form.main)
        return Trouble(422, first_fault(form), field=named)
    try:
        save(line, form)
    except LineConflict as refusal:
        conflict = conflict_with(refusal.current, layer, form.typed)
        return Trouble(409, "", field=form.main, conflict=conflict)
    except Invalid as refusal:
        return Trouble(
            status_of(refusal), str(refusal), field=CELL_OF.get(refusal.field, form.main)
        )
    except NotAllowed as refusal:
        return Trouble(status_of(refusal), f"Chưa lưu được: {refusal}")
    except Refused as refusal:
        return Trouble(status_of(refusal), str(refusal))
    return None


CELL_OF = {"reason": "words", "explanation": "words"}


def _answer(
    request: SignedInRequest, line: ScoreLine, layer: Layer, trouble: Trouble | None
) -> HttpResponse:
    """Return the marks of the line, and the sums as they are now in the database."""
    mark = reading_mark()
    grid = sheet_grid(line.sheet)
    rows = show_rows(grid, layer)
    shown = next(row for row in rows if row.row.line and row.row.line.pk == line.pk)
    context = {
        "sheet": line.sheet,
        "grid": grid,
        "layer": layer.value,
        "shown": shown,
        "line": shown.row.line,
        "groups": groups_above(rows, shown.row.node.key),
        # Only the script asks for this, and it jumps to a line that stands on the page.
        "left": left_beside(left_of(grid, layer), [], points_page(line.sheet, layer)),
        "trouble": trouble,
    }
    status = trouble.status if trouble else 200
    return line_answer(request, "scoring/_line_answer.html", context, mark=mark, status=status)

"""A whole table sent as one form: what was touched, what was typed, what is wrong."""

from collections.abc import Mapping

from django.http import QueryDict

from accounts.pages import first_error
from scoring.forms import LineForm
from scoring.models import ScoreLine
from scoring.rules.nodes import JUDGED_KINDS
from scoring.selectors import SheetGrid
from scoring.selectors.changes import last_change
from scoring.services.lines import LineEdit
from scoring.states import CriterionKind, Layer
from scoring.views.cells import Cells, Conflict, Returned, layer_cells, mark_of


class BulkForm:
    """The lines of a posted table that the person touched.

    A line whose values are those that the page showed was not touched, even if somebody
    else has changed it since: it is left alone.
    """

    def __init__(self, grid: SheetGrid, layer: Layer, data: QueryDict) -> None:
        self.edits: list[LineEdit] = []
        self.typed: dict[int, Cells] = {}
        self.faults: dict[int, str] = {}
        for row in grid.rows:
            if row.line is not None and f"{row.line.pk}-seen" in data:
                self._read(row.line, layer, data)

    def _read(self, line: ScoreLine, layer: Layer, data: QueryDict) -> None:
        form = LineForm(data, line=line, layer=layer)
        valid = form.is_valid()
        typed = Cells(*form.typed)
        if "seen" in form.cleaned_data and form.seen_mark == mark_of(*typed):
            return
        self.typed[line.pk] = typed
        if not valid:
            key = line.criterion.key
            self.faults[line.pk] = f"Tiêu chí {key}: {first_fault(form)}"
            return
        self.edits.append(line_edit(line, layer, form))

    def returned(
        self,
        messages: Mapping[int, str] | None = None,
        conflicts: Mapping[int, Conflict] | None = None,
    ) -> Returned:
        """Return everything that was typed, with what is wrong at each line."""
        conflicts = conflicts or {}
        plain = {pk: text for pk, text in (messages or self.faults).items() if pk not in conflicts}
        return Returned(typed=self.typed, messages=plain, conflicts=conflicts)


def line_edit(line: ScoreLine, layer: Layer, form: LineForm) -> LineEdit:
    """Return what a valid form wants its line to hold."""
    return LineEdit(
        line_id=line.pk,
        seen_version=_seen_version(line, layer, form),
        points=form.cleaned_data.get("points"),
        words=form.cleaned_data["words"],
        layer=layer,
        actual=form.cleaned_data.get("actual"),
        minus=form.cleaned_data.get("minus"),
    )


def _seen_version(line: ScoreLine, layer: Layer, form: LineForm) -> int:
    """Return the version that the page showed, or one that only others' results have made.

    Where members are compared, each save of one gives the lines of the others new points and
    a new version. While what this person sees in the cells still stands, nobody is in the way.
    """
    if CriterionKind(line.criterion.kind) in JUDGED_KINDS:
        return form.seen_version
    untouched = form.seen_mark == mark_of(*layer_cells(line, layer))
    return line.version if untouched else form.seen_version


def first_fault(form: LineForm) -> str:
    """Return the first thing that is wrong, as a sentence."""
    if "seen" in form.errors:
        return "trang đã cũ, quý vị vui lòng tải lại trang rồi nhập lại."
    return first_error(form)


def conflict_with(line: ScoreLine, layer: Layer, typed: tuple[str, str, str]) -> Conflict:
    """Return both values of a line that someone else saved first."""
    change = last_change(line)
    return Conflict(
        version=line.version,
        saved=layer_cells(line, layer),
        typed=Cells(*typed),
        at=change.at if change else None,
        by=change.by if change else "",
    )

"""A whole table sent as one form: what was touched, what was typed, what is wrong."""

from collections.abc import Mapping

from django.http import QueryDict

from scoring.forms import LineForm
from scoring.models import ScoreLine
from scoring.selectors import SheetGrid
from scoring.selectors.changes import last_change
from scoring.services.lines import LineEdit
from scoring.states import Layer
from scoring.views.shown import Conflict, Returned, layer_values, mark_of


class BulkForm:
    """The lines of a posted table that the person touched.

    A line whose values are those that the page showed was not touched, even if somebody
    else has changed it since: it is left alone.
    """

    def __init__(self, grid: SheetGrid, layer: Layer, data: QueryDict) -> None:
        self.edits: list[LineEdit] = []
        self.typed: dict[int, tuple[str, str]] = {}
        self.faults: dict[int, str] = {}
        for row in grid.rows:
            if row.line is not None and f"{row.line.pk}-seen" in data:
                self._read(row.line, layer, data)

    def _read(self, line: ScoreLine, layer: Layer, data: QueryDict) -> None:
        form = LineForm(data, prefix=str(line.pk))
        valid = form.is_valid()
        if "seen" in form.cleaned_data and form.seen_mark == mark_of(*form.typed):
            return
        self.typed[line.pk] = form.typed
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
        seen_version=form.seen_version,
        points=form.cleaned_data["points"],
        words=form.cleaned_data["words"],
        layer=layer,
    )


def first_fault(form: LineForm) -> str:
    """Return the first thing that is wrong, as a sentence."""
    if "seen" in form.errors:
        return "trang đã cũ, quý vị vui lòng tải lại trang rồi nhập lại."
    return next(str(error) for errors in form.errors.values() for error in errors)


def conflict_with(line: ScoreLine, layer: Layer, typed: tuple[str, str]) -> Conflict:
    """Return both values of a line that someone else saved first."""
    points, words = layer_values(line, layer)
    change = last_change(line)
    return Conflict(
        version=line.version,
        points=points,
        words=words,
        typed_points=typed[0],
        typed_words=typed[1],
        at=change.at if change else None,
        by=change.by if change else "",
    )

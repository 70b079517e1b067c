"""What the saves of one line and of a whole form share: compare, refuse, write, describe."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from blocs.rules.writing import points_text
from scoring.errors import LineConflict
from scoring.models import ScoreLine
from scoring.rules.entries import Entry, has_minus, result_fault, result_text
from scoring.rules.formulas import levels_of
from scoring.rules.given import scale_fault
from scoring.rules.points import points_fault
from scoring.rules.text import tidy
from scoring.rules.totals import CENT
from scoring.selectors.entries import entry_at, why_closed
from scoring.selectors.nodes import as_node
from scoring.selectors.results import RESULTS
from scoring.states import CriterionKind, Layer

MAX_TEXT = 5_000
TOO_LONG = "lời giải trình dài quá 5.000 ký tự, đề nghị rút gọn và đính kèm tài liệu."
# Where each layer keeps its points and its words.
COLUMNS: Mapping[Layer, tuple[str, str]] = {
    Layer.SELF: ("self_points", "explanation"),
    Layer.APPRAISED: ("appraised_points", "appraisal_reason"),
    Layer.PROVINCE: ("province_points", "province_reason"),
}
WRITTEN = [name for pair in (*COLUMNS.values(), *RESULTS.values()) for name in pair] + ["version"]


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What someone wants a line to hold in one layer, and the version their page showed.

    A judged criterion takes ``points``, a calculated one ``actual`` and, where events take
    points off, ``minus``; its points follow.
    """

    line_id: int
    seen_version: int
    points: Decimal | None
    words: str
    layer: Layer = Layer.SELF
    actual: Decimal | None = None
    minus: Decimal | None = None


def is_there_already(line: ScoreLine, edit: LineEdit) -> bool:
    """Say whether the line already holds what is asked, and may be asked at all."""
    held = all(getattr(line, name) == value for name, value in _wanted(line, edit).items())
    return held and not _misfit(line, edit)


def fault_of(line: ScoreLine, edit: LineEdit) -> str:
    """Return why the table does not allow the points or the words; empty when it does."""
    fault = _fault(line, edit)
    return f"Tiêu chí {line.criterion.key}: {fault}" if fault else ""


def conflict_of(line: ScoreLine, edit: LineEdit) -> LineConflict:
    """Return the refusal that shows the saved values and the ones just typed."""
    words = COLUMNS[edit.layer][1]
    if is_there_already(line, edit):
        return LineConflict(
            f"Tiêu chí {line.criterion.key} vừa được lưu với đúng nội dung này, quý vị không "
            "cần lưu lại.",
            current=line,
        )
    sentence = f"Tiêu chí {line.criterion.key} vừa được người khác sửa: {_both(line, edit)}."
    if getattr(line, words) != tidy(edit.words):
        sentence += f" Lời ghi đang lưu: “{_short(getattr(line, words))}”."
    return LineConflict(f"{sentence} Quý vị xem lại rồi lưu lần nữa.", current=line)


def write(line: ScoreLine, edit: LineEdit) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put what was typed into a held line, unsaved, and return what it was and is.

    A claim that changes after the sheet was returned is a new claim: what the appraiser gave
    the old one no longer speaks of it and is cleared, as the audit shows.
    """
    after = _wanted(line, edit)
    words = COLUMNS[edit.layer][1]
    claims = [name for name in after if name != words]
    if edit.layer is Layer.SELF and any(getattr(line, name) != after[name] for name in claims):
        after |= _cleared_appraisal(line)
    before = {name: getattr(line, name) for name in after}
    for name, new in after.items():
        setattr(line, name, new)
    line.version += 1
    return before, after


def _wanted(line: ScoreLine, edit: LineEdit) -> dict[str, Any]:
    """Return the columns that a person writes, with what is wanted in them."""
    points, words = COLUMNS[edit.layer]
    said = {words: tidy(edit.words)}
    entry = entry_at(line, edit.layer)
    if entry is Entry.POINTS:
        return {points: None if edit.points is None else edit.points.quantize(CENT)} | said
    if entry is Entry.RESULT:
        actual, minus = RESULTS[edit.layer]
        wanted: dict[str, Any] = {actual: edit.actual}
        if has_minus(CriterionKind(line.criterion.kind)):
            wanted[minus] = edit.minus
        return wanted | said
    return dict(said)


def _cleared_appraisal(line: ScoreLine) -> dict[str, Any]:
    """Return the columns of the appraisal that hold something, emptied."""
    values = [COLUMNS[Layer.APPRAISED][0], *RESULTS[Layer.APPRAISED]]
    cleared: dict[str, Any] = {name: None for name in values if getattr(line, name) is not None}
    return cleared | ({"appraisal_reason": ""} if line.appraisal_reason else {})


def _fault(line: ScoreLine, edit: LineEdit) -> str:
    if len(edit.words) > MAX_TEXT:
        return TOO_LONG
    entry = entry_at(line, edit.layer)
    if entry is Entry.NOTHING:
        return why_closed(line, edit.layer)
    if misfit := _misfit(line, edit):
        return misfit
    return _fault_of_result(line, edit) if entry is Entry.RESULT else _fault_of_points(line, edit)


def _misfit(line: ScoreLine, edit: LineEdit) -> str:
    """Say why the line does not take what was typed: points for a result, or the reverse."""
    entry = entry_at(line, edit.layer)
    if edit.points is not None and entry is not Entry.POINTS:
        return "điểm được tính từ kết quả, không nhập trực tiếp."
    if entry is not Entry.RESULT and (edit.actual is not None or edit.minus is not None):
        return "tiêu chí này không nhập kết quả."
    if edit.minus is not None and not has_minus(CriterionKind(line.criterion.kind)):
        return "tiêu chí này không có số lần trừ điểm."
    return ""


def _fault_of_result(line: ScoreLine, edit: LineEdit) -> str:
    kind = CriterionKind(line.criterion.kind)
    fault = result_fault(edit.actual, kind) or result_fault(edit.minus, kind)
    return fault or scale_fault(as_node(line.criterion), edit.actual, edit.words)


def _fault_of_points(line: ScoreLine, edit: LineEdit) -> str:
    if edit.points is None:
        return ""
    return points_fault(
        edit.points,
        kind=CriterionKind(line.criterion.kind),
        step=line.criterion.step,
        floor=line.min_points,
        top=line.max_points,
        levels=levels_of(as_node(line.criterion)),
    )


def _both(line: ScoreLine, edit: LineEdit) -> str:
    """Write what is saved and what was typed."""
    if entry_at(line, edit.layer) is not Entry.RESULT:
        saved, typed = getattr(line, COLUMNS[edit.layer][0]), edit.points
        return (
            f"điểm đang lưu {points_text(saved, blank='để trống')}, "
            f"điểm quý vị nhập {points_text(typed, blank='để trống')}"
        )
    saved, typed = getattr(line, RESULTS[edit.layer][0]), edit.actual
    return (
        f"kết quả đang lưu {result_text(saved) or 'để trống'}, "
        f"kết quả quý vị nhập {result_text(typed) or 'để trống'}"
    )


def _short(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"

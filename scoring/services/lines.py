"""What the saves of one line and of a whole form share: compare, refuse, write, describe."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import points_text
from scoring.errors import LineConflict
from scoring.models import ScoreLine
from scoring.rules.points import PointsError, check_points
from scoring.rules.text import tidy
from scoring.rules.totals import CENT
from scoring.states import CriterionKind, Layer

MAX_TEXT = 5_000
TOO_LONG = "lời giải trình dài quá 5.000 ký tự, đề nghị rút gọn và đính kèm tài liệu."
# Where each layer keeps its points and its words.
COLUMNS: Mapping[Layer, tuple[str, str]] = {
    Layer.SELF: ("self_points", "explanation"),
    Layer.APPRAISED: ("appraised_points", "appraisal_reason"),
    Layer.PROVINCE: ("province_points", "province_reason"),
}


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What someone wants a line to hold in one layer, and the version their page showed."""

    line_id: int
    seen_version: int
    points: Decimal | None
    words: str
    layer: Layer = Layer.SELF


def is_there_already(line: ScoreLine, edit: LineEdit) -> bool:
    """Say whether the line already holds what is asked."""
    points, words = COLUMNS[edit.layer]
    return getattr(line, points) == edit.points and getattr(line, words) == tidy(edit.words)


def fault_of(line: ScoreLine, edit: LineEdit) -> str:
    """Return why the table does not allow the points or the words; empty when it does."""
    criterion = line.criterion
    if len(edit.words) > MAX_TEXT:
        return f"Tiêu chí {criterion.key}: {TOO_LONG}"
    if edit.points is None:
        return ""
    try:
        check_points(
            edit.points,
            kind=CriterionKind(criterion.kind),
            max_points=criterion.max_points,
            step=criterion.step,
            key=criterion.key,
        )
    except PointsError as error:
        return str(error)
    return ""


def conflict_of(line: ScoreLine, edit: LineEdit) -> LineConflict:
    """Return the refusal that shows the saved values and the ones just typed."""
    points, words = COLUMNS[edit.layer]
    if is_there_already(line, edit):
        return LineConflict(
            f"Tiêu chí {line.criterion.key} vừa được lưu với đúng nội dung này, quý vị không "
            "cần lưu lại.",
            current=line,
        )
    saved = points_text(getattr(line, points), blank="để trống")
    typed = points_text(edit.points, blank="để trống")
    sentence = (
        f"Tiêu chí {line.criterion.key} vừa được người khác sửa: điểm đang lưu {saved}, "
        f"điểm quý vị nhập {typed}."
    )
    if getattr(line, words) != tidy(edit.words):
        sentence += f" Lời ghi đang lưu: “{_short(getattr(line, words))}”."
    return LineConflict(f"{sentence} Quý vị xem lại rồi lưu lần nữa.", current=line)


def write(line: ScoreLine, edit: LineEdit) -> tuple[dict[str, object], dict[str, object]]:
    """Put the values into a held line, unsaved, and return what they were and are.

    A claim that changes after the sheet was returned is a new claim: the points that the
    appraiser gave the old one no longer speak of it and are cleared, as the audit shows.
    """
    points, words = COLUMNS[edit.layer]
    value = None if edit.points is None else edit.points.quantize(CENT)
    after: dict[str, object] = {points: value, words: tidy(edit.words)}
    if edit.layer is Layer.SELF and value != line.self_points:
        if line.appraised_points is not None:
            after["appraised_points"] = None
        if line.appraisal_reason:
            after["appraisal_reason"] = ""
    before = {name: getattr(line, name) for name in after}
    for name, new in after.items():
        setattr(line, name, new)
    line.version += 1
    return before, after


WRITTEN = [name for pair in COLUMNS.values() for name in pair] + ["version"]


def _short(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"

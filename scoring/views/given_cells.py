"""Cells in which a sector agency or another member gives points: shown, read, and saved."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.http import QueryDict

from accounts.errors import Refused
from accounts.pages import first_error
from accounts.spoken_forms import SpokenForm
from accounts.verdicts import Verdict
from blocs.rules.writing import lower_first, points_text
from scoring.errors import GivenConflict
from scoring.models import LayerScore, ScoreLine
from scoring.rules.awaited import SETTLED, Awaited, awaited_words
from scoring.rules.entries import ResultError, parse_result, parse_signed_points, result_text
from scoring.rules.given import takes_result
from scoring.rules.nodes import Node
from scoring.rules.points import PointsError, parse_points
from scoring.rules.text import tidy
from scoring.selectors.nodes import as_node
from scoring.services.given import GivenEdit
from scoring.states import CriterionKind
from scoring.views.cells import mark_of

OLD_PAGE = "trang đã cũ, quý vị vui lòng tải lại trang rồi nhập lại."
Save = Callable[[GivenEdit], LayerScore]


class CellForm(SpokenForm):
    """What was typed into one line; its prefix is the line's number."""

    points = forms.CharField(label="Điểm", required=False, max_length=30)
    words = forms.CharField(label="Lý do", required=False, max_length=20_000, strip=False)
    seen = forms.RegexField(r"^[0-9]{1,9}(\.[0-9a-f]{8})?\Z")

    @property
    def typed(self) -> tuple[str, str]:
        """Both values exactly as they were typed."""
        return (
            self.data.get(self.add_prefix("points"), ""),
            self.data.get(self.add_prefix("words"), ""),
        )


@dataclass(frozen=True, slots=True)
class GivenClash:
    """What a colleague saved first, beside what was typed here."""

    version: int
    value: str
    words: str
    typed: tuple[str, str]
    at: datetime | None = None
    by: str = ""

    @property
    def words_differ(self) -> bool:
        return self.words != self.typed[1]


@dataclass(frozen=True, slots=True)
class GivenCell:
    """One line's cells; ``pk`` is the line's and names its elements.

    ``awaited`` says why the points that follow are provisional.
    """

    pk: int
    key: str
    node: Node
    value: str
    words: str
    points: str
    seen: str
    can: Verdict
    is_result: bool
    message: str = ""
    clash: GivenClash | None = None
    is_unsaved: bool = False
    awaited: str = ""

    @property
    def is_bad(self) -> bool:
        return bool(self.message or self.clash)


@dataclass(slots=True)
class Answered:
    """What came back from a posted table, by line; what was saved is not in it."""

    typed: dict[int, tuple[str, str]] = field(default_factory=dict)
    messages: dict[int, str] = field(default_factory=dict)
    clashes: dict[int, GivenClash] = field(default_factory=dict)
    saved: int = 0

    @property
    def bad(self) -> int:
        return len({*self.messages, *self.clashes})

    @property
    def status(self) -> int:
        return 409 if self.clashes else 422


def cell_of(
    line: ScoreLine,
    score: LayerScore | None,
    can: Verdict,
    answered: Answered | None = None,
    *,
    awaited: Awaited = SETTLED,
) -> GivenCell:
    """Return the cells of a line, with what was typed where it could not be saved."""
    saved = _shown(line, score)
    said = answered or Answered()
    value, words = said.typed.get(line.pk, saved)
    version = score.version if score else 0
    return GivenCell(
        pk=line.pk,
        key=line.criterion.key,
        node=as_node(line.criterion),
        value=value,
        words=words,
        points=points_text(score.points) if score else "",
        seen=f"{version}.{mark_of(*saved)}",
        can=can,
        is_result=takes_result(CriterionKind(line.criterion.kind)),
        message=said.messages.get(line.pk, ""),
        clash=said.clashes.get(line.pk),
        is_unsaved=(value, words) != saved,
        awaited=awaited_words(awaited, "sector"),
    )


def save_cells(lines: Iterable[ScoreLine], data: QueryDict, save: Save) -> Answered:
    """Save every line that was touched, each by itself; keep what could not be saved.

    A line whose values are those that the page showed was not touched.
    """
    answered = Answered()
    for line in lines:
        if f"{line.pk}-seen" not in data:
            continue
        form = CellForm(data, prefix=str(line.pk))
        form.is_valid()
        mark = form.cleaned_data.get("seen", "").partition(".")[2]
        if mark != mark_of(*form.typed):
            _save_one(answered, line, form, save)
    return answered


def save_cell(line: ScoreLine, data: QueryDict, save: Save) -> Answered:
    """Save one line as the script sends it, touched or not."""
    answered = Answered()
    _save_one(answered, line, CellForm(data, prefix=str(line.pk)), save)
    return answered


def _save_one(answered: Answered, line: ScoreLine, form: CellForm, save: Save) -> None:
    answered.typed[line.pk] = form.typed
    if not form.is_valid():
        said = OLD_PAGE if "seen" in form.errors else first_error(form)
        answered.messages[line.pk] = f"Tiêu chí {line.criterion.key}: {said}"
        return
    try:
        save(edit_of(line, form))
    except GivenConflict as refusal:
        answered.clashes[line.pk] = _clash(line, refusal.current, form.typed)
    except (PointsError, ResultError) as error:
        answered.messages[line.pk] = f"Tiêu chí {line.criterion.key}: {lower_first(str(error))}"
    except Refused as refusal:
        answered.messages[line.pk] = str(refusal)
    else:
        del answered.typed[line.pk]
        answered.saved += 1


def edit_of(line: ScoreLine, form: CellForm) -> GivenEdit:
    """Return what a valid form wants the line to get.

    Raises:
        PointsError, ResultError: the number cannot be read.
    """
    text = form.cleaned_data["points"]
    is_result = takes_result(CriterionKind(line.criterion.kind))
    read = parse_signed_points if line.min_points < 0 else parse_points
    return GivenEdit(
        line_id=line.pk,
        seen_version=int(form.cleaned_data["seen"].partition(".")[0]),
        points=None if is_result else read(text),
        actual=parse_result(text) if is_result else None,
        reason=tidy(form.cleaned_data["words"]),
    )


def _shown(line: ScoreLine, score: LayerScore | None) -> tuple[str, str]:
    if score is None:
        return "", ""
    if takes_result(CriterionKind(line.criterion.kind)):
        return result_text(score.actual), score.reason
    return points_text(score.points), score.reason


def _clash(line: ScoreLine, current: LayerScore | None, typed: tuple[str, str]) -> GivenClash:
    value, words = _shown(line, current)
    if current is None:
        return GivenClash(0, value, words, typed)
    by = current.given_by.full_name if current.given_by else ""
    return GivenClash(current.version, value, words, typed, current.given_at, by)

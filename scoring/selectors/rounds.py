"""How often a sheet went back to its agency, and how often its table lets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.models import LineReturn, ScoreSheet, SheetReturn
from scoring.rules.settings_json import read_rules
from scoring.selectors.nodes import table_of


@dataclass(frozen=True, slots=True)
class RoundsLeft:
    """Returns by the appraiser so far, and the most that the table allows (None: no limit).

    What the agency's own head sent back, an appraisal opened again, and what an amended
    table asked for, are no rounds.
    """

    used: int
    most: int | None

    @property
    def is_used_up(self) -> bool:
        return self.most is not None and self.used >= self.most

    @property
    def why_not(self) -> str:
        """Why the sheet cannot go back once more; empty while it can."""
        if not self.is_used_up:
            return ""
        return (
            f"Bảng tiêu chí cho phép trả lại phiếu tối đa {self.most} lần; phiếu này đã được "
            f"trả lại {self.used} lần. Quý vị hoàn thành thẩm định và ghi lý do ở dòng có "
            "chênh lệch."
        )


def rounds_left(sheet: ScoreSheet) -> RoundsLeft:
    """Return how often the sheet went back, and how often it may. Two queries."""
    rounds = sheet.returns.filter(by_own_head=False, is_reopening=False)
    used = rounds.filter(amendment__isnull=True).count()
    table = table_of(sheet.season)
    return RoundsLeft(used, None if table is None else read_rules(table.rules).max_rounds)


def last_return(sheet: ScoreSheet) -> SheetReturn | None:
    """Return the latest time that the appraiser gave the sheet back. One query."""
    rounds = sheet.returns.filter(by_own_head=False, is_reopening=False)
    return rounds.order_by("-returned_at", "-pk").first()


def keys_unanswered(sheet: ScoreSheet) -> list[str]:
    """Name the lines that went back with a reason and were neither changed nor explained."""
    back = last_return(sheet)
    if back is None:
        return []
    rows = back.lines.exclude(reason="").filter(answer="").select_related("line__criterion")
    return [one.line.criterion.key for one in rows if is_unchanged(one)]


def is_unchanged(back: LineReturn) -> bool:
    """Say whether the agency's claim is still the one that went back."""
    line = back.line
    return (back.self_points, back.self_actual, back.explanation) == (
        line.self_points,
        line.self_actual,
        line.explanation,
    )


@dataclass(frozen=True, slots=True)
class Round:
    """One time that the appraiser gave the sheet back: ``number`` from 1, its lines by number."""

    number: int
    back: SheetReturn
    lines: Mapping[int, LineReturn]

    @property
    def named(self) -> list[LineReturn]:
        """The lines that went back with a reason of their own, in reading order."""
        return [line for line in self.lines.values() if line.reason]

    @property
    def unanswered(self) -> int:
        """How many of the named lines carry no answer yet."""
        return sum(not line.answer for line in self.named)


def latest_round(returns: Sequence[SheetReturn]) -> Round | None:
    """Return the latest round among the returns of one sheet, in their order. One query."""
    given_back = _given_back(returns)
    return _round(given_back, len(given_back)) if given_back else None


def round_beside(returns: Sequence[SheetReturn]) -> Round | None:
    """Return the round that a new appraisal is read beside: the appraiser's latest. One query.

    What an amended table asked for holds the touched lines only, so it stands here where the
    appraiser gave nothing back.
    """
    given_back = _given_back(returns)
    own = [number for number, one in enumerate(given_back, start=1) if one.amendment_id is None]
    return _round(given_back, own[-1] if own else len(given_back)) if given_back else None


def _given_back(returns: Sequence[SheetReturn]) -> list[SheetReturn]:
    return [one for one in returns if not one.by_own_head and not one.is_reopening]


def _round(given_back: Sequence[SheetReturn], number: int) -> Round:
    back = given_back[number - 1]
    lines = back.lines.select_related("line__criterion").order_by("line__criterion__position")
    return Round(number, back, {line.line_id: line for line in lines})


@dataclass(frozen=True, slots=True)
class Past:
    """One entry in the history of a sheet; ``number`` counts the appraiser's returns."""

    back: SheetReturn
    number: int
    lines: tuple[LineReturn, ...]
    left_out: int

    @property
    def title(self) -> str:
        if self.back.by_own_head:
            return "Thủ trưởng đơn vị chuyển lại chuyên viên"
        if self.back.is_reopening:
            return "Mở lại để thẩm định"
        return f"Trả lại lần {self.number}"


def history_of(sheet: ScoreSheet, *, whole: bool) -> list[Past]:
    """Return every round of a sheet, the latest first. Four queries, however many rounds.

    Args:
        whole: with every line; else only those with a reason or an answer, and those whose
            points in either layer are others by now.
    """
    backs = list(
        sheet.returns.select_related("returned_by")
        .prefetch_related("lines__line__criterion")
        .order_by("returned_at", "pk")
    )
    found, number = [], 0
    for back in backs:
        number += not back.by_own_head and not back.is_reopening
        every = sorted(back.lines.all(), key=lambda one: one.line.criterion.position)
        lines = tuple(one for one in every if whole or _is_told(one))
        found.append(Past(back, number, lines, len(every) - len(lines)))
    return found[::-1]


def _is_told(one: LineReturn) -> bool:
    now = one.line
    moved = one.appraised_points is not None and one.appraised_points != now.appraised_points
    return bool(one.reason or one.answer) or moved or one.self_points != now.self_points

"""Years in a row at a level: which year breaks the run, and when it can be whole."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from awards.rules.eligibility.case import Case
from awards.rules.eligibility.counting import Counted, counted
from awards.rules.eligibility.finding import (
    Finding,
    decision_text,
    held_text,
    met,
    names_text,
    not_met,
    unclear,
    year_text,
)
from awards.rules.eligibility.params import RunParams
from awards.rules.history import Rated
from awards.states import Answer, AwardBasis, CompletionLevel

_COMPLETE = " Nếu năm ấy đã có quyết định, đề nghị bổ sung vào thành tích của đơn vị."


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a run: whether it counts, and what is on record for it."""

    year: int
    answer: Answer
    said: str
    is_empty: bool = False


def consecutive_years(params: RunParams, case: Case) -> Finding:
    """Say whether the last years in a row, the season's own included, were all good ones.

    A year counts with one of the levels or one of the titles. A year below them, or one with
    nothing on record, breaks the run and is named. The season's own year without a result is
    left open: its result may still come.
    """
    run = run_of(case, params.levels, params.titles, params.bases)
    last = case.season.year
    base = _base_year(params, case)
    if base is None:
        return not_met(
            f"Hồ sơ không có {names_text(case, params.after)} làm mốc để tính từ sau đó.",
            *_used(run, last, run[-1].year),
        )
    gap = max(run[-1].year, base)
    if last - gap < params.years:
        return _too_short(params, case, run, gap, base)
    first = last - params.years + 1
    waiting = [one for one in run if one.year >= first and one.answer is Answer.UNCLEAR]
    used = _used(run, last, first - 1)
    if waiting:
        return unclear("; ".join(_capital(one.said) for one in waiting) + ".", *used)
    return met(*used)


def run_of(
    case: Case,
    levels: Collection[CompletionLevel],
    titles: Collection[str],
    bases: Collection[AwardBasis],
) -> list[Year]:
    """Return the years from the season's own back to the one that breaks the run, which is last."""
    history = case.member.history
    seen = counted(case, titles, bases)
    on_record = [one.year for one in history.ratings] + [one.year for one in history.awards]
    years = [_year(case, case.season.year, levels, seen)]
    earliest = min([*on_record, case.season.year]) - 1  # nothing is on record for it
    for year in range(case.season.year - 1, earliest - 1, -1):
        if years[-1].answer is Answer.NOT_MET:
            break
        years.append(_year(case, year, levels, seen))
    return years


def _year(case: Case, year: int, levels: Collection[CompletionLevel], seen: Counted) -> Year:
    """Judge one year by its results, each as (whose, is it good, in words)."""
    kind, called = case.season.cycle_kind, year_text(year, case.season.cycle_kind)
    held = [one for one in seen.held if one.year == year]
    rated = [one for one in case.member.history.ratings if one.year == year]
    results = [(one.inherited_from, True, held_text(one)) for one in held if one.cycle_kind is kind]
    results += [
        (one.inherited_from, one.level in levels, _rated(one, case))
        for one in rated
        if one.cycle_kind is kind
    ]
    if results:
        # Its own results speak for an agency; those of predecessors only without them.
        own = [one for one in results if not one[0]] or results
        return Year(year, _agreed(own), "; ".join(said for _, _, said in own))
    other = "; ".join([held_text(one) for one in held] + [_rated(one, case) for one in rated])
    if other:
        said = f"{called} chỉ có kết quả theo loại năm khác: {other}"
        return Year(year, Answer.UNCLEAR, said)
    answer = Answer.UNCLEAR if year == case.season.year else Answer.NOT_MET
    lost = "; ".join(f"{held_text(one)} {why}" for one, why in seen.not_held if one.year == year)
    if lost:
        return Year(year, answer, f"{called}: {lost}")
    return Year(year, answer, f"{called} chưa có kết quả trong hồ sơ", is_empty=True)


def _agreed(results: Iterable[tuple[str, bool, str]]) -> Answer:
    """Return the answer of one year; predecessors that differ leave it open.

    Of one agency's results one good one is enough.
    """
    by_owner: dict[str, bool] = {}
    for owner, is_good, _ in results:
        by_owner[owner] = by_owner.get(owner, False) or is_good
    if all(by_owner.values()):
        return Answer.MET
    return Answer.UNCLEAR if any(by_owner.values()) else Answer.NOT_MET


def _base_year(params: RunParams, case: Case) -> int | None:
    """Return the year after which the run has to begin: 0 where no award comes first."""
    if not params.after:
        return 0
    base = counted(case, params.after, params.bases).held
    return min((one.year for one in base), default=None)


def _too_short(params: RunParams, case: Case, run: list[Year], gap: int, base: int) -> Finding:
    last, kind = case.season.year, case.season.cycle_kind
    if params.years == 1:
        return not_met(f"{_capital(run[-1].said)}.", earliest=last + 1)
    # The season's own year is no year of the run before it has a result.
    waits = gap < last and run[0].answer is Answer.UNCLEAR
    held = last - gap - waits
    span = f" ({_span(case, gap + 1, last - waits)})" if held else ""
    if waits:
        span = f"{span}; {run[0].said}"
    if gap == base:
        first = names_text(case, params.after)
        why = f"chỉ tính các năm sau {year_text(base, kind)}, là năm của {first}."
    else:
        why = f"bị ngắt: {run[-1].said}." + (_COMPLETE if run[-1].is_empty else "")
    return not_met(
        f"Mới có {held}/{params.years} năm liên tục{span}; {why}",
        *_used(run, last, gap),
        earliest=gap + params.years,
    )


def _used(run: list[Year], last: int, gap: int) -> list[str]:
    counted_years = [one for one in run if gap < one.year <= last and not one.is_empty]
    return [_capital(one.said) for one in reversed(counted_years)]


def _span(case: Case, first: int, last: int) -> str:
    kind = case.season.cycle_kind
    if first == last:
        return year_text(first, kind)
    return f"{year_text(first, kind)} đến {year_text(last, kind)}"


def _rated(one: Rated, case: Case) -> str:
    level = case.words.levels.get(one.level.value, one.level.value)
    inherited = f"kế thừa từ {one.inherited_from}" if one.inherited_from else ""
    notes = "; ".join(note for note in (decision_text(one.decision, None), inherited) if note)
    text = f"{year_text(one.year, one.cycle_kind)}: {level}"
    return f"{text} ({notes})" if notes else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What a ranking costs as it grows: twice the members, twice the criteria, a whole province."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.data import CLOSED_YEAR, LARGE, PROVINCE, PROVINCE_SIZE, season_of
from bench.records import Record
from bench.timing import MILLISECONDS, medians
from bench.workplace import Workplace, tell
from reports.synthetic.building import build_province
from reports.synthetic.plan import ProvincePlan
from scoring.models import Ranking
from scoring.rules.recompute import computed_rows

_RUNS = 10
_RUNS_OF_ALL = 3
_FEWER_CRITERIA = replace(LARGE, criteria=LARGE.criteria // 2, prefix="mau-it")
_MORE_MEMBERS = replace(LARGE, members=LARGE.members * 2, prefix="mau-dong")


def twice_the_criteria(place: Workplace) -> Iterator[Record]:
    """Measure the recompute of the large bloc beside one with half its criteria."""
    half = _built(_FEWER_CRITERIA)
    yield _compared(
        "ranking_twice_the_criteria", _frozen(place.large_bloc.code), half, LARGE, _FEWER_CRITERIA
    )


def twice_the_members(place: Workplace) -> Iterator[Record]:
    """Measure the recompute of a bloc with twice the members beside the large one."""
    twice = _built(_MORE_MEMBERS)
    yield _compared(
        "ranking_twice_the_members", twice, _frozen(place.large_bloc.code), _MORE_MEMBERS, LARGE
    )


def whole_province(place: Workplace) -> Iterator[Record]:
    """Measure the recompute of every closed season of a province from its frozen contents."""
    _ = place.province
    found = list(
        Ranking.objects.current()
        .filter(
            season__bloc__province__code=PROVINCE.province_code,
            season__cycle__label=str(PROVINCE.years.start),
        )
        .values_list("content", flat=True)
    )
    largest = max(found, key=_lines)
    seconds, one = medians(
        lambda: [computed_rows(content) for content in found],
        lambda: computed_rows(largest),
        runs=_RUNS_OF_ALL,
    )
    yield Record(
        name="recompute_province",
        value=seconds,
        unit="s",
        baseline="one of its seasons",
        baseline_value=one,
        size=f"{len(found)} closed seasons of {PROVINCE_SIZE}; median of {_RUNS_OF_ALL}",
    )


def _compared(
    name: str, content: Any, half: Any, plan: ProvincePlan, half_plan: ProvincePlan
) -> Record:
    seconds, half_seconds = medians(
        lambda: computed_rows(content), lambda: computed_rows(half), runs=_RUNS
    )
    return Record(
        name=name,
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline=f"the same with {_size(half_plan)}",
        baseline_value=half_seconds * MILLISECONDS,
        size=f"{_size(plan)}; median of {_RUNS}",
    )


def _built(plan: ProvincePlan) -> Any:
    """Build a bloc and return the frozen content of its closed season."""
    tell(f"building a bloc of {_size(plan)}")
    build_province(plan)
    return _frozen(plan.bloc_code(1))


def _frozen(bloc: str) -> Any:
    return Ranking.objects.current().get(season=season_of(bloc, CLOSED_YEAR)).content


def _lines(content: Any) -> int:
    return sum(len(member["lines"]) for member in content["members"])


def _size(plan: ProvincePlan) -> str:
    return f"{plan.members} members x {plan.criteria} criteria"

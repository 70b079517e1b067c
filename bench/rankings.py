"""Computing rankings: from a frozen content, and from the database for a whole province."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.data import CLOSED_YEAR, LARGE_SIZE, PROVINCE, PROVINCE_SIZE, season_of
from bench.records import Record
from bench.timing import MILLISECONDS, medians
from bench.workplace import Workplace
from blocs.models import Season
from scoring.models import Ranking, ScoreLine
from scoring.rules.recompute import computed_rows
from scoring.selectors.rankings import ranking_content

_RUNS = 10
_RUNS_OF_ALL = 3


def one_bloc(place: Workplace) -> Iterator[Record]:
    """Measure the ranks from frozen content, with every check, without a database."""
    season = season_of(place.large_bloc.code, CLOSED_YEAR)
    content = Ranking.objects.current().get(season=season).content
    seconds, plain = medians(
        lambda: computed_rows(content), lambda: _plain_ranks(content), runs=_RUNS
    )
    yield Record(
        name="ranking_one_bloc",
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline="the same points added up as floats and sorted, nothing checked",
        baseline_value=plain * MILLISECONDS,
        size=f"{LARGE_SIZE}; median of {_RUNS}",
    )


def all_blocs(place: Workplace) -> Iterator[Record]:
    """Measure the rankings of all closed seasons of the province, read and computed."""
    _ = place.province
    seasons = Season.objects.with_names().filter(
        bloc__province__code=PROVINCE.province_code, cycle__label=str(PROVINCE.years.start)
    )
    found = list(seasons)
    lines = ScoreLine.objects.filter(sheet__season__in=found)
    columns = ("sheet", "criterion", "self_points", "appraised_points", "province_points")
    seconds, reading = medians(
        lambda: [ranking_content(row) for row in found],
        lambda: list(lines.values_list(*columns)),
        runs=_RUNS_OF_ALL,
    )
    yield Record(
        name="ranking_all_blocs",
        value=seconds,
        unit="s",
        baseline="reading the same score lines in one query",
        baseline_value=reading,
        size=f"{len(found)} closed seasons of {PROVINCE_SIZE}; median of {_RUNS_OF_ALL}",
    )


def _plain_ranks(content: Mapping[str, Any]) -> list[tuple[float, str]]:
    layers = ("province", "appraised", "self")
    totals = [
        (
            sum(
                float(next((line[layer] for layer in layers if line[layer]), 0))
                for line in member["lines"]
            ),
            member["agency"],
        )
        for member in content["members"]
    ]
    return sorted(totals, reverse=True)

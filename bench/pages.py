"""Pages of the site, through gunicorn on one keep-alive connection."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.data import EDITOR, HEAD, LARGE_SIZE, OFFICER, PROVINCE_SIZE, appraisal_path
from bench.records import Record
from bench.timing import MILLISECONDS, medians
from bench.workplace import Workplace

RUNS = 15
WARM_UPS = 3
EMPTY_PAGE = "/livez on the same server and connection"
EMPTY_PATH = "/livez"


def home(place: Workplace) -> Iterator[Record]:
    """Measure the home page of an officer of the province."""
    _ = place.province
    yield _page(place, "page_home", OFFICER, "/", PROVINCE_SIZE)


def overview(place: Workplace) -> Iterator[Record]:
    """Measure the first page of the list of all seasons."""
    _ = place.province
    yield _page(place, "page_overview", OFFICER, "/tong-quan/", PROVINCE_SIZE)


def season(place: Workplace) -> Iterator[Record]:
    """Measure the page of a season for its head."""
    yield _page(place, "page_season", HEAD, place.large_bloc.season_path, LARGE_SIZE)


def sheet(place: Workplace) -> Iterator[Record]:
    """Measure a score sheet that is being filled in."""
    size = f"1 sheet of 180 criteria in a bloc of {LARGE_SIZE}"
    yield _page(place, "page_sheet_180", EDITOR, place.large_bloc.sheet_path, size)


def appraisal(place: Workplace) -> Iterator[Record]:
    """Measure a sent score sheet that is being appraised."""
    size = f"1 sheet of 180 criteria in a bloc of {LARGE_SIZE}"
    code = place.large_bloc.code
    yield _page(place, "page_appraisal_180", HEAD, appraisal_path(code), size)


def ranking(place: Workplace) -> Iterator[Record]:
    """Measure a frozen ranking with the points of all members."""
    yield _page(place, "page_ranking_180", HEAD, place.large_bloc.ranking_path, LARGE_SIZE)


def matrix(place: Workplace) -> Iterator[Record]:
    """Measure all criteria and all members in one table."""
    yield _page(place, "page_matrix_180", HEAD, place.large_bloc.matrix_path, LARGE_SIZE)


def desk(place: Workplace) -> Iterator[Record]:
    """Measure the deviation desk over every line of a season."""
    yield _page(place, "page_desk_180", HEAD, place.large_bloc.desk_path, LARGE_SIZE)


def simulation(place: Workplace) -> Iterator[Record]:
    """Measure a simulation with the search for how firm the first place is."""
    yield _page(place, "page_simulation_180", HEAD, place.large_bloc.simulation_path, LARGE_SIZE)


def _page(place: Workplace, name: str, username: str, path: str, size: str) -> Record:
    visitor = place.visitor(place.port, username)
    page, empty = partial(visitor.get, path), partial(visitor.get, EMPTY_PATH)
    seconds, empty_seconds = medians(page, empty, runs=RUNS, warm_ups=WARM_UPS)
    return Record(
        name=name,
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline=EMPTY_PAGE,
        baseline_value=empty_seconds * MILLISECONDS,
        size=f"{size}; median of {RUNS}",
    )


PAGES: dict[str, Callable[[Workplace], Iterator[Record]]] = {
    "page_home": home,
    "page_overview": overview,
    "page_season": season,
    "page_sheet_180": sheet,
    "page_appraisal_180": appraisal,
    "page_ranking_180": ranking,
    "page_matrix_180": matrix,
    "page_desk_180": desk,
    "page_simulation_180": simulation,
}

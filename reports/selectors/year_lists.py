"""The lists of a year that papers print, as their pages show them: each row as it is printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from accounts.verdicts import Verdict
from awards.selectors import award_name, labels_of
from awards.services import COUNTS
from blocs import services
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, can_write_result
from blocs.rules.figures import figures_in
from blocs.rules.writing import count_text, date_text
from blocs.standing import Standing
from reports.gather.facts import read_roster, years_of
from reports.gather.figure_results import base_of
from reports.gather.indicators import indicator_text
from reports.gather.texts import document_title
from reports.rules.figure_keys import Keys
from reports.states import YearRows

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list as pages speak of it.

    Args:
        row: one of its rows, inside a sentence.
        heads: of the columns.
        printed: where papers print it.
    """

    name: str
    row: str
    heads: tuple[str, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row as the page shows it: the lines of each cell, and whether the person may write it.

    ``anchor`` is how its place on the page is called; figures of the words lead there.
    """

    pk: int
    anchor: str
    cells: Cells
    may_write: bool


WORDS: Mapping[YearRows, ListWords] = MappingProxyType(
    {
        YearRows.INDICATORS: ListWords(
            "Chỉ tiêu",
            "chỉ tiêu",
            ("Đơn vị", "Chỉ tiêu", "Kết quả", "So sánh", "Ghi chú"),
            "báo cáo tổng kết (phần kết quả và phụ lục), báo cáo thành tích của đơn vị.",
        ),
        YearRows.MOVEMENTS: ListWords(
            "Phong trào thi đua",
            "phong trào",
            ("Phong trào", "Năm", "Loại", "Phát động", "Ghi chú"),
            "báo cáo tổng kết, bản đăng ký thi đua, giao ước thi đua, báo cáo thành tích.",
        ),
        YearRows.AWARDS: ListWords(
            "Khen thưởng đã nhận",
            "hình thức khen thưởng",
            ("Danh hiệu, hình thức khen thưởng", "Số đơn vị", "Ghi chú"),
            "báo cáo tổng kết, mục công tác khen thưởng: số đơn vị thành viên được khen thưởng.",
        ),
        YearRows.DOCUMENTS: ListWords(
            "Văn bản viện dẫn",
            "văn bản",
            ("Văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Căn cứ của giao ước"),
            "phụ lục của báo cáo tổng kết; văn bản được đánh dấu in ở phần căn cứ của giao ước.",
        ),
        YearRows.SOURCES: ListWords(
            "Nguồn số liệu",
            "nguồn số liệu",
            ("Nguồn", "Nơi đăng", "Ngày"),
            "phụ lục của báo cáo tổng kết.",
        ),
    }
)
LISTS: Mapping[YearRows, services.YearList[Any, Any]] = MappingProxyType(
    {
        YearRows.INDICATORS: services.INDICATORS,
        YearRows.MOVEMENTS: services.MOVEMENTS,
        YearRows.AWARDS: COUNTS,
        YearRows.DOCUMENTS: services.LEGAL_DOCUMENTS,
        YearRows.SOURCES: services.SOURCES,
    }
)


def listed_rows(
    kind: YearRows, standing: Standing, season: Season, seats: Seats
) -> list[ListedRow]:
    """Return the rows of a list in their order; as many queries for one as for many.

    Args:
        season: with its bloc, province and cycle.
    """
    found = LISTS[kind].of(season)
    rows = list(found.select_related("agency") if kind is YearRows.INDICATORS else found)
    may_write, keys = LISTS[kind].may_write, Keys()
    return [
        ListedRow(
            pk=row.pk,
            anchor=keys.take(anchor_of(kind, row)),
            cells=cells,
            may_write=bool(may_write(standing, season, seats, row)),
        )
        for row, cells in zip(rows, _SHOWN[kind](season, rows), strict=True)
    ]


def members_to_write(standing: Standing, season: Season, seats: Seats) -> list[int] | None:
    """Return the members whose results the person may write; None for all and for nobody's.

    At most one query.
    """
    if can_write_result(standing, season, seats, None):
        return None
    own = _own_results(standing, season, seats)
    return [agency_id for agency_id, verdict in own if verdict]


def may_add(kind: YearRows, standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may add a row to a list: a member its own results at least.

    At most one query.
    """
    verdict = can_run_season(standing, season, seats)
    if verdict or kind is not YearRows.INDICATORS:
        return verdict
    answers = [one for _, one in _own_results(standing, season, seats)]
    return next((one for one in answers if one), answers[0] if answers else verdict)


def _own_results(standing: Standing, season: Season, seats: Seats) -> list[tuple[int, Verdict]]:
    """Say of each member that the person acts for whether they write its results. One query."""
    own = season.memberships.filter(agency__in=standing.agency_ids).values_list("agency", flat=True)
    return [(pk, can_write_result(standing, season, seats, pk)) for pk in own]


def anchor_of(kind: YearRows, row: Any) -> str:
    """Return how a row's place on its page is called; the keys of its figures begin so."""
    if kind is YearRows.INDICATORS:
        return base_of(row)
    if kind is YearRows.AWARDS:
        return f"khen-thuong.{row.award_type.code}"
    return f"muc-{row.pk}"


def bound_figures(season: Season, anchor: str) -> int:
    """Count the figures in the year's words that come from a row. One query."""
    texts = season.statements.filter(text__contains=f"|{anchor}").values_list("text", flat=True)
    keys = (figure.key for text in texts for figure in figures_in(text))
    return sum(key == anchor or key.startswith(f"{anchor}.") for key in keys)


def _indicators(season: Season, rows: Sequence[Any]) -> Iterator[Cells]:
    roster = read_roster(season)
    for row in rows:
        text = indicator_text(roster, row)
        compared = [line.clause for line in text.baselines]
        compared += [text.year_on_year] if text.year_on_year else []
        whose = text.agency or f"Toàn {roster.words.short}"
        yield (whose,), (text.name,), (text.value_text,), tuple(compared), (text.note,)


def _movements(season: Season, rows: Sequence[Any]) -> Iterator[Cells]:
    years = years_of(season)
    for row in rows:
        kind, launcher = row.get_kind_display(), row.get_launched_by_display()
        yield _one_line(row.name, years[row.term], kind, launcher, row.note)


def _awards(season: Season, rows: Sequence[Any]) -> Iterator[Cells]:
    labels = labels_of(season.bloc.province_id)
    for row in rows:
        yield _one_line(award_name(row.award_type, labels), count_text(row.agencies), row.note)


def _documents(season: Season, rows: Sequence[Any]) -> Iterator[Cells]:
    for row in rows:
        basis = "Có" if row.covenant_basis else ""
        told = (document_title(row), _day(row.issued_on), row.issuer, row.subject)
        yield _one_line(*told, basis)


def _sources(season: Season, rows: Sequence[Any]) -> Iterator[Cells]:
    for row in rows:
        yield _one_line(row.title, row.publisher, _day(row.published_on))


def _one_line(*texts: str) -> Cells:
    return tuple((one,) for one in texts)


def _day(day: date | None) -> str:
    return date_text(day) if day else ""


_SHOWN: Mapping[YearRows, Callable[[Season, Sequence[Any]], Iterator[Cells]]] = MappingProxyType(
    {
        YearRows.INDICATORS: _indicators,
        YearRows.MOVEMENTS: _movements,
        YearRows.AWARDS: _awards,
        YearRows.DOCUMENTS: _documents,
        YearRows.SOURCES: _sources,
    }
)

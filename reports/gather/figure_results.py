"""The results in numbers as figures that texts may refer to, each plan by whoever set it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from blocs.models import Indicator, IndicatorBaseline, Season
from blocs.rules.figures import shown_value
from blocs.rules.writing import lower_first
from blocs.states import BaselineKind, Qualifier
from reports.gather.facts import Roster
from reports.gather.indicators import baseline_text, plan_word, ratio_text, value_text
from reports.papers.results import reached_text
from reports.rules.figure_keys import Entry, Keys, slug
from reports.rules.year_figures import PlanFigures, ResultFigures
from reports.wording import UNCHANGED, percent_change

GROUP = "Kết quả thực hiện chỉ tiêu"
_TENTH = Decimal("0.1")
_WHOLE = "chung"


def result_figures(roster: Roster, past: Season | None, keys: Keys) -> tuple[ResultFigures, ...]:
    """Read the season's results with last year's. Four queries at most."""
    rows = list(_rows(roster.season).prefetch_related("baselines"))
    last = {base_of(row): row for row in _rows(past)} if past else {}
    return tuple(_Writer(roster, row, last.get(base_of(row)), keys).written for row in rows)


def _rows(season: Season) -> QuerySet[Indicator]:
    return season.indicators.order_by("position").select_related("agency")


def base_of(row: Indicator) -> str:
    """Return what a result's keys begin with: of whom it is and what it is called.

    Args:
        row: with its agency loaded.
    """
    owner = row.agency.code if row.agency else slug(row.subject) if row.subject else _WHOLE
    return f"chi-tieu.{owner}.{slug(row.name)}"


class _Writer:
    """Writes the figures of one result."""

    def __init__(self, roster: Roster, row: Indicator, last: Indicator | None, keys: Keys) -> None:
        self.row, self.last, self.keys = row, last, keys
        self.base = keys.take(base_of(row))
        owner = roster.name_of(row.agency) if row.agency else row.subject
        self.called = f"{owner}: {lower_first(row.name)}" if owner else row.name

    @property
    def written(self) -> ResultFigures:
        """The result with everything it is compared with."""
        row = self.row
        lines = sorted(row.baselines.all(), key=lambda line: line.position)
        plans = [line for line in lines if line.kind == BaselineKind.PLAN]
        past = [line for line in lines if line.kind == BaselineKind.LAST_YEAR]
        value = self._entry(self.base, "", value_text(row), taken=True)
        own_past = self._past(past[0]) if past else self._computed()
        return ResultFigures(
            name=row.name,
            row=row.pk,
            base=self.base,
            agency=row.agency.code if row.agency else "",
            subject=row.subject,
            value=value,
            plans=tuple(self._plan(line) for line in plans),
            past=own_past[0],
            past_ratio=own_past[1],
            past_change=own_past[2],
        )

    def _plan(self, line: IndicatorBaseline) -> PlanFigures:
        plan, issuer = f"{plan_word(line)} {line.issuer} giao", slug(line.issuer)
        return PlanFigures(
            plan=plan,
            value=self._of(f"ke-hoach.{issuer}", plan, baseline_text(line, self.row.unit)),
            ratio=self._of(f"ty-le.{issuer}", f"tỷ lệ so với {plan}", _reached(line)),
            change=self._of(f"tang-giam.{issuer}", f"tăng, giảm so với {plan}", _changed(line)),
        )

    def _past(self, line: IndicatorBaseline) -> Sequence[Entry | None]:
        return (
            self._of("nam-truoc", "cùng kỳ năm trước", baseline_text(line, self.row.unit)),
            self._of("ty-le.nam-truoc", "tỷ lệ so với cùng kỳ năm trước", ratio_text(line)),
            self._of("tang-giam.nam-truoc", "tăng, giảm so với cùng kỳ năm trước", _changed(line)),
        )

    def _computed(self) -> Sequence[Entry | None]:
        """Compare with the same result of last year's season, where both are known alike."""
        change = _grown(self.row, self.last) if self.last else ""
        named = "tăng, giảm so với cùng kỳ năm trước"
        return None, None, self._of("tang-giam.nam-truoc", named, change)

    def _of(self, end: str, named: str, value: str) -> Entry | None:
        return self._entry(f"{self.base}.{end}", named, value)

    def _entry(self, key: str, named: str, value: str, *, taken: bool = False) -> Entry | None:
        if not value:
            return None
        name = f"{self.called}, {named}" if named else self.called
        return Entry(key if taken else self.keys.take(key), name, shown_value(value), GROUP)


def _reached(line: IndicatorBaseline) -> str:
    ratio = ratio_text(line)
    return reached_text(ratio) if ratio else ""


def _changed(line: IndicatorBaseline) -> str:
    if line.change is None:
        return ""
    return percent_change(line.change, line.qualifier, line.qualifier_text)


def _grown(row: Indicator, last: Indicator) -> str:
    """Write the change on last year; nothing where one of the two is not exactly known."""
    exact = {row.qualifier, last.qualifier} == {Qualifier.EXACT.value}
    if not exact or row.value is None or not last.value or row.unit != last.unit or last.value < 0:
        return ""
    change = (row.value - last.value) * 100 / last.value
    change = change.quantize(_TENTH, rounding=ROUND_HALF_UP)
    return percent_change(change) if change else UNCHANGED

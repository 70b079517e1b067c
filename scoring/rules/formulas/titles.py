"""Points for titles held from a reference year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import NO_RESULT, ZERO, equals
from scoring.rules.formulas.reading import RuleReader, read_number
from scoring.rules.nodes import Node
from scoring.rules.results import Result

MOST_YEARS_BACK = 20


class Mode(StrEnum):
    """Whether several titles count, or the best of them."""

    BEST = "best"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class AwardBonus:
    """Points by title, up to the maximum; ``years_back`` is 1 for the year before the season's.

    A title that the table does not name is worth nothing. In the mode "sum" a title held
    twice counts twice. Who is known to hold none (``actual`` 0) has no points; who has not
    been looked at has no result. ``names`` are what the awards are called, by code.

    Source: docs/sources.md#formulas (Thành phố Hồ Chí Minh, 2008).
    """

    max_points: Decimal
    titles: tuple[tuple[str, Decimal], ...]
    mode: Mode
    years_back: int
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def floor(self) -> Decimal:
        return ZERO

    @property
    def top(self) -> Decimal:
        return self.max_points

    def faults(self) -> Iterator[Fault]:
        if self.mode is Mode.BEST and max(points for _, points in self.titles) < self.max_points:
            yield Fault(
                "Tham số “titles” (điểm từng danh hiệu): không danh hiệu nào đạt điểm tối đa "
                f"{number_text(self.max_points)}."
            )

    def missing(self, result: Result) -> str:
        return NO_RESULT if result.actual is None and not result.titles else ""

    def raw(self, result: Result) -> Decimal:
        held = [points for _, points in self._held(result)]
        if self.mode is Mode.SUM:
            return sum(held, start=ZERO)
        return max(held, default=ZERO)

    def worked(self, result: Result) -> str:
        held = self._held(result)
        if not held:
            return "Không có danh hiệu được tính: 0 điểm"
        if self.mode is Mode.BEST:
            return f"Danh hiệu cao nhất {equals(self.raw(result))}"
        return f"{' + '.join(number_text(points) for _, points in held)} {equals(self.raw(result))}"

    def described(self) -> str:
        year = {0: "trong năm", 1: "của năm trước"}.get(
            self.years_back, f"của {self.years_back} năm trước"
        )
        rows = "; ".join(
            f"{self.names.get(code, code)}: {number_text(points)}" for code, points in self._ranked
        )
        rule = "lấy mức cao nhất" if self.mode is Mode.BEST else "cộng các danh hiệu"
        return f"Danh hiệu {year}, {rule}, không quá {number_text(self.max_points)} điểm ({rows})."

    @property
    def _ranked(self) -> list[tuple[str, Decimal]]:
        """The awards, those worth most first."""
        return sorted(self.titles, key=lambda row: (-row[1], row[0]))

    def _held(self, result: Result) -> list[tuple[str, Decimal]]:
        worth = dict(self.titles)
        return [(code, worth[code]) for code in result.titles if code in worth]


def read_award_bonus(node: Node, rule: RuleReader) -> AwardBonus:
    """Read ``{"titles": {"co-chinh-phu": "15"}, "mode": "best", "years_back": 1}``."""
    mode = rule.word("mode", "cách tính nhiều danh hiệu", [*Mode], default=Mode.BEST.value)
    return AwardBonus(
        max_points=node.max_points,
        titles=tuple(_titles(rule)),
        mode=Mode(mode),
        years_back=rule.whole("years_back", "số năm lùi lại", default=1, most=MOST_YEARS_BACK),
    )


def _titles(rule: RuleReader) -> Iterator[tuple[str, Decimal]]:
    rows = rule.raw("titles")
    if not isinstance(rows, Mapping) or not rows:
        rule.fault("titles", "điểm từng danh hiệu", "phải có ít nhất một danh hiệu")
        return
    for code, text in sorted(rows.items()):
        points = read_number(text)
        if points is None or points <= ZERO or not str(code).strip():
            what = f"của “{code}” phải là số lớn hơn 0 viết trong ngoặc kép"
            rule.fault("titles", "điểm từng danh hiệu", what)
        else:
            yield str(code), points

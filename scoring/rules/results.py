"""What a calculated criterion is given: results, not points."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """One member's result for one criterion in one layer.

    ``actual`` is in the criterion's unit (plan and result of an indicator, per cent, days
    late, an index, or the number of events that add points); ``minus`` counts the events
    that take points off; ``target`` is the member's own; ``titles`` are the codes of the
    awards it holds from the reference year. None is no result, which is not a zero.
    """

    actual: Decimal | None = None
    minus: Decimal | None = None
    target: Decimal | None = None
    titles: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.actual is None and self.minus is None and not self.titles


NO_RESULT = Result()

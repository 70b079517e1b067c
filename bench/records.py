"""One measured figure, as it is printed."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A figure with its unit, what it is compared with, and the size of the data.

    Args:
        baseline: what was measured in the same unit; None where nothing could be.
        size: such as ``15 members x 180 criteria``; it says how often was measured, too.
    """

    name: str
    value: float
    unit: str
    size: str
    baseline: str | None = None
    baseline_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure divided by the baseline's."""
        return self.value / self.baseline_value if self.baseline_value else None

    def as_json(self) -> str:
        """Return the figure as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "value": _rounded(self.value),
                "unit": self.unit,
                "baseline": self.baseline,
                "baseline_value": _rounded(self.baseline_value),
                "ratio": _rounded(self.ratio),
                "size": self.size,
            },
            ensure_ascii=False,
        )


def _rounded(value: float | None) -> float | None:
    """Keep four digits: the measurements are no better."""
    return None if value is None else float(f"{value:.4g}")

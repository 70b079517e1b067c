"""Measuring: a few runs to warm up, a few that count; what is compared takes turns.

On a machine that others use too, two figures that were measured one after the other compare two
moments; figures that took turns compare two things.
"""

import math
import statistics
import time
from collections.abc import Callable, Sequence

MILLISECONDS = 1000
Work = Callable[[], object]


def duration(work: Work) -> float:
    """Return how long one run took, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turns(*works: Work, runs: int, warm_ups: int = 1) -> list[list[float]]:
    """Return for each work how long each of its runs took, in seconds."""
    for _ in range(warm_ups):
        for work in works:
            work()
    rounds = [[duration(work) for work in works] for _ in range(runs)]
    return [list(times) for times in zip(*rounds, strict=True)]


def medians(*works: Work, runs: int, warm_ups: int = 1) -> list[float]:
    """Return for each work the middle of its runs, in seconds."""
    return [statistics.median(times) for times in in_turns(*works, runs=runs, warm_ups=warm_ups)]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that the share of all values does not exceed (nearest rank)."""
    place = math.ceil(share * len(values)) - 1
    return sorted(values)[max(0, place)]

"""Putting our functions in the place of WeasyPrint's and pydyf's, and back.

What we replace has no promise to stay as it is. So we do it only in the very versions it was
written for; with any other, papers look the same and take longer, and a test says so.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint

WRITTEN_FOR = ("70.0", "0.13.0")


@dataclass(frozen=True, slots=True)
class Swap:
    """A function of a module, or a method or property of a class, and what does the same faster."""

    owner: Any
    name: str
    ours: Any
    theirs: Any


_swaps: list[Swap] = []


def known_versions() -> bool:
    """Whether the libraries are the ones that our functions were written for."""
    return (weasyprint.__version__, pydyf.__version__) == WRITTEN_FOR


def instead_of(owner: Any, name: str, *, only_there: bool = False) -> Callable[[Any], Any]:
    """Put what is decorated in the place of what a module or class has under a name.

    Args:
        only_there: not where other modules imported the same function.
    """

    def replace(ours: Any) -> Any:
        if known_versions():
            theirs = vars(owner)[name]
            places = [] if only_there or not callable(theirs) else _importers(name, theirs)
            for place in {id(one): one for one in [owner, *places]}.values():
                _swaps.append(Swap(place, name, ours, theirs))
                setattr(place, name, ours)
        return ours

    return replace


def _importers(name: str, theirs: Any) -> list[Any]:
    """Find the modules that imported a function by its name."""
    modules = [module for key, module in sys.modules.items() if key.startswith("weasyprint")]
    return [module for module in modules if getattr(module, name, None) is theirs]


@contextmanager
def everything_theirs() -> Iterator[None]:
    """Let the libraries do everything as they are: for tests that compare."""
    for swap in _swaps:
        setattr(swap.owner, swap.name, swap.theirs)
    try:
        yield
    finally:
        for swap in _swaps:
            setattr(swap.owner, swap.name, swap.ours)

"""How far a render is, as WeasyPrint itself logs it: no guess, no share of an unknown whole.

WeasyPrint names each of its seven steps, and each page as it begins it. A listener is told
there; what it raises ends the render.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from reports.states import RenderStep

_LAYOUT, _PDF = 5, 6
_POINT = re.compile(r"Step (?P<step>\d)\b.*?(?:Page (?P<page>\d+)|$)")


@dataclass(frozen=True, slots=True)
class Point:
    """Where a render is.

    Args:
        pages: how many pages are laid out. A paper that says how many pages it has is laid
            out a second time; its pages are not counted twice.
    """

    step: RenderStep
    pages: int = 0


Listener = Callable[[Point], None]


class _Watch:
    """What was logged of one render so far."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.pages = 0
        self.page_begun = 0

    def hear(self, words: str) -> None:
        found = _POINT.match(words)
        if found is None:
            return
        number = int(found["step"])
        if number < _LAYOUT:
            step = RenderStep.PREPARING
        elif number < _PDF:
            step = RenderStep.LAYING_OUT
            self._begin(int(found["page"] or 0))
        else:
            step = RenderStep.WRITING
            self._begin(0)
        self.listener(Point(step, self.pages))

    def _begin(self, page: int) -> None:
        """Count the page before: it is laid out when the next one begins."""
        self.pages = max(self.pages, self.page_begun)
        self.page_begun = page


# One for each thread and task, so that a page which sets a paper itself hears only its own.
_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


class _Ear(logging.Handler):
    """Hears the steps; without the lock of other handlers, since a listener may take its time."""

    def handle(self, record: logging.LogRecord) -> bool:
        watch = _watch.get()
        if watch is not None:
            watch.hear(record.getMessage())
        return True


_ear = _Ear()


def _open_ear() -> None:
    """Hear the steps, also where the logging was set up anew since."""
    steps = logging.getLogger("weasyprint.progress")
    steps.propagate = False  # a line for each page is nothing for the log
    if steps.level != logging.INFO:
        steps.setLevel(logging.INFO)
    if _ear not in steps.handlers:
        steps.addHandler(_ear)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell the listener of each step and page of what is set meanwhile in this thread."""
    _open_ear()
    before = _watch.set(_Watch(listener))
    try:
        yield
    finally:
        _watch.reset(before)

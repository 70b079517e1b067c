"""What a worker reports while it makes a paper, and how it hears that it should stop.

Each report is one short update of the job's own columns, outside any transaction. It finds the
row by the claim of this worker, so the report that no longer finds it is the word to stop.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django import db

from reports.models import Document
from reports.render.progress import Point, listening
from reports.states import RenderStep

log = logging.getLogger("reports.jobs")

# A page is laid out in a few hundredths of a second; the people who wait look every two.
REPORT_EVERY_SECONDS = 1.0
# The columns of a job that no worker holds.
NOT_HELD: dict[str, Any] = {"claim": None, "step": "", "pages_laid": 0}


class OvertakenError(Exception):
    """The job was cancelled or is another worker's by now: nothing of this one is kept."""


class _Reporter:
    """Reports each new step at once, and pages once in a second."""

    def __init__(self, document: Document) -> None:
        self.mine = Document.objects.filter(pk=document.pk, claim=document.claim)
        self.number = document.pk
        self.step = RenderStep.PREPARING
        self.next_at = monotonic() + REPORT_EVERY_SECONDS

    def report(self, point: Point) -> None:
        now = monotonic()
        if point.step == self.step and now < self.next_at:
            return
        self.step, self.next_at = point.step, now + REPORT_EVERY_SECONDS
        try:
            held = self.mine.update(step=point.step.value, pages_laid=point.pages)
        except db.Error:
            # The paper is worth more than the news of it; storing will tell.
            log.warning("progress of document %s not reported", self.number, exc_info=True)
            return
        if not held:
            raise OvertakenError


@contextmanager
def reporting(document: Document) -> Iterator[None]:
    """Report how far the paper of a claimed job is.

    Raises:
        OvertakenError: the job was cancelled or is another worker's by now.
    """
    with listening(_Reporter(document).report):
        yield

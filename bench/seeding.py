"""Building a province through the services, beside the bare rows."""

from collections.abc import Iterator

from django.db import transaction

from bench.data import PROVINCE, PROVINCE_SIZE
from bench.records import Record
from bench.timing import duration
from bench.workplace import Workplace
from scoring.models import ScoreLine


def seed_province(place: Workplace) -> Iterator[Record]:
    """Measure how fast a province is built: with rules, locks, states and the audit."""
    counts, seconds = place.province
    yield Record(
        name="seed_province",
        value=counts.lines / seconds,
        unit="lines/s",
        baseline="bulk_create of the same score lines alone, no services",
        baseline_value=counts.lines / _bare_seconds(),
        size=f"{PROVINCE_SIZE}, {counts.lines} lines; once",
    )


def _bare_seconds() -> float:
    """Write the province's score lines a second time, without anything around them."""
    found = ScoreLine.objects.filter(sheet__season__bloc__province__code=PROVINCE.province_code)
    lines = list(found)
    with transaction.atomic():
        found.delete()
        seconds = duration(lambda: ScoreLine.objects.bulk_create(lines, batch_size=2000))
        transaction.set_rollback(True)
    return seconds

"""How pages write points, numbers and days: as the papers do."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from blocs.rules.deadlines import deadline_text
from blocs.rules.figures import bold_runs
from blocs.rules.writing import date_text, moment_text, number_text, points_text, true_minus

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Write points as ``87,25``, with a true minus sign; an empty score stays empty."""
    return true_minus(points_text(value))


@register.filter
def number(value: Decimal | int | None) -> str:
    """Write a number as ``5.591,8``; nothing for none."""
    return "" if value is None else true_minus(number_text(Decimal(value)))


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as ``17:00 ngày 24/02/2023`` in local time; nothing for none."""
    return "" if value is None else moment_text(timezone.localtime(value))


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as ``24/02/2023``; of a moment the local day, nothing for none."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return "" if value is None else date_text(value)


@register.filter
def deadline(value: datetime | None) -> str:
    """Write a first late moment as ``hết ngày 11/12/2026`` in local time; nothing for none."""
    return "" if value is None else deadline_text(timezone.localtime(value))


@register.filter
def marked(line: str) -> SafeString:
    """Set the words between ``**`` in bold; everything else is plain text and stays so."""
    runs = bold_runs(line)
    return format_html_join(
        "",
        "{}",
        ((format_html("<strong>{}</strong>", run) if bold else run,) for run, bold in runs),
    )

"""How papers set the lines of a list."""

from collections.abc import Iterable

from django import template

from reports.rules import list_lines

register = template.Library()


@register.filter
def numbered(lines: Iterable[str]) -> tuple[str, ...]:
    """Number the lines of a list that has several."""
    return list_lines.numbered(lines)


@register.filter
def numbered_closed(lines: Iterable[str]) -> tuple[str, ...]:
    """Number the lines of a list, also a single one, and end each with its sign."""
    return list_lines.numbered(list_lines.closed(lines), least=1)

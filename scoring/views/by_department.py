"""The lines of a sheet that one department of the agency prepares."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from scoring.models import ScoreSheet
from scoring.rules.departments import departments_in_use
from scoring.views.shown import Choice, ShownRow, keep_lines, with_departments

PARAMETER, EVERYONE, NOBODY = "phong", "", "-"


@dataclass(frozen=True, slots=True)
class ByDepartment:
    """The rows to show, the filters above them, and the query that keeps the one in use.

    ``shows`` says whether the person may see the departments at all.
    """

    rows: Sequence[ShownRow]
    shows: bool = True
    choices: tuple[Choice, ...] = ()
    wanted: str = EVERYONE
    query: str = ""


def by_department(
    request: HttpRequest, sheet: ScoreSheet, rows: Sequence[ShownRow], *, shows: bool
) -> ByDepartment:
    """Return the rows with their departments, only those of the department that is asked for.

    Args:
        shows: whether the person may see the departments at all.
    """
    if not shows:
        return ByDepartment(rows, shows=False)
    told = with_departments(rows)
    lines = [one for one in told if one.row.line is not None and one.row.line.is_assigned]
    named = departments_in_use(one.department for one in lines)
    if not named:
        return ByDepartment(told)
    without = sum(not one.department for one in lines)
    counted = [(EVERYONE, "Tất cả", len(lines)), *((name, name, n) for name, n in named)]
    if without:
        counted.append((NOBODY, "Chưa phân công", without))
    wanted = request.GET.get(PARAMETER, EVERYONE)
    if wanted not in {value for value, _, _ in counted}:
        wanted = EVERYONE
    choices = [
        Choice(value, label, count, sheet.get_absolute_url() + _query(value))
        for value, label, count in counted
    ]
    if wanted == EVERYONE:
        return ByDepartment(told, choices=tuple(choices))
    asked = "" if wanted == NOBODY else wanted
    keys = [one.row.node.key for one in lines if one.department == asked]
    return ByDepartment(
        keep_lines(told, keys), choices=tuple(choices), wanted=wanted, query=_query(wanted)
    )


def _query(wanted: str) -> str:
    return f"?{urlencode({PARAMETER: wanted})}" if wanted else ""

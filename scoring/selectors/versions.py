"""Which version of a criteria table a code and a cycle name (decision 0005)."""

from collections.abc import Collection

from django.db.models import Max, Q

from blocs.models import Agency, Cycle, Province
from blocs.rules.cycles import period_named
from scoring.models import CriteriaTable
from scoring.spreadsheets.criteria_rows import Sector


def names_a_cycle(label: str) -> bool:
    """Say whether a table can be made for the cycle: it is there, or its label names a year."""
    return period_named(label) is not None or Cycle.objects.filter(label=label).exists()


def version_for(code: str, cycle_label: str) -> CriteriaTable | None:
    """Return the latest version made for the cycle, else the latest that it scores with."""
    versions = CriteriaTable.objects.filter(code=code).select_related("cycle", "province")
    made = versions.filter(cycle__label=cycle_label).order_by("-number").first()
    used = versions.filter(cycle=None, seasons__season__cycle__label=cycle_label)
    return made or used.order_by("-number").first()


def next_number(code: str) -> int:
    """Return the number that the next version of a code gets, over all its cycles."""
    last = CriteriaTable.objects.filter(code=code).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def first_of(code: str) -> CriteriaTable | None:
    """Return a code's oldest version; whose that one is, the code is."""
    versions = CriteriaTable.objects.filter(code=code).select_related("province")
    return versions.order_by("number").first()


def sectors(province: Province | None = None, named: Collection[str] = ()) -> list[Sector]:
    """Return the agencies that a criterion of its field may name, by name. One query.

    Args:
        province: whose table it is: its own agencies, and those of no province; None for a
            table that all provinces share, which may name any.
        named: codes that the table names already.
    """
    rows = Agency.objects.order_by("name", "code")
    if province is not None:
        own = Q(province=province) | Q(province__isnull=True)
        rows = rows.filter(own | Q(code__in=named))
    return [Sector(*row) for row in rows.values_list("code", "name", "short_name")]

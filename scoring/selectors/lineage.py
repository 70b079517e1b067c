"""Which criterion of a later table continues which criterion of an earlier one."""

from collections.abc import Mapping

from scoring.models import CriteriaTable, Criterion

MOST_STEPS = 50  # versions and years between two tables; a longer way is no way


def forerunners(later: CriteriaTable, earlier: CriteriaTable) -> dict[str, str] | None:
    """Return the earlier table's key by the later one's, or None where no way leads there.

    The way goes over every version and year between the two. One query a step, and two.
    """
    keys = dict(Criterion.objects.filter(table=earlier).values_list("pk", "key"))
    reached: dict[str, int | None] = dict(
        Criterion.objects.filter(table=later).values_list("key", "origin")
    )
    table: CriteriaTable | None = later
    for _ in range(MOST_STEPS):
        source = None if table is None else (table.amends_id or table.cloned_from_id)
        if source == earlier.pk:
            return {new: keys[pk] for new, pk in reached.items() if pk in keys}
        if source is None:
            return None
        table = CriteriaTable.objects.filter(pk=source).first()
        reached = _one_step(source, reached)
    return None


def successors(earlier: CriteriaTable, later: CriteriaTable) -> dict[str, str]:
    """Return the later table's key by the earlier one's: what trends over the years follow.

    A criterion that was taken out, or put in new, is in no pair: there the trend breaks.
    """
    found: Mapping[str, str] = forerunners(later, earlier) or {}
    return {old: new for new, old in found.items()}


def _one_step(table_id: int, reached: Mapping[str, int | None]) -> dict[str, int | None]:
    rows = Criterion.objects.filter(table=table_id).values_list("pk", "origin")
    origins: dict[int, int | None] = dict(rows)
    return {key: None if pk is None else origins.get(pk) for key, pk in reached.items()}

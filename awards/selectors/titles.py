"""The awards that a score table may give a bonus for."""

from awards.models import AwardType
from blocs.models import Province


def title_names(province: Province | None, *, everywhere: bool = False) -> list[tuple[str, str]]:
    """Return code and name of each award, in the catalogue's order. One query.

    The settings name this function for the score tables, which know nothing of awards.

    Args:
        province: whose own forms stand beside those of the law; None for none.
        everywhere: all forms of all provinces, to name what a table holds already.
    """
    rows = AwardType.objects.all() if everywhere else AwardType.objects.of_province(province)
    return list(rows.order_by("position").values_list("code", "name"))

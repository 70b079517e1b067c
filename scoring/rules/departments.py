"""Departments of an agency that prepare its criteria (“Tham mưu, thực hiện”)."""

from collections.abc import Iterable

MOST_DEPARTMENT = 120  # characters


def departments_in_use(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Return each department once with how many criteria it prepares, in the texts' order.

    Source: QĐ 2747/QĐ-UBND ngày 18/12/2019, Tây Ninh (a column names who inside the agency is
    responsible for each criterion).
    """
    found: dict[str, int] = {}
    for text in texts:
        if text:
            found[text] = found.get(text, 0) + 1
    return list(found.items())

"""The numbered tasks for the next year, as those who run the season write them."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Season
from blocs.rules.text import tidy_line
from blocs.services.records import record_next_tasks
from blocs.services.rows import season_to_write

MOST_TASKS = 50
MOST_SIGNS = 1000  # of one task
_STALE = (
    "Danh sách nhiệm vụ vừa được người khác thay đổi. Quý vị chép lại nội dung đang soạn, mở lại "
    "trang để xem danh sách mới rồi lưu."
)


@transaction.atomic
def write_next_tasks(
    *, season_id: int, tasks: Sequence[str], seen: str, actor: User | None
) -> list[str]:
    """Put the tasks in place of the season's present ones; return them.

    Args:
        seen: the mark (``mark_of_tasks``) of the tasks that the person's page was showing.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: the tasks changed after the page was opened.
        Invalid: there are too many tasks, or one is too long.
    """
    season = season_to_write(season_id, actor)
    wanted = [line for line in map(tidy_line, tasks) if line]
    held = tasks_of(season)
    if held == wanted:
        return held
    if mark_of_tasks(season) != seen:
        raise Stale(_STALE)
    if len(wanted) > MOST_TASKS:
        raise Invalid(f"Danh sách có nhiều nhất {MOST_TASKS} nhiệm vụ.", field="tasks")
    for place, text in enumerate(wanted, start=1):
        if len(text) > MOST_SIGNS:
            raise Invalid(
                f"Nhiệm vụ {place} dài {len(text)} ký tự; mỗi nhiệm vụ có nhiều nhất "
                f"{MOST_SIGNS} ký tự.",
                field="tasks",
            )
    record_next_tasks(season_id=season.pk, specs=wanted, actor=actor)
    return wanted


def tasks_of(season: Season) -> list[str]:
    """Return the tasks in their order. One query."""
    return list(season.next_tasks.order_by("position").values_list("text", flat=True))


def mark_of_tasks(season: Season) -> str:
    """Return a short mark of the tasks, to know later whether they are still the ones seen."""
    return hashlib.sha256("\n\n".join(tasks_of(season)).encode()).hexdigest()[:20]

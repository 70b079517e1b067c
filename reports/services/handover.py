"""One action moves the secretariat: the plan that was shown, and the minutes drafted from it."""

from datetime import date

from django.db import transaction

from accounts.errors import Refused, Stale
from accounts.models import User
from blocs.models import Handover
from blocs.services.handovers import ONCE, HandoverSpec, hand_over
from blocs.services.rows import locked_season
from reports.gather import gather_handover
from reports.selectors.handover import handover_plan
from reports.services.documents import store_paper


@transaction.atomic
def hand_over_season(
    *, season_id: int, on: date, seen: str, place: str = "", note: str = "", actor: User | None
) -> Handover:
    """Hand a season's secretariat over to the next head, exactly as the page showed it.

    In order: the following season with its officers and calendar, the offices of this one, the
    record with what is unfinished and which files there are, and the minutes from the record.

    Args:
        on: the day on which the agencies met and signed.
        seen: ``HandoverPlan.mark`` of what the page was showing.
        place: where; may be empty.

    Raises:
        Stale: something of what goes over changed after the page was opened.
        NotAllowed, Refused, Invalid: as ``blocs.services.hand_over``, or something is missing.
    """
    season = locked_season(season_id)
    if Handover.objects.filter(season=season).exists():
        raise Refused(ONCE)
    plan = handover_plan(season)
    if plan.mark != seen:
        raise Stale("Nội dung bàn giao vừa thay đổi. Đề nghị xem lại trước khi bàn giao.")
    spec = HandoverSpec(
        on=on,
        place=place,
        note=note,
        matters=[one.as_content() for one in plan.matters],
        files=[one.as_content() for one in plan.files],
    )
    handover = hand_over(season_id=season.pk, following_label=plan.label, spec=spec, actor=actor)
    store_paper(season, gather_handover(season), actor)
    return handover

"""Since when an agency exists: a day that awards for long service and tradition ask for."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Agency
from blocs.permissions import can_set_founding_day
from blocs.standing import standing_of

CHANGED = "Ngày thành lập vừa được người khác ghi lại. Quý vị xem lại trước khi làm tiếp."


@transaction.atomic
def set_founding_day(
    *, agency_id: int, founded_on: date | None, seen: date | None, actor: User | None
) -> Agency:
    """Note the day on which an agency was founded, or that nobody knows it.

    Args:
        seen: the day that the page showed.

    Raises:
        NotAllowed: not by this person.
        Stale: the day was changed after the page was opened.
        Invalid: the day lies ahead, or not before the agency's end.
    """
    rows = Agency.objects.select_for_update(of=("self",), no_key=True)
    agency = rows.get(pk=agency_id)
    if agency.founded_on != seen:
        raise Stale(CHANGED)
    can_set_founding_day(standing_of(actor), agency).demand()
    if founded_on is not None and founded_on > timezone.localdate():
        raise Invalid("Ngày thành lập không được sau ngày hôm nay.", field="founded_on")
    ended = agency.dissolved_on
    if founded_on is not None and ended is not None and founded_on >= ended:
        raise Invalid("Ngày thành lập phải trước ngày đơn vị giải thể.", field="founded_on")
    agency.founded_on = founded_on
    agency.save(update_fields=["founded_on"])
    audit.record(
        actor=actor,
        action="agency.set_founding_day",
        subject=agency,
        before={"founded_on": seen},
        after={"founded_on": founded_on},
    )
    return agency

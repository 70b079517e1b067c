"""What a member registers at the start of the year."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Agency, Registration, RegistrationItem, Season
from blocs.permissions import can_register
from blocs.rules.paper_days import day_fault, first_day
from blocs.services.rows import checked, insert, locked_season
from blocs.standing import standing_of
from blocs.states import RegistrationKind


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """A target (``planned_value`` in ``unit``) or a title that the agency strives for."""

    kind: RegistrationKind
    content: str
    unit: str = ""
    planned_value: Decimal | None = None
    note: str = ""


@transaction.atomic
def register_targets(
    *,
    season_id: int,
    agency: Agency,
    items: Sequence[ItemSpec],
    registered_on: date | None,
    seen_version: int,
    actor: User | None,
) -> Registration:
    """Register a member's targets and titles; an earlier registration is replaced.

    Args:
        seen_version: the version the person's page was showing; 0 when there was none.

    Raises:
        Stale: the registration changed after the page was opened.
        NotAllowed: not in this stage, or not by this person.
        Invalid: the agency is no member, the day cannot be, there is no item, or one does not
            hold.
    """
    season = locked_season(season_id)
    can_register(standing_of(actor), season, agency).demand()
    _demand_member(season, agency)
    _demand_day(season, registered_on)
    if not items:
        raise Invalid("Bản đăng ký phải có ít nhất một nội dung.")
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    fresh = Registration(season=season, agency=agency, version=0)
    registration = rows.filter(season=season, agency=agency).first() or fresh
    if registration.version != seen_version:
        raise Stale("Bản đăng ký này vừa được thay đổi. Đề nghị xem lại trước khi lưu.")
    before = _snapshot(registration) if registration.pk else {}
    registration.registered_on = registered_on
    registration.version += 1
    checked(registration).save()
    registration.items.all().delete()
    listed = [_item(registration, position, item) for position, item in enumerate(items, start=1)]
    insert(RegistrationItem, listed, refusal="Mỗi nội dung đăng ký phải có lời văn.")
    audit.record(
        actor=actor,
        action="registration.save",
        subject=registration,
        before=before,
        after={
            "agency": agency.code,
            "registered_on": registered_on,
            "items": [asdict(item) for item in items],
        },
    )
    return registration


def _demand_member(season: Season, agency: Agency) -> None:
    if not season.memberships.filter(agency=agency).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")


def _demand_day(season: Season, registered_on: date | None) -> None:
    """Refuse a day that the printed registration could not be issued with."""
    if registered_on is None:
        return
    first = first_day(season.cycle.starts_on, is_early=True)
    today = timezone.localdate()
    fault = day_fault(registered_on, today=today, first=first, of="Ngày đăng ký")
    if fault:
        raise Invalid(fault, field="registered_on")


def _item(registration: Registration, position: int, spec: ItemSpec) -> RegistrationItem:
    return RegistrationItem(
        registration=registration,
        position=position,
        kind=spec.kind.value,
        content=spec.content,
        unit=spec.unit,
        planned_value=spec.planned_value,
        note=spec.note,
    )


def _snapshot(registration: Registration) -> dict[str, object]:
    items = registration.items.values("kind", "content", "unit", "planned_value", "note")
    return {
        "agency": registration.agency.code,
        "registered_on": registration.registered_on,
        "items": list(items),
    }

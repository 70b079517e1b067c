"""What tests of registrations share: what a member registers, and what is kept of it."""

from datetime import date
from decimal import Decimal

from blocs.models import RegistrationItem
from blocs.services import ItemSpec, register_targets
from blocs.states import RegistrationKind

REVENUE = ItemSpec(RegistrationKind.TARGET, "Thu ngân sách", "tỷ đồng", Decimal("8841.5"))
PARTY = ItemSpec(RegistrationKind.BUILDING, "Đảng bộ trong sạch", note="cả năm")


def register(season, agency, *items, seen_version=0):
    return register_targets(
        season_id=season.pk,
        agency=agency,
        items=items or (REVENUE, PARTY),
        registered_on=date(2022, 2, 1),
        seen_version=seen_version,
        actor=None,
    )


def kept(agency):
    items = RegistrationItem.objects.filter(registration__agency=agency)
    return [(one.kind, one.content, one.unit, one.planned_value, one.note) for one in items]

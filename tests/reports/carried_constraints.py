"""What the database must refuse of lines that came from another site's register."""

from typing import Any

from django.db import connection

from reports.models import CarriedPaper
from tests.constraints import Cases, repeat
from tests.factories import NOON, make_agency, make_province, make_season
from tests.reports.issuing import DAY, new_code


def carried(**fields: Any) -> CarriedPaper:
    """Return a line of a member's register, in force."""
    values = {
        "season": fields.pop("season", None) or make_season(),
        "kind": "bao-cao-tong-ket",
        "number": 5,
        "symbol": "BC-KTĐ",
        "year": DAY.year,
        "issued_on": DAY,
        "excerpt": "Báo cáo",
        "code": new_code(),
        **fields,
    }
    if "province" not in values:
        values.setdefault("issuer", make_agency())
    return CarriedPaper.objects.create(**values)


def other(held: CarriedPaper, **fields: Any) -> None:
    repeat(held, **{"code": new_code(), **fields})


def unguarded(**fields: Any) -> CarriedPaper:
    """Return a line; on SQLite the guard of its table would speak before the constraint."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER reports_carriedpaper_carried_no_replace")
    return carried(**fields)


CARRIED_CASES: Cases = {
    "CarriedPaper.code": lambda: repeat(unguarded(), number=6),
    "CarriedPaper.replaces": lambda: other(unguarded(replaces=carried()), number=6),
    "carried_kind_valid": lambda: carried(kind="x"),
    "carried_state_valid": lambda: carried(state="x", ended_at=NOON),
    "carried_code_valid": [
        lambda: carried(code="A" * 20),
        lambda: carried(code=""),
    ],
    "carried_by_an_agency_or_a_province": [
        lambda: carried(issuer=None),
        lambda: carried(issuer=make_agency(), province=make_province()),
    ],
    "carried_number_with_its_symbol": [
        lambda: carried(number=None),
        lambda: carried(number=0),
        lambda: carried(symbol=""),
    ],
    "carried_number_once_per_agency": lambda: other(unguarded()),
    "carried_number_once_per_province": lambda: other(unguarded(province=make_province())),
    "carried_withdrawn_says_why": [
        lambda: carried(state="withdrawn", ended_at=NOON),
        lambda: carried(reason="Sai ngày"),
    ],
    "carried_ended_iff_no_longer_in_force": [
        lambda: carried(ended_at=NOON),
        lambda: carried(state="replaced"),
    ],
    "carried_replaces_another": lambda: carried(pk=77, replaces_id=77),
}

"""What the database must refuse of lines that came from another site's register."""

from typing import Any

from reports.models import CarriedPaper
from tests.constraints import Cases, change, repeat
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


CARRIED_CASES: Cases = {
    "CarriedPaper.code": lambda: repeat(carried(), number=6),
    "CarriedPaper.replaces": lambda: other(carried(replaces=carried()), number=6),
    "carried_kind_valid": lambda: change(carried(), kind="x"),
    "carried_state_valid": lambda: change(carried(), state="x", ended_at=NOON),
    "carried_code_valid": [
        lambda: change(carried(), code="A" * 20),
        lambda: change(carried(), code=""),
    ],
    "carried_by_an_agency_or_a_province": [
        lambda: change(carried(), issuer=None),
        lambda: change(carried(), province=make_province()),
    ],
    "carried_number_with_its_symbol": [
        lambda: change(carried(), number=None),
        lambda: change(carried(), number=0),
        lambda: change(carried(), symbol=""),
    ],
    "carried_number_once_per_agency": lambda: other(carried()),
    "carried_number_once_per_province": lambda: other(carried(province=make_province())),
    "carried_withdrawn_says_why": [
        lambda: change(carried(), state="withdrawn", ended_at=NOON),
        lambda: change(carried(), reason="Sai ngày"),
    ],
    "carried_ended_iff_no_longer_in_force": [
        lambda: change(carried(), ended_at=NOON),
        lambda: change(carried(), state="replaced"),
    ],
    "carried_replaces_another": lambda: replaces_itself(carried()),
}


def replaces_itself(held: CarriedPaper) -> None:
    change(held, replaces=held)

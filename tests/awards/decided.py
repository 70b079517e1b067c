"""The smallest sittings of a council and decisions, with counted names."""

from datetime import date
from itertools import count
from typing import Any

from awards.models import CouncilSession, Decision
from blocs.models import Season
from tests.factories import make_cycle, make_province

_numbers = count(1)


def make_session(season: Season | None = None, **fields: Any) -> CouncilSession:
    """Return a sitting of nine that demands two thirds of its members."""
    number = next(_numbers)
    fields = {
        "province": season.bloc.province if season else make_province(),
        "cycle": season.cycle if season else make_cycle(),
        "name": f"Phiên họp {number}",
        "held_on": date(2023, 2, 20),
        "members": 9,
        "present": 9,
        "threshold_numerator": 2,
        "threshold_denominator": 3,
        "source": "Quy chế hoạt động của Hội đồng",
        **fields,
    }
    return CouncilSession.objects.create(**fields)


def make_decision(season: Season | None = None, **fields: Any) -> Decision:
    number = next(_numbers)
    fields = {
        "province": season.bloc.province if season else make_province(),
        "cycle": season.cycle if season else make_cycle(),
        "number": f"{number}/QĐ-UBND",
        "issued_on": date(2023, 3, 5),
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh",
        "year": 2023,
        **fields,
    }
    return Decision.objects.create(**fields)

"""Numbers are kept to their last digit by every database, or refused: one rule for all of them."""

from decimal import Decimal

import pytest

from accounts.errors import Invalid
from blocs.models import Indicator, IndicatorBaseline
from blocs.services import (
    INDICATORS,
    BaselineSpec,
    IndicatorSpec,
    ItemSpec,
    add_row,
    record_indicators,
    register_targets,
)
from blocs.states import BaselineKind, RegistrationKind, Stage
from tests.factories import make_bloc_year

pytestmark = pytest.mark.django_db
LONGEST = ["99999999999.9999", "-99999999999.9999", "99999999999999.9", "12345678901234", "0.0001"]
TOO_LONG = ["100000000000.0001", "12345678901234.56", "-12345678901234.5678"]


def past(value) -> BaselineSpec:
    return BaselineSpec(kind=BaselineKind.LAST_YEAR, value=Decimal(value))


@pytest.mark.parametrize("value", LONGEST)
def test_what_is_taken_comes_back_digit_by_digit(value):
    season, _ = make_bloc_year(1)
    spec = IndicatorSpec("Thu", value=Decimal(value), baselines=(past(value),))

    add_row(INDICATORS, season_id=season.pk, spec=spec, actor=None)

    assert Indicator.objects.get().value == Decimal(value)
    assert IndicatorBaseline.objects.get().value == Decimal(value)


@pytest.mark.parametrize("value", TOO_LONG)
def test_what_a_database_would_round_is_refused_by_page_and_season_file(value):
    season, (member,) = make_bloc_year(1, stage=Stage.REGISTRATION)
    row = IndicatorSpec("Thu", value=Decimal(value))
    compared = IndicatorSpec("Thu", baselines=(past(value),))
    target = ItemSpec(RegistrationKind.TARGET, "Thu", planned_value=Decimal(value))

    for write in (
        lambda: add_row(INDICATORS, season_id=season.pk, spec=row, actor=None),
        lambda: add_row(INDICATORS, season_id=season.pk, spec=compared, actor=None),
        lambda: record_indicators(season_id=season.pk, specs=[row], actor=None),
        lambda: record_indicators(season_id=season.pk, specs=[compared], actor=None),
        lambda: register_targets(
            season_id=season.pk,
            agency=member,
            items=[target],
            registered_on=None,
            seen_version=0,
            actor=None,
        ),
    ):
        with pytest.raises(Invalid, match="có quá 15 chữ số; đề nghị quý vị làm tròn") as refusal:
            write()
        assert refusal.value.field in {"value", "planned_value"}
    assert not Indicator.objects.exists()

from decimal import Decimal

import pytest

from scoring.rules.final import final_points
from scoring.states import Layer

OWN, BLOC, PROVINCE = Decimal(30), Decimal(28), Decimal(25)


@pytest.mark.parametrize(
    ("layers", "final"),
    [
        ((OWN, BLOC, PROVINCE), PROVINCE),
        ((OWN, BLOC, None), BLOC),
        ((OWN, None, None), OWN),
        ((OWN, None, PROVINCE), PROVINCE),
        ((None, BLOC, None), BLOC),
        ((None, None, None), None),
        ((OWN, Decimal(0), None), Decimal(0)),
        ((OWN, BLOC, Decimal(0)), Decimal(0)),
    ],
)
def test_the_strongest_layer_that_gave_points_counts_and_zero_is_points(layers, final):
    assert final_points(*layers) == final


def test_the_order_of_the_layers_is_the_season_s_to_choose():
    order = (Layer.APPRAISED, Layer.PROVINCE)

    assert final_points(OWN, BLOC, PROVINCE, order=order) == BLOC
    assert final_points(OWN, None, None, order=order) is None

"""Which layer's points are final."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.states import Layer

STRATEGY = "override_chain"
OVERRIDE_CHAIN: tuple[Layer, ...] = (Layer.PROVINCE, Layer.APPRAISED, Layer.SELF)


def final_points(
    self_points: Decimal | None,
    appraised: Decimal | None,
    province: Decimal | None,
    *,
    order: Sequence[Layer] = OVERRIDE_CHAIN,
) -> Decimal | None:
    """Return the points that count for one line: those of the first layer that gave any.

    Args:
        self_points: points the agency gave itself; None is an empty score.
        appraised: points of the bloc's appraisal.
        province: points of the province.
        order: the layers, the strongest first.

    Source: docs/sources.md#layers: the province overrules the bloc, the bloc the agency.
    """
    given: Mapping[Layer, Decimal | None] = {
        Layer.SELF: self_points,
        Layer.APPRAISED: appraised,
        Layer.PROVINCE: province,
    }
    return next((given[layer] for layer in order if given[layer] is not None), None)

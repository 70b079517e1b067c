from decimal import Decimal

import pytest

from scoring.rules.arithmetic import Arithmetic
from scoring.rules.final import final_of, final_points, is_cross_scored, scored_for
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind, Layer, Scorer, Strategy
from tests.scoring.outcomes import line, node_of

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


MANUAL = node_of(CriterionKind.MANUAL)
BONUS = node_of(CriterionKind.BONUS)
SECTOR = node_of(CriterionKind.MANUAL, scored_by=Scorer.SECTOR)
SECRETARIAT = node_of(CriterionKind.MANUAL, scored_by=Scorer.SECRETARIAT)
PROVINCE_S_OWN = node_of(CriterionKind.MANUAL, scored_by=Scorer.PROVINCE)
MEASURED = node_of(CriterionKind.PROPORTIONAL)


def final(node, held, *, agency="so-a", **rules):
    points = final_of(scored_for(node, agency), held, TableRules(**rules))
    return None if points is None else str(points)


@pytest.mark.parametrize(
    ("node", "held", "points"),
    [
        (MANUAL, line("28", own="30"), "28.00"),
        (MANUAL, line(None, own="30"), "30.00"),
        (MANUAL, line("28", own="30", province="0"), "0.00"),
        (SECTOR, line(sector={"so-noi-vu": "33"}), "33.00"),
        (SECTOR, line(sector={"so-noi-vu": "33"}, province="30"), "30.00"),
        (SECTOR, line(), None),
        (MANUAL, line("28", cross={"a": "40"}), "28.00"),
        (MANUAL, line("28", assigned=False), None),
    ],
)
def test_the_chain_goes_from_the_province_over_the_sector_and_the_bloc_to_the_claim(
    node, held, points
):
    assert final(node, held) == points


AVERAGE = {"strategy": Strategy.AVERAGE_OF_MEMBERS}
FIVE = {"a": "10", "b": "20", "c": "21", "d": "22", "e": "40"}


@pytest.mark.parametrize(
    ("node", "held", "extremes", "points"),
    [
        (MANUAL, line("30", cross=FIVE), False, "22.60"),
        (MANUAL, line("30", cross=FIVE), True, "21.00"),
        (MANUAL, line("30", cross={"a": "10", "b": "40"}), True, "25.00"),
        (MANUAL, line("30", cross={"a": "10", "b": "11", "c": "40"}), True, "11.00"),
        (MANUAL, line("30", cross={"a": "10", "b": "10", "c": "11"}), False, "10.33"),
        (MANUAL, line("30"), False, None),
        (MANUAL, line("30", cross=FIVE, province="35"), False, "35.00"),
        (MEASURED, line("30"), False, "30.00"),
        (SECRETARIAT, line("30", own=None), False, "30.00"),
        (BONUS, line("5", cross=FIVE), False, "5.00"),
        (BONUS, line(), False, None),
    ],
)
def test_members_points_are_averaged_with_or_without_extremes(node, held, extremes, points):
    assert final(node, held, **AVERAGE, drop_extremes=extremes) == points


@pytest.mark.parametrize(
    ("node", "held", "points"),
    [
        (SECTOR, line(sector={"so-noi-vu": "33"}), "33.00"),
        (MANUAL, line("28", own="30"), "28.00"),
        (MANUAL, line(None, own="30"), None),
    ],
)
def test_under_the_sum_by_sector_a_claim_never_counts(node, held, points):
    assert final(node, held, strategy=Strategy.SECTOR_SUM) == points


WEIGHTS = {
    "strategy": Strategy.WEIGHTED,
    "weights": (
        ("self", Decimal("0.1")),
        ("appraised", Decimal("0.5")),
        ("sector", Decimal("0.1")),
        ("cross", Decimal("0.2")),
        ("vote", Decimal("0.1")),
    ),
}


@pytest.mark.parametrize(
    ("node", "held", "points"),
    [
        # (0,1 × 40 + 0,5 × 20 + 0,2 × 30) / 0,8
        (MANUAL, line("20", own="40", cross={"a": "20", "b": "40"}), "25.00"),
        (MANUAL, line("20", own="40"), None),
        (MANUAL, line(None, own="40", cross={"a": "20"}), None),
        (MANUAL, line("20", own="40", province="12"), "12.00"),
        (MEASURED, line("20", own="38"), "23.00"),
        (SECTOR, line(sector={"so-noi-vu": "33"}), "33.00"),
        (SECTOR, line(), None),
        (SECRETARIAT, line("17"), "17.00"),
        (PROVINCE_S_OWN, line(province="9"), "9.00"),
        (BONUS, line("6", own="0"), "5.00"),
        (BONUS, line(), None),
    ],
)
def test_weights_are_shared_among_the_layers_that_the_line_can_have(node, held, points):
    assert final(node, held, **WEIGHTS) == points


def test_a_weighted_province_is_one_layer_among_others_and_must_not_be_missing():
    weights = {
        "strategy": Strategy.WEIGHTED,
        "weights": (("appraised", Decimal("0.5")), ("province", Decimal("0.5"))),
    }

    assert final(MANUAL, line("20", province="30"), **weights) == "25.00"
    assert final(MANUAL, line("20"), **weights) is None


def test_the_vote_first_leaves_the_points_to_the_chain():
    assert final(MANUAL, line("20", own="40"), strategy=Strategy.VOTE_FIRST) == "20.00"


def test_only_judged_claims_are_cross_scored():
    nodes = [MANUAL, BONUS, SECTOR, SECRETARIAT, PROVINCE_S_OWN, MEASURED]

    assert [node for node in nodes if is_cross_scored(node)] == [MANUAL]


@pytest.mark.parametrize("strategy", Strategy)
def test_no_strategy_takes_the_greater_of_claim_and_appraisal(strategy):
    weights = WEIGHTS["weights"] if strategy is Strategy.WEIGHTED else ()
    held = line("10", own="40", cross={"a": "10"})

    assert Decimal(final(MANUAL, held, strategy=strategy, weights=weights)) < 20


@pytest.mark.parametrize(
    "weights",
    [{"sector": "0.6", "province": "0.4"}, {"sector": "1"}, {"sector": "0.6", "appraised": "0.4"}],
)
def test_a_sector_s_own_line_has_the_province_s_points_and_waits_for_no_sector(weights):
    shares = tuple((layer, Decimal(share)) for layer, share in weights.items())
    rules = {"strategy": Strategy.WEIGHTED, "weights": shares}

    assert final(SECTOR, line(province="30"), agency="so-noi-vu", **rules) == "30.00"
    assert final(SECTOR, line(), agency="so-noi-vu", **rules) is None


def test_a_ranking_frozen_in_the_earlier_arithmetic_keeps_its_rule():
    assert scored_for(SECTOR, "so-noi-vu").scored_by is Scorer.PROVINCE
    assert scored_for(SECTOR, "so-noi-vu", Arithmetic.DECIMAL) is SECTOR


def test_another_member_s_line_still_waits_for_the_sector():
    shares = (("sector", Decimal("0.6")), ("province", Decimal("0.4")))
    rules = {"strategy": Strategy.WEIGHTED, "weights": shares}

    assert final(SECTOR, line(province="30"), **rules) is None
    assert final(SECTOR, line(sector={"so-noi-vu": "20"}, province="30"), **rules) == "24.00"

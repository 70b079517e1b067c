from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.models import ScoreLine
from scoring.rules.tree import Node
from scoring.selectors import LayerPoints
from scoring.states import CriterionKind, Layer, Scorer
from scoring.templatetags.sheets import Difference, at_line, difference, file_size, kind_text

LEAF = Node("I.1", "I", "1", "Tiêu chí", CriterionKind.MANUAL, Decimal(10))


def points(own=None, appraised=None, province=None):
    given = [None if one is None else Decimal(one) for one in (own, appraised, province)]
    return LayerPoints(*given)


@pytest.mark.parametrize(
    ("given", "layer", "expected"),
    [
        (points("8", "7.5"), "appraised", Difference("−0,50", is_down=True)),
        (points("8", "9"), "appraised", Difference("+1,00", is_up=True)),
        (points("8", "8.00"), "appraised", Difference()),
        (points("8"), "appraised", Difference()),
        (points(None, "2"), "appraised", Difference("+2,00", is_up=True)),
        (points("8", "7", "6"), "province", Difference("−1,00", is_down=True)),
        (points("8", None, "6"), "province", Difference("−2,00", is_down=True)),
        (points("8", "7"), "province", Difference()),
    ],
)
def test_the_difference_has_a_sign_and_is_empty_while_a_layer_is_missing(given, layer, expected):
    assert difference(given, layer, LEAF) == expected


@pytest.mark.parametrize("layer", [Layer.APPRAISED, Layer.PROVINCE])
def test_first_points_of_others_differ_from_no_claim(layer):
    by_head = replace(LEAF, scored_by=Scorer.SECRETARIAT)
    first = LayerPoints(**{layer.value: Decimal(3)})

    assert difference(first, layer, by_head) == Difference()
    assert difference(first, layer, LEAF).text == "+3,00"
    again = LayerPoints(appraised=Decimal(3), province=Decimal(2))
    assert difference(again, Layer.PROVINCE, by_head).text == "−1,00"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CriterionKind.MANUAL, ""),
        (CriterionKind.PASS_FAIL, "đạt 20 · không đạt 0"),
        (CriterionKind.BONUS, "điểm thưởng"),
        (CriterionKind.PENALTY, "điểm trừ"),
    ],
)
def test_a_leaf_says_how_it_is_scored(kind, text):
    assert kind_text(Node("I", None, "I", "Tiêu chí", kind, Decimal("20.00"))) == text


@pytest.mark.parametrize(
    ("size", "text"), [(10, "1 kB"), (340_900, "340 kB"), (1_249_000, "1,2 MB")]
)
def test_sizes_are_written_for_people(size, text):
    assert file_size(size) == text


@pytest.mark.parametrize(
    ("name", "before"),
    [("line-save", ()), ("appraisal-line-save", ()), ("evidence-list", (10,))],
)
def test_a_line_s_address_is_that_of_its_page(name, before):
    path = reverse(f"scoring:{name}", args=[*before, 0])

    assert at_line(path, ScoreLine(pk=1234)) == reverse(f"scoring:{name}", args=[*before, 1234])

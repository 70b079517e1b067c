from decimal import Decimal

import pytest

from scoring.rules.ranking_words import how_final, how_ranked
from scoring.rules.settings import TableRules, TieRule
from scoring.rules.ties import tie_name, tie_words
from scoring.states import RankBy, Strategy, TieKind

LABELS = {"I": "Nhiệm vụ chính trị"}


@pytest.mark.parametrize("strategy", Strategy)
def test_every_strategy_is_told_in_whole_sentences(strategy):
    weights = (("appraised", Decimal("0.6")), ("vote", Decimal("0.4")))

    sentence = how_final(TableRules(strategy=strategy, weights=weights))

    assert sentence.endswith(".")
    assert sentence[0].isupper()


def test_weights_and_extremes_are_named():
    weights = (("appraised", Decimal("0.6")), ("vote", Decimal("0.4")))
    weighted = TableRules(strategy=Strategy.WEIGHTED, weights=weights)
    trimmed = TableRules(strategy=Strategy.AVERAGE_OF_MEMBERS, drop_extremes=True)

    assert how_final(weighted) == "Điểm cuối gồm 60% điểm thẩm định, 40% điểm bỏ phiếu."
    assert "sau khi bỏ một điểm cao nhất" in how_final(trimmed)


def test_what_parts_equals_is_told_in_its_order():
    ties = (TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.MORE_VOTES))

    assert how_ranked(TableRules(), LABELS) == "Điểm bằng nhau đồng hạng."
    assert how_ranked(TableRules(rank_by=RankBy.SHARE, ties=ties), LABELS) == (
        "Xếp hạng theo tỷ lệ điểm đạt trên điểm tối đa được giao. Điểm bằng nhau xét lần lượt: "
        "điểm nhóm I cao hơn (Nhiệm vụ chính trị); tỷ lệ phiếu cao hơn; vẫn bằng thì đồng hạng."
    )


@pytest.mark.parametrize("kind", TieKind)
def test_every_frozen_name_of_a_rule_has_its_words(kind):
    tie = TieRule(kind, "I" if kind is TieKind.HIGHER_GROUP else "")

    assert tie_words(tie_name(tie), {})[0].isupper()


def test_no_rule_has_no_words_and_points_have_theirs():
    assert tie_words("", LABELS) == ""
    assert tie_words("points", LABELS) == "Tổng điểm cao hơn"

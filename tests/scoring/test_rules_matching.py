from decimal import Decimal

from scoring.rules.matching import match_nodes
from scoring.rules.tree import Node
from scoring.states import CriterionKind


def leaf(key, label, kind=CriterionKind.MANUAL):
    return Node(key, key.rpartition(".")[0] or None, key[-1], label, kind, Decimal(10))


def test_the_same_code_with_the_same_words_goes_on():
    tree = [leaf("I", "Nhóm", CriterionKind.GROUP), leaf("I.1", "Một"), leaf("I.2", "Hai")]

    assert match_nodes(tree, tree) == {"I": "I", "I.1": "I.1", "I.2": "I.2"}


def test_a_line_that_moved_up_when_another_was_taken_out_keeps_its_forerunner():
    old = [leaf("I.1", "Một"), leaf("I.2", "Hai"), leaf("I.3", "Ba")]
    new = [leaf("I.1", "Hai"), leaf("I.2", "ba ")]

    assert match_nodes(old, new) == {"I.1": "I.2", "I.2": "I.3"}


def test_other_words_under_the_same_code_go_on_unless_a_leaf_became_a_group():
    old = [leaf("I.1", "Một"), leaf("I.2", "Hai")]
    new = [leaf("I.1", "Khác"), leaf("I.2", "Cũng khác", CriterionKind.GROUP)]

    assert match_nodes(old, new) == {"I.1": "I.1"}


def test_words_that_are_said_twice_prove_nothing():
    old = [leaf("I.1", "Đúng hạn"), leaf("II.1", "Đúng hạn")]
    new = [leaf("III.1", "Đúng hạn"), leaf("I.1", "Đúng hạn")]

    assert match_nodes(old, new) == {"I.1": "I.1", "III.1": "II.1"}


def test_a_new_line_has_no_forerunner():
    assert match_nodes([leaf("I.1", "Một")], [leaf("I.1", "Một"), leaf("I.2", "Hai")]) == {
        "I.1": "I.1"
    }

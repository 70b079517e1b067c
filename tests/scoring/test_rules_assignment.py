from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.assignment import AssignmentError, check_pairs, cross_pairs, most_scorers

SEEDS = st.text(max_size=12)


def codes(size):
    return [f"don-vi-{number:02}" for number in range(size)]


@st.composite
def blocs(draw):
    """Return members in any order, and a number of scorers that fits them."""
    size = draw(st.integers(2, 40))
    members = draw(st.permutations(codes(size)))
    return members, draw(st.integers(1, most_scorers(size)))


@given(blocs(), SEEDS)
def test_everyone_gives_and_gets_the_same_number(bloc, seed):
    members, scorers = bloc

    pairs = cross_pairs(members, scorers, seed)

    assert Counter(scorer for scorer, _ in pairs) == dict.fromkeys(members, scorers)
    assert Counter(subject for _, subject in pairs) == dict.fromkeys(members, scorers)


@given(blocs(), SEEDS)
def test_nobody_scores_itself_or_the_same_member_twice(bloc, seed):
    pairs = cross_pairs(*bloc, seed)

    assert all(scorer != subject for scorer, subject in pairs)
    assert len(set(pairs)) == len(pairs)


@given(blocs().filter(lambda bloc: len(bloc[0]) >= 3), SEEDS)
def test_no_two_score_each_other_when_there_are_three_or_more(bloc, seed):
    pairs = set(cross_pairs(*bloc, seed))

    assert [pair for pair in pairs if pair[::-1] in pairs] == []


@given(blocs(), SEEDS, st.randoms())
def test_the_same_seed_gives_the_same_pairs_whatever_the_order_of_the_members(bloc, seed, random):
    members, scorers = bloc
    shuffled = list(members)
    random.shuffle(shuffled)

    assert cross_pairs(members, scorers, seed) == cross_pairs(shuffled, scorers, seed)


def test_the_seed_draws_the_pairs():
    drawn = {tuple(cross_pairs(codes(7), 2, str(seed))) for seed in range(30)}

    assert len(drawn) > 20


def test_a_seed_draws_what_it_drew_in_the_year_before():
    # sha256sum of "2025|a" … "2025|d" puts them in the order a, c, d, b.
    assert cross_pairs(["a", "b", "c", "d"], 1, "2025") == [
        ("a", "c"),
        ("b", "a"),
        ("c", "d"),
        ("d", "b"),
    ]


@given(st.integers(2, 30), SEEDS)
def test_zero_means_all_others(size, seed):
    pairs = cross_pairs(codes(size), 0, seed)

    assert len(pairs) == size * (size - 1)
    assert all(scorer != subject for scorer, subject in pairs)


def test_two_members_score_each_other():
    assert cross_pairs(["b", "a"], 1, "x") == [("a", "b"), ("b", "a")]


@pytest.mark.parametrize(
    ("size", "most"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 1), (5, 2), (6, 2), (7, 3), (15, 7)]
)
def test_so_many_can_be_scored_without_scoring_each_other(size, most):
    assert most_scorers(size) == most


@pytest.mark.parametrize(
    ("size", "scorers", "said"),
    [
        (4, 2, "không tránh được hai đơn vị chấm lẫn nhau; nhiều nhất 1 phiếu"),
        (15, 8, "không tránh được hai đơn vị chấm lẫn nhau; nhiều nhất 7 phiếu"),
        (4, 4, "nên không chấm được 4 phiếu; nhiều nhất 1 phiếu"),
        (2, 2, "nên không chấm được 2 phiếu; nhiều nhất 1 phiếu"),
        (5, -1, "từ 0 trở lên"),
        (1, 1, "ít nhất hai đơn vị"),
        (0, 0, "ít nhất hai đơn vị"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_the_most_that_can(size, scorers, said):
    with pytest.raises(AssignmentError, match=said):
        cross_pairs(codes(size), scorers, "x")


def test_a_member_named_twice_is_refused():
    with pytest.raises(AssignmentError, match="bị trùng"):
        cross_pairs(["a", "b", "a"], 1, "x")


@given(blocs(), SEEDS)
def test_pairs_that_were_drawn_pass_the_check(bloc, seed):
    members, scorers = bloc

    check_pairs(members, cross_pairs(members, scorers, seed))
    check_pairs(members, cross_pairs(members, 0, seed))


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("a", "b"), ("b", "x")], "“x” không phải là thành viên"),
        ([("a", "a")], "“a” không chấm chéo phiếu của chính mình"),
        ([("a", "b"), ("a", "b")], "bị ghi hai lần"),
        ([("a", "b"), ("b", "c"), ("b", "a")], "“a” và “b” không được chấm lẫn nhau"),
    ],
)
def test_pairs_that_no_draw_gives_are_refused(pairs, said):
    with pytest.raises(AssignmentError, match=said):
        check_pairs(["a", "b", "c"], pairs)


@pytest.mark.parametrize("pairs", [[], [("a", "b"), ("b", "a")], [("a", "b"), ("b", "c")]])
def test_a_part_of_a_draw_and_two_who_score_each_other_pass(pairs):
    check_pairs(["a", "b", "c"], pairs)

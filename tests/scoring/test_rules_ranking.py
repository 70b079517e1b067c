from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.ranking import Entry, rank_members


def entry(agency, position, total, reason=""):
    return Entry(agency, position, None if total is None else Decimal(total), reason)


def shown(entries):
    return [(row.rank, row.agency, row.shared) for row in rank_members(entries)]


def test_equal_points_share_a_rank_and_the_next_rank_is_left_out():
    entries = [
        entry("thue", 1, "900.00"),
        entry("hai-quan", 2, "950.25"),
        entry("kho-bac", 3, "900"),
        entry("thong-ke", 4, "880"),
    ]

    assert shown(entries) == [
        (1, "hai-quan", False),
        (2, "thue", True),
        (2, "kho-bac", True),
        (4, "thong-ke", False),
    ]


def test_members_with_equal_points_stand_in_the_bloc_s_own_order():
    entries = [entry("c", 3, "5"), entry("a", 1, "5"), entry("b", 2, "5")]

    assert shown(entries) == [(1, "a", True), (1, "b", True), (1, "c", True)]


def test_two_pairs_share_two_ranks():
    entries = [
        entry(name, place, total)
        for place, (name, total) in enumerate(
            [("a", "10"), ("b", "9"), ("c", "9"), ("d", "10"), ("e", "1")], start=1
        )
    ]

    assert shown(entries) == [
        (1, "a", True),
        (1, "d", True),
        (3, "b", True),
        (3, "c", True),
        (5, "e", False),
    ]


def test_members_without_points_come_last_with_their_reason_and_take_no_rank():
    rows = rank_members(
        [
            entry("a", 1, None, "Chưa gửi phiếu."),
            entry("b", 2, "0"),
            entry("c", 3, "99", "Bị loại."),
        ]
    )

    assert [(row.rank, row.agency, row.reason) for row in rows] == [
        (1, "b", ""),
        (None, "a", "Chưa gửi phiếu."),
        (None, "c", "Bị loại."),
    ]


def test_a_member_with_neither_points_nor_reason_is_a_mistake():
    with pytest.raises(ValueError, match="so-1"):
        rank_members([entry("so-1", 1, None)])


def test_nobody_makes_an_empty_ranking():
    assert rank_members([]) == ()


@given(st.lists(st.decimals(min_value=0, max_value=3, places=1), max_size=12))
def test_a_rank_is_one_more_than_the_members_above(totals):
    rows = rank_members([Entry(str(i), i, total) for i, total in enumerate(totals)])

    assert sorted(row.agency for row in rows) == sorted(str(i) for i in range(len(totals)))
    for row in rows:
        assert row.rank == 1 + sum(other > row.total for other in totals)
        assert row.shared == (totals.count(row.total) > 1)

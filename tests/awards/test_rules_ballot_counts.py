import pytest

from awards.rules.ballot_counts import TellerNumbers, differing_cells, faults_of
from awards.rules.ballot_words import arithmetic_text, quorum_text, share_text, threshold_text
from awards.rules.ballots import Count, Threshold
from awards.states import ShareBase

TWO_THIRDS, OVER_HALF = Threshold(2, 3), Threshold(1, 2, strict=True)


def numbers(**changes):
    held = {"issued": 9, "returned": 8, "valid": 6, "invalid": 1, "blank": 1, "votes": {1: 6, 2: 5}}
    return TellerNumbers(**(held | changes))


def cells(found):
    return {fault.cell for fault in found}


def test_numbers_that_add_up_have_no_fault():
    assert faults_of(numbers(), issued=9, max_choices=2) == ()
    assert numbers().count == Count(6, 1, 1, {1: 6, 2: 5})


@pytest.mark.parametrize(
    ("changes", "cell", "said"),
    [
        ({"issued": 8, "returned": 8}, "issued", "9 phiếu đã phát"),
        ({"returned": 10, "valid": 8}, "returned", "nhiều hơn số phiếu phát ra"),
        ({"returned": 7}, "returned", "6 + không hợp lệ 1 + trắng 1 = 8"),
        ({"votes": {1: 7, 2: 5}}, "votes-1", "7 trên 6"),
        ({"votes": {1: 6, 2: 6, 3: 1}}, "valid", "13 nhiều hơn 6 phiếu hợp lệ × 2"),
    ],
)
def test_what_does_not_add_up_is_named_by_its_cell(changes, cell, said):
    found = faults_of(numbers(**changes), issued=9, max_choices=2)

    assert cells(found) == {cell}
    assert said in " ".join(fault.text for fault in found)


def test_every_vote_may_stand_at_its_limit():
    full = numbers(returned=9, valid=9, invalid=0, blank=0, votes={1: 9, 2: 9})

    assert faults_of(full, issued=9, max_choices=2) == ()


def test_two_tellers_differ_cell_by_cell():
    other = numbers(valid=5, invalid=2, votes={1: 6, 2: 4})

    assert differing_cells(numbers(), other) == {"valid", "invalid", "votes-2"}
    assert differing_cells(numbers(), numbers()) == frozenset()


@pytest.mark.parametrize(
    ("votes", "base", "text"),
    [
        (7, 9, "77,78%"),
        (6, 9, "66,67%"),
        (1, 3, "33,33%"),
        (9, 9, "100%"),
        (1, 8, "12,5%"),
        (0, 9, "0%"),
        (0, 0, "–"),
    ],
)
def test_a_share_is_written_with_two_places_and_a_comma(votes, base, text):
    assert share_text(votes, base) == text


@pytest.mark.parametrize(
    ("votes", "base", "threshold", "share_of", "text"),
    [
        (7, 9, TWO_THIRDS, ShareBase.MEMBERS, "7/9 = 77,78% ≥ 2/3 của 9 thành viên"),
        (6, 9, TWO_THIRDS, ShareBase.MEMBERS, "6/9 = 66,67% ≥ 2/3 của 9 thành viên"),
        (5, 8, TWO_THIRDS, ShareBase.PRESENT, "5/8 = 62,5% < 2/3 của 8 đơn vị có mặt"),
        (4, 8, OVER_HALF, ShareBase.VALID, "4/8 = 50% ≤ 1/2 của 8 phiếu hợp lệ"),
        (
            5,
            8,
            Threshold(1, 2, strict=True),
            ShareBase.VALID,
            "5/8 = 62,5% > 1/2 của 8 phiếu hợp lệ",
        ),
        (0, 0, TWO_THIRDS, ShareBase.VALID, "không có phiếu hợp lệ nào để tính tỷ lệ"),
    ],
)
def test_the_arithmetic_is_said_in_words(votes, base, threshold, share_of, text):
    assert arithmetic_text(votes, base, threshold, share_of) == text


def test_the_rule_is_said_in_words():
    assert threshold_text(TWO_THIRDS, ShareBase.MEMBERS) == "từ 2/3 tổng số thành viên trở lên"
    strict = Threshold(1, 2, strict=True)
    assert threshold_text(strict, ShareBase.VALID) == "trên 1/2 số phiếu hợp lệ"
    in_hundredths = Threshold(70, 100)
    assert threshold_text(in_hundredths, ShareBase.VALID) == "từ 70% số phiếu hợp lệ trở lên"
    quorum = TWO_THIRDS.fraction
    assert quorum_text(present=6, members=9, quorum=quorum, is_met=True).endswith("đủ 2/3")
    missed = quorum_text(present=5, members=9, quorum=quorum, is_met=False)
    assert missed == "có mặt 5/9 thành viên, không đủ 2/3"

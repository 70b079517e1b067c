from fractions import Fraction

import pytest

from awards.rules.ballots import (
    Candidate,
    Count,
    NextRound,
    Slip,
    Threshold,
    Turnout,
    base_of,
    has_quorum,
    next_round,
    outcome,
    reaches,
    tally,
    together,
)
from awards.states import ShareBase

TWO_THIRDS, HALF = Threshold(2, 3), Threshold(1, 2, strict=True)


def slip(*places):
    return Slip(frozenset(places))


def told(results):
    """Return what became of each place: elected, tied, reached or below."""
    return {
        one.candidate.place: "elected"
        if one.elected
        else "tied"
        if one.tied
        else "reached"
        if one.reached
        else "below"
        for one in results
    }


def after(*votes, base=9, threshold=TWO_THIRDS, seats=1, quorum=True):
    nominees = [Candidate(place, number, base) for place, number in enumerate(votes, start=1)]
    return outcome(nominees, threshold, seats=seats, has_quorum=quorum)


def test_slips_are_valid_blank_or_invalid_and_only_valid_ones_carry_votes():
    slips = [
        slip(1, 2),
        slip(2),
        Slip(rejects_all=True),
        slip(),
        slip(1, 2, 3),  # more than two choices
        slip(4),  # nobody's place
        Slip(frozenset({1}), rejects_all=True),
    ]

    count = tally(slips, places=(1, 2, 3), max_choices=2)

    assert count == Count(valid=3, invalid=3, blank=1, votes={1: 1, 2: 2, 3: 0})
    assert count.returned == 7


def test_two_boxes_of_one_ballot_are_added():
    online = Count(valid=3, invalid=0, blank=1, votes={1: 2, 2: 1})
    paper = Count(valid=4, invalid=2, blank=0, votes={1: 4, 2: 0})

    assert together(online, paper) == Count(7, 2, 1, {1: 6, 2: 1})


@pytest.mark.parametrize(
    ("votes", "base", "threshold", "reached"),
    [
        (6, 9, TWO_THIRDS, True),  # 6/9 is exactly 2/3
        (5, 9, TWO_THIRDS, False),
        (6, 9, Threshold(2, 3, strict=True), False),
        (7, 9, Threshold(2, 3, strict=True), True),
        (5, 10, HALF, False),  # half is not more than half
        (6, 10, HALF, True),
        (5, 10, Threshold(1, 2), True),
        (9, 10, Threshold(9, 10), True),  # 0.9 has no float
        (8, 9, Threshold(9, 10), False),
        (7, 10, Threshold(70, 100), True),
        (3, 3, Threshold(1, 1), True),
        (2, 3, Threshold(1, 1), False),
        (0, 9, Threshold(1, 9), False),
        (0, 0, Threshold(1, 2), False),  # of none, nobody reaches anything
    ],
)
def test_the_threshold_is_exact_at_its_limit(votes, base, threshold, reached):
    assert reaches(votes, base, threshold) is reached


@pytest.mark.parametrize(
    ("present", "members", "quorum", "met"),
    [
        (6, 9, Fraction(2, 3), True),
        (5, 9, Fraction(2, 3), False),
        (9, 9, Fraction(1), True),
        (0, 0, Fraction(1, 2), False),
    ],
)
def test_the_quorum_is_exact_at_its_limit(present, members, quorum, met):
    assert has_quorum(present=present, members=members, quorum=quorum) is met


@pytest.mark.parametrize(
    ("share_of", "is_barred", "is_present", "base"),
    [
        (ShareBase.MEMBERS, False, True, 9),
        (ShareBase.MEMBERS, True, True, 8),
        (ShareBase.MEMBERS, True, False, 8),
        (ShareBase.PRESENT, False, True, 7),
        (ShareBase.PRESENT, True, True, 6),
        (ShareBase.PRESENT, True, False, 7),  # it was not there, so it is not in the number
        (ShareBase.VALID, False, True, 6),
        (ShareBase.VALID, True, True, 6),
    ],
)
def test_a_nominee_that_may_not_vote_for_itself_is_not_in_its_own_base(
    share_of, is_barred, is_present, base
):
    turnout = Turnout(members=9, present=7, valid=6)

    assert base_of(share_of, turnout, is_barred=is_barred, is_present=is_present) == base


def test_the_highest_that_reached_is_elected_and_the_next_only_reached():
    assert told(after(7, 6, 5)) == {1: "elected", 2: "reached", 3: "below"}


def test_as_many_as_there_are_seats_are_elected():
    assert told(after(6, 9, 7, 8, seats=2)) == {
        2: "elected",
        4: "elected",
        3: "reached",
        1: "reached",
    }


def test_nobody_below_the_threshold_is_elected_however_many_seats_are_free():
    assert told(after(5, 5, 4, seats=3)) == {1: "below", 2: "below", 3: "below"}


def test_a_tie_at_the_last_seat_elects_none_of_the_equals_and_nobody_after_them():
    results = after(9, 7, 7, 6, seats=2)

    assert told(results) == {1: "elected", 2: "tied", 3: "tied", 4: "reached"}
    assert next_round(results, seats=2) == NextRound(seats=1, places=(2, 3))


def test_a_tie_that_fits_into_the_seats_is_no_tie():
    assert told(after(7, 7, 3, seats=2)) == {1: "elected", 2: "elected", 3: "below"}


def test_equals_are_equal_by_share_where_their_bases_differ():
    results = outcome(
        [Candidate(1, 6, 9), Candidate(2, 6, 8)], TWO_THIRDS, seats=1, has_quorum=True
    )

    assert told(results) == {2: "elected", 1: "reached"}


def test_without_a_quorum_nobody_is_elected_and_all_may_stand_again():
    results = after(9, 2, quorum=False)

    assert told(results) == {1: "reached", 2: "below"}
    assert next_round(results, seats=1) == NextRound(1, (1, 2))


def test_no_round_follows_when_the_seats_are_taken():
    assert next_round(after(9, 2), seats=1) is None


def test_a_round_follows_with_everybody_when_nobody_was_elected():
    assert next_round(after(4, 5, 3, seats=2), seats=2) == NextRound(2, (1, 2, 3))

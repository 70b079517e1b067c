"""What must hold of every ballot, whatever the slips, the seats and the threshold."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from awards.rules.ballots import (
    Candidate,
    Slip,
    Threshold,
    next_round,
    outcome,
    reaches,
    tally,
    together,
)

PLACES = range(1, 7)
SLIPS = st.lists(
    st.builds(Slip, st.frozensets(st.integers(1, 8), max_size=7), st.booleans()), max_size=15
)
CHOICES = st.integers(1, 6)
THRESHOLDS = st.integers(1, 100).flatmap(
    lambda under: st.builds(Threshold, st.integers(1, under), st.just(under), st.booleans())
)
VOTES = st.lists(st.integers(0, 15), min_size=1, max_size=8)


def candidates(votes, base=15):
    return [Candidate(place, number, base) for place, number in enumerate(votes, start=1)]


@given(SLIPS, CHOICES)
def test_every_slip_is_counted_once_and_votes_never_exceed_what_slips_can_carry(slips, most):
    count = tally(slips, places=PLACES, max_choices=most)

    assert count.returned == len(slips)
    assert sum(count.votes.values()) <= count.valid * most
    assert all(votes <= count.valid for votes in count.votes.values())


@given(SLIPS.flatmap(lambda slips: st.tuples(st.just(slips), st.permutations(slips))), CHOICES)
def test_the_order_of_slips_is_irrelevant(orders, most):
    one, other = orders

    assert tally(one, places=PLACES, max_choices=most) == tally(
        other, places=PLACES, max_choices=most
    )


@given(SLIPS, SLIPS, CHOICES)
def test_two_boxes_hold_what_one_would(first, second, most):
    apart = together(
        tally(first, places=PLACES, max_choices=most),
        tally(second, places=PLACES, max_choices=most),
    )

    assert apart == tally([*first, *second], places=PLACES, max_choices=most)


@given(SLIPS)
def test_two_voters_may_swap_their_slips_and_nothing_changes(slips):
    before = tally(slips, places=PLACES, max_choices=3)

    assert tally([*slips[1:], *slips[:1]], places=PLACES, max_choices=3) == before


@given(st.integers(0, 200), st.integers(1, 200), THRESHOLDS)
def test_a_threshold_is_compared_without_rounding(votes, base, threshold):
    over = votes * threshold.denominator - base * threshold.numerator

    assert reaches(votes, base, threshold) is (over > 0 or (over == 0 and not threshold.strict))


@given(VOTES, THRESHOLDS, st.integers(1, 8), st.booleans())
def test_only_who_reached_is_elected_and_never_more_than_there_are_seats(
    votes, threshold, seats, has_quorum
):
    results = outcome(candidates(votes), threshold, seats=seats, has_quorum=has_quorum)
    elected = [one.candidate for one in results if one.elected]
    left_out = [one.candidate for one in results if not one.elected]

    assert sorted(one.candidate.place for one in results) == list(range(1, len(votes) + 1))
    assert len(elected) <= (seats if has_quorum else 0)
    assert all(reaches(one.votes, one.base, threshold) for one in elected)
    assert not any(one.elected and one.tied for one in results)
    # nobody passes over an equal or a better one
    assert all(inside.votes > outside.votes for inside in elected for outside in left_out)


@given(VOTES, THRESHOLDS, st.integers(1, 8))
def test_places_change_nothing_about_who_is_elected(votes, threshold, seats):
    there = outcome(candidates(votes), threshold, seats=seats, has_quorum=True)
    back = outcome(candidates(votes[::-1]), threshold, seats=seats, has_quorum=True)

    assert sorted((one.candidate.votes, one.elected, one.tied) for one in there) == sorted(
        (one.candidate.votes, one.elected, one.tied) for one in back
    )


@given(VOTES, THRESHOLDS, st.integers(1, 8))
def test_a_seat_stays_free_only_for_a_reason_and_the_next_round_fills_no_more(
    votes, threshold, seats
):
    results = outcome(candidates(votes), threshold, seats=seats, has_quorum=True)
    elected = sum(one.elected for one in results)
    following = next_round(results, seats=seats)

    if any(one.reached and not one.elected and not one.tied for one in results):
        assert elected == seats or any(one.tied for one in results)
    if following is not None:
        assert following.seats == seats - elected > 0


@given(st.integers(0, 15), st.integers(1, 15))
def test_a_share_is_a_fraction(votes, base):
    assert Candidate(1, votes, base).share * base == votes
    assert isinstance(Candidate(1, votes, base).share, Fraction)

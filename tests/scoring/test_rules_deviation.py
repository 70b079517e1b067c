from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.deviation import Claim, deviations, flagged_keys, usual_of
from scoring.rules.settings import TableRules

RULES = TableRules(deviation_share=Decimal("0.20"), deviation_members=5)
# What an appraiser takes off or adds in a quiet bloc, in hundredths of the maximum.
QUIET = st.lists(st.integers(-3, 3), min_size=5, max_size=15)


def claim(cut, *, agency="so-a", key="I.1", span=40, past=()):
    """Return a claim of 20 points of which ``cut`` were taken off."""
    return Claim(
        agency=agency,
        key=key,
        own=Decimal(20),
        appraised=Decimal(20) - Decimal(str(cut)),
        span=Decimal(span),
        past=tuple(Fraction(share) for share in past),
    )


def bloc(*cuts, key="I.1"):
    return [claim(cut, agency=f"so-{place}", key=key) for place, cut in enumerate(cuts)]


@pytest.mark.parametrize(
    ("cut", "is_large"),
    [("7.99", False), (8, True), (-8, True), ("-7.99", False), (0, False)],
)
def test_a_difference_is_large_from_the_share_that_the_table_says(cut, is_large):
    (found,) = deviations([claim(cut)], RULES)

    assert found.is_large is is_large
    assert found.is_flagged is is_large


def test_no_difference_is_never_large_even_where_every_difference_is():
    every = TableRules(deviation_share=Decimal(0))

    found = {one.claim.agency: one.is_flagged for one in deviations(bloc(0, "0.25"), every)}

    assert found == {"so-0": False, "so-1": True}


def test_a_small_difference_among_equal_claims_is_not_called_unusual():
    found = deviations(bloc(0, 0, 0, 0, "0.25"), RULES)

    assert not any(one.is_flagged for one in found)


def test_a_claim_out_of_line_with_the_bloc_is_flagged_below_the_share_of_the_table():
    found = deviations(bloc(0, 0, "0.25", 0, 5), RULES)

    assert [one.claim.agency for one in found if one.is_flagged] == ["so-4"]
    assert not found[0].is_large
    assert found[0].is_out_of_line


def test_who_was_not_cut_where_all_others_were_is_out_of_line_too():
    found = deviations(bloc(7, 7, "7.5", 7, 0), RULES)

    assert [one.claim.agency for one in found if one.is_flagged] == ["so-4"]


def test_where_the_bloc_differs_widely_nothing_is_out_of_line():
    found = deviations(bloc(-7, -4, 0, 4, 7), RULES)

    assert not any(one.is_out_of_line for one in found)


def test_too_few_members_are_no_bloc_to_compare_with():
    found = deviations(bloc(0, 0, 0, 5), RULES)

    assert not any(one.is_flagged for one in found)
    assert {one.bloc.count for one in found} == {4}
    assert {one.bloc.limit for one in found} == {None}


def test_each_criterion_has_its_own_usual():
    found = deviations([*bloc(0, 0, 0, 0, 0), *bloc(6, 6, 6, 6, 6, key="I.2")], RULES)

    assert not any(one.is_flagged for one in found)
    assert {one.claim.key: one.bloc.middle for one in found} == {
        "I.1": Decimal(0),
        "I.2": Decimal("0.15"),
    }


def test_an_agency_unlike_its_own_past_is_flagged_where_the_past_is_long_enough():
    past = ["0.00", "0.01", "0.00", "0.02", "0.01"]

    unlike, short = (deviations([claim(5, past=shares)], RULES)[0] for shares in (past, past[:4]))

    assert unlike.is_unlike_before
    assert not short.is_unlike_before
    assert short.own_past.middle == Decimal("0.005")


def test_a_usual_of_nothing_says_nothing():
    assert usual_of([], RULES).middle is None
    assert not usual_of([], RULES).is_passed_by(Decimal(1))


def test_flagged_criteria_are_told_by_agency():
    found = deviations([*bloc(9, 0), *bloc(9, 0, key="I.2")], RULES)

    assert flagged_keys(found) == {"so-0": {"I.1", "I.2"}}


@given(quiet=QUIET, anomaly=st.sampled_from([-40, -25, 25, 60]), place=st.integers(0, 14))
def test_a_seeded_anomaly_is_first_in_the_list(quiet, anomaly, place):
    cuts = [Decimal(cut) * 40 / 100 for cut in quiet]
    strange = place % len(cuts)
    cuts[strange] = Decimal(anomaly) * 40 / 100

    found = deviations([*bloc(*cuts), *bloc(0, 1, 0, -1, 0, key="II.1")], RULES)

    assert (found[0].claim.agency, found[0].claim.key) == (f"so-{strange}", "I.1")
    assert found[0].is_flagged


@given(cuts=st.lists(st.integers(-20, 20), min_size=1, max_size=4))
def test_nothing_is_out_of_line_while_the_members_are_too_few(cuts):
    found = deviations(bloc(*cuts), RULES)

    assert not any(one.is_out_of_line or one.is_unlike_before for one in found)
    assert [one.is_flagged for one in found] == [one.is_large for one in found]


@given(cuts=st.lists(st.integers(-20, 20), min_size=1, max_size=15), data=st.data())
def test_the_order_of_the_members_changes_nothing(cuts, data):
    claims = bloc(*cuts)
    shuffled = data.draw(st.permutations(claims))

    assert deviations(shuffled, RULES) == deviations(claims, RULES)


@given(cuts=st.lists(st.integers(-20, 20), min_size=1, max_size=15), times=st.integers(2, 50))
def test_a_larger_scale_changes_no_flag(cuts, times):
    claims = bloc(*cuts)
    scaled = [
        Claim(one.agency, one.key, one.own * times, one.appraised * times, one.span * times)
        for one in claims
    ]

    before, after = deviations(claims, RULES), deviations(scaled, RULES)

    assert flagged_keys(before) == flagged_keys(after)
    assert [one.size for one in before] == [one.size for one in after]

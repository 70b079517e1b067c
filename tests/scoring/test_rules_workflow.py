from itertools import product

import pytest

from scoring.rules.workflow import TRANSITIONS, next_state
from scoring.states import SheetAction, SheetState

S, A = SheetState, SheetAction
WAYS = {
    (S.DRAFT, A.ASK_APPROVAL): S.AWAITING,
    (S.RETURNED, A.ASK_APPROVAL): S.AWAITING,
    (S.AWAITING, A.SEND_BACK): S.DRAFT,
    (S.DRAFT, A.SUBMIT): S.SUBMITTED,
    (S.AWAITING, A.SUBMIT): S.SUBMITTED,
    (S.RETURNED, A.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, A.RETURN): S.RETURNED,
    (S.SUBMITTED, A.APPRAISE): S.APPRAISED,
    (S.APPRAISED, A.REOPEN): S.SUBMITTED,
}


@pytest.mark.parametrize(("state", "action"), list(product(SheetState, SheetAction)))
def test_only_the_ways_of_the_table_lead_on(state, action):
    assert next_state(state, action) == WAYS.get((state, action))


def test_a_sheet_that_was_sent_once_goes_back_to_returned_and_never_to_draft():
    assert next_state(S.AWAITING, A.SEND_BACK, once_submitted=True) == S.RETURNED
    for state, action in TRANSITIONS:
        assert next_state(state, action, once_submitted=True) != S.DRAFT


def test_every_state_can_be_reached_and_left():
    assert set(TRANSITIONS.values()) == set(SheetState)
    assert {state for state, _ in TRANSITIONS} == set(SheetState)

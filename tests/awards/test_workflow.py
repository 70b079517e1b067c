import pytest

from awards.rules.workflow import ACTIONS, FOLLOWING, WAITING, next_state
from awards.states import ProposalAction, ProposalState
from blocs.rules.stages import Mover
from blocs.states import Stage

LEADS_TO = {
    ("draft", "agree"): "agreed",
    ("draft", "withdraw"): "withdrawn",
    ("agreed", "withdraw"): "withdrawn",
    ("agreed", "send"): "sent",
    ("sent", "appraise"): "appraised",
    ("sent", "return"): "agreed",
    ("sent", "grant"): "granted",
    ("sent", "refuse"): "refused",
    ("sent", "withdraw"): "withdrawn",
    ("appraised", "return"): "agreed",
    ("appraised", "adopt"): "passed",
    ("appraised", "refuse"): "refused",
    ("appraised", "withdraw"): "withdrawn",
    ("passed", "grant"): "granted",
    ("passed", "refuse"): "refused",
    ("passed", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("action", ProposalAction)
def test_only_the_transitions_of_the_table_exist(state, action):
    assert next_state(state, action) == LEADS_TO.get((state.value, action.value))


def test_each_action_has_its_mover_and_its_stages():
    movers = {action: rule.mover for action, rule in ACTIONS.items()}

    assert {action for action, mover in movers.items() if mover is Mover.PROVINCE} == {
        ProposalAction.APPRAISE,
        ProposalAction.ADOPT,
        ProposalAction.RETURN,
        ProposalAction.GRANT,
        ProposalAction.REFUSE,
    }
    province = {Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL}
    assert {action: rule.stages for action, rule in ACTIONS.items()} == {
        ProposalAction.AGREE: {Stage.BLOC_REVIEW},
        ProposalAction.SEND: {Stage.BLOC_REVIEW} | province,
        ProposalAction.WITHDRAW: {Stage.BLOC_REVIEW} | province,
        ProposalAction.APPRAISE: province,
        ProposalAction.ADOPT: province,
        ProposalAction.RETURN: province,
        ProposalAction.GRANT: province,
        ProposalAction.REFUSE: province,
    }


def test_every_step_back_needs_a_reason():
    wanted = {ProposalAction.WITHDRAW, ProposalAction.RETURN, ProposalAction.REFUSE}

    assert {action for action, rule in ACTIONS.items() if rule.needs_reason} == wanted


def test_the_council_and_the_decision_alone_take_the_last_two_steps():
    assert set(FOLLOWING) == {("appraised", "adopt"), ("passed", "grant")}


def test_what_the_province_can_still_answer_waits_there():
    answered = {state for state, action in LEADS_TO if action == "refuse"}

    assert {state.value for state in WAITING} == answered

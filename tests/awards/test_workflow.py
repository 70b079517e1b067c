import pytest

from awards.rules.workflow import ACTIONS, next_state
from awards.states import ProposalAction, ProposalState
from blocs.rules.stages import Mover
from blocs.states import Stage

LEADS_TO = {
    ("draft", "agree"): "agreed",
    ("draft", "withdraw"): "withdrawn",
    ("agreed", "withdraw"): "withdrawn",
    ("agreed", "send"): "sent",
    ("sent", "return"): "agreed",
    ("sent", "grant"): "granted",
    ("sent", "refuse"): "refused",
}


@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("action", ProposalAction)
def test_only_the_transitions_of_the_table_exist(state, action):
    assert next_state(state, action) == LEADS_TO.get((state.value, action.value))


def test_each_action_has_its_mover_and_its_stages():
    movers = {action: rule.mover for action, rule in ACTIONS.items()}

    assert {action for action, mover in movers.items() if mover is Mover.PROVINCE} == {
        ProposalAction.RETURN,
        ProposalAction.GRANT,
        ProposalAction.REFUSE,
    }
    province = {Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL}
    assert {action: rule.stages for action, rule in ACTIONS.items()} == {
        ProposalAction.AGREE: {Stage.BLOC_REVIEW},
        ProposalAction.SEND: {Stage.BLOC_REVIEW} | province,
        ProposalAction.WITHDRAW: {Stage.BLOC_REVIEW} | province,
        ProposalAction.RETURN: province,
        ProposalAction.GRANT: province,
        ProposalAction.REFUSE: province,
    }


def test_every_step_back_needs_a_reason():
    wanted = {ProposalAction.WITHDRAW, ProposalAction.RETURN, ProposalAction.REFUSE}

    assert {action for action, rule in ACTIONS.items() if rule.needs_reason} == wanted

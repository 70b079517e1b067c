"""Which action leads a proposal from which state to which, who takes it, and when.

Two steps are never taken by hand: the council's vote adopts a proposal, and the publication of
a decision grants what the council adopted. One proposal may skip both: a decision that was
issued before is noted on a proposal that was just sent (back-filling, where a dossier is
waiting, appraised or already answered). The operator's command takes any step, as the source
that it loads reports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from awards.states import ProposalAction, ProposalState
from blocs.rules.stages import Mover
from blocs.states import Stage

TRANSITIONS: Mapping[tuple[ProposalState, ProposalAction], ProposalState] = MappingProxyType(
    {
        (ProposalState.DRAFT, ProposalAction.AGREE): ProposalState.AGREED,
        (ProposalState.DRAFT, ProposalAction.WITHDRAW): ProposalState.WITHDRAWN,
        (ProposalState.AGREED, ProposalAction.WITHDRAW): ProposalState.WITHDRAWN,
        (ProposalState.AGREED, ProposalAction.SEND): ProposalState.SENT,
        (ProposalState.SENT, ProposalAction.APPRAISE): ProposalState.APPRAISED,
        (ProposalState.SENT, ProposalAction.RETURN): ProposalState.AGREED,
        (ProposalState.SENT, ProposalAction.GRANT): ProposalState.GRANTED,
        (ProposalState.SENT, ProposalAction.REFUSE): ProposalState.REFUSED,
        (ProposalState.SENT, ProposalAction.WITHDRAW): ProposalState.WITHDRAWN,
        (ProposalState.APPRAISED, ProposalAction.RETURN): ProposalState.AGREED,
        (ProposalState.APPRAISED, ProposalAction.ADOPT): ProposalState.PASSED,
        (ProposalState.APPRAISED, ProposalAction.REFUSE): ProposalState.REFUSED,
        (ProposalState.APPRAISED, ProposalAction.WITHDRAW): ProposalState.WITHDRAWN,
        (ProposalState.PASSED, ProposalAction.GRANT): ProposalState.GRANTED,
        (ProposalState.PASSED, ProposalAction.REFUSE): ProposalState.REFUSED,
        (ProposalState.PASSED, ProposalAction.WITHDRAW): ProposalState.WITHDRAWN,
    }
)
FOLLOWING: Mapping[tuple[ProposalState, ProposalAction], str] = MappingProxyType(
    {
        (ProposalState.APPRAISED, ProposalAction.ADOPT): (
            "Đề nghị được thông qua theo kết quả biểu quyết của Hội đồng, không ghi tay."
        ),
        (ProposalState.PASSED, ProposalAction.GRANT): (
            "Đề nghị đã qua Hội đồng được khen thưởng khi công bố quyết định, không ghi tay."
        ),
    }
)
WAITING = (ProposalState.SENT, ProposalState.APPRAISED, ProposalState.PASSED)


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who takes an action, in which stages, and whether a reason belongs to it."""

    mover: Mover
    stages: frozenset[Stage]
    needs_reason: bool = False


_AT_THE_BLOC = frozenset({Stage.BLOC_REVIEW})
_AT_THE_PROVINCE = frozenset({Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL})

ACTIONS: Mapping[ProposalAction, ActionRule] = MappingProxyType(
    {
        ProposalAction.AGREE: ActionRule(Mover.SECRETARIAT, _AT_THE_BLOC),
        # What the province returned is sent again; until a decision is published, any is withdrawn.
        ProposalAction.SEND: ActionRule(Mover.SECRETARIAT, _AT_THE_BLOC | _AT_THE_PROVINCE),
        ProposalAction.WITHDRAW: ActionRule(
            Mover.SECRETARIAT, _AT_THE_BLOC | _AT_THE_PROVINCE, needs_reason=True
        ),
        ProposalAction.APPRAISE: ActionRule(Mover.PROVINCE, _AT_THE_PROVINCE),
        ProposalAction.ADOPT: ActionRule(Mover.PROVINCE, _AT_THE_PROVINCE),
        ProposalAction.RETURN: ActionRule(Mover.PROVINCE, _AT_THE_PROVINCE, needs_reason=True),
        ProposalAction.GRANT: ActionRule(Mover.PROVINCE, _AT_THE_PROVINCE),
        ProposalAction.REFUSE: ActionRule(Mover.PROVINCE, _AT_THE_PROVINCE, needs_reason=True),
    }
)


def next_state(state: ProposalState, action: ProposalAction) -> ProposalState | None:
    """Return the state the action leads to, or None where it may not be taken."""
    return TRANSITIONS.get((state, action))

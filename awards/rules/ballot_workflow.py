"""Which action leads a ballot from which state to which, and what keeps it secret."""

from collections.abc import Mapping
from types import MappingProxyType

from awards.states import BallotAction, BallotMethod, BallotState

TRANSITIONS: Mapping[tuple[BallotState, BallotAction], BallotState] = MappingProxyType(
    {
        (BallotState.DRAFT, BallotAction.OPEN): BallotState.OPEN,
        (BallotState.OPEN, BallotAction.END_VOTING): BallotState.COUNTING,
        (BallotState.OPEN, BallotAction.CLOSE): BallotState.CLOSED,
        (BallotState.COUNTING, BallotAction.CLOSE): BallotState.CLOSED,
        (BallotState.DRAFT, BallotAction.VOID): BallotState.VOID,
        (BallotState.OPEN, BallotAction.VOID): BallotState.VOID,
        (BallotState.COUNTING, BallotAction.VOID): BallotState.VOID,
    }
)
# Voting ends before people count; what the system counts is closed in one step.
COUNTED_BY_PEOPLE = frozenset({BallotMethod.PAPER, BallotMethod.MIXED, BallotMethod.HANDS})
CAST_ONLINE = frozenset({BallotMethod.ONLINE, BallotMethod.MIXED})
ON_PAPER = frozenset({BallotMethod.PAPER, BallotMethod.MIXED})
UNDER_WAY = (BallotState.DRAFT, BallotState.OPEN, BallotState.COUNTING)
# How many people write the count down, each without seeing the other's.
TELLERS: Mapping[BallotMethod, int] = MappingProxyType(
    {BallotMethod.PAPER: 2, BallotMethod.MIXED: 2, BallotMethod.HANDS: 1, BallotMethod.ONLINE: 0}
)


def next_state(
    state: BallotState, action: BallotAction, method: BallotMethod
) -> BallotState | None:
    """Return the state the action leads to, or None where it may not be taken."""
    by_people = method in COUNTED_BY_PEOPLE
    if state is BallotState.OPEN and action is BallotAction.END_VOTING and not by_people:
        return None
    if state is BallotState.OPEN and action is BallotAction.CLOSE and by_people:
        return None
    return TRANSITIONS.get((state, action))


def too_few(slips: int, *, least: int, is_secret: bool) -> bool:
    """Say whether so few slips would show how somebody voted.

    Args:
        slips: in one box that is counted by itself; an empty box shows nothing.
        least: the safe number of slips of a secret ballot.
    """
    return is_secret and 0 < slips < least

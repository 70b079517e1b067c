"""Which action leads from which state to which. The whole workflow is this table."""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.states import SheetAction, SheetState

_Table = Mapping[tuple[SheetState, SheetAction], SheetState]

TRANSITIONS: _Table = MappingProxyType(
    {
        (SheetState.DRAFT, SheetAction.ASK_APPROVAL): SheetState.AWAITING,
        (SheetState.RETURNED, SheetAction.ASK_APPROVAL): SheetState.AWAITING,
        (SheetState.AWAITING, SheetAction.SEND_BACK): SheetState.DRAFT,
        (SheetState.DRAFT, SheetAction.SUBMIT): SheetState.SUBMITTED,
        (SheetState.AWAITING, SheetAction.SUBMIT): SheetState.SUBMITTED,
        (SheetState.RETURNED, SheetAction.SUBMIT): SheetState.SUBMITTED,
        (SheetState.SUBMITTED, SheetAction.RETURN): SheetState.RETURNED,
        (SheetState.SUBMITTED, SheetAction.APPRAISE): SheetState.APPRAISED,
        (SheetState.APPRAISED, SheetAction.REOPEN): SheetState.SUBMITTED,
    }
)
# A sheet that was sent once is never a draft again.
ONCE_SUBMITTED: _Table = MappingProxyType(
    {(SheetState.AWAITING, SheetAction.SEND_BACK): SheetState.RETURNED}
)
NEEDS_REASON = frozenset({SheetAction.SEND_BACK, SheetAction.RETURN, SheetAction.REOPEN})
NEEDS_ALL_POINTS = frozenset({SheetAction.ASK_APPROVAL, SheetAction.SUBMIT})
WRITABLE = frozenset({SheetState.DRAFT, SheetState.RETURNED})
SENT = frozenset({SheetState.SUBMITTED, SheetState.APPRAISED})


def next_state(
    state: SheetState, action: SheetAction, *, once_submitted: bool = False
) -> SheetState | None:
    """Return the state the action leads to, or None where it may not be taken.

    Args:
        once_submitted: the sheet was submitted before.
    """
    if once_submitted and (state, action) in ONCE_SUBMITTED:
        return ONCE_SUBMITTED[state, action]
    return TRANSITIONS.get((state, action))

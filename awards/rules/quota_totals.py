"""How many were proposed, sent, granted and refused, and why the council cut how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from awards.states import ProposalState

_AT_THE_PROVINCE = frozenset(
    {
        ProposalState.SENT,
        ProposalState.APPRAISED,
        ProposalState.PASSED,
        ProposalState.GRANTED,
        ProposalState.REFUSED,
    }
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of proposals; ``sent`` holds the ``granted`` and the ``refused``."""

    proposed: int = 0
    sent: int = 0
    granted: int = 0
    refused: int = 0

    @property
    def waiting(self) -> int:
        """How many lie at the province without an answer."""
        return self.sent - self.granted - self.refused

    @property
    def cut_text(self) -> str:
        """Return what is left of what was sent: "69 → 48"; empty while nothing was refused."""
        return f"{self.sent} → {self.sent - self.refused}" if self.refused else ""

    @property
    def words(self) -> str:
        """Return the same in a sentence, with the arithmetic."""
        if not self.sent:
            return "Chưa gửi đề nghị nào."
        left = self.sent - self.refused
        said = f"Gửi {self.sent}, không được chấp thuận {self.refused}, còn {left}"
        waiting = f", {self.waiting} chờ kết quả" if self.waiting else ""
        return f"{said}: {self.granted} đã được khen thưởng{waiting}."


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused proposal: who it was for, and the reason that was given.

    ``sitting`` names the sitting of the council that voted it down, if one did: the reason then
    holds the votes, which differ from one to the next.
    """

    proposal_id: int
    who: str
    reason: str
    sitting: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """One reason, and everything that was refused for it."""

    reason: str
    refusals: tuple[Refusal, ...]

    @property
    def number(self) -> int:
        return len(self.refusals)

    @property
    def shows_each(self) -> bool:
        """Whether each of the refused has words of its own, such as its votes."""
        return any(one.sitting for one in self.refusals)


def tally_of(states: Iterable[ProposalState]) -> Tally:
    """Count proposals by how far they came; those that the bloc withdrew are not counted."""
    held = [one for one in states if one is not ProposalState.WITHDRAWN]
    return Tally(
        proposed=len(held),
        sent=sum(one in _AT_THE_PROVINCE for one in held),
        granted=held.count(ProposalState.GRANTED),
        refused=held.count(ProposalState.REFUSED),
    )


def cuts_of(refusals: Iterable[Refusal]) -> tuple[Cut, ...]:
    """Group refusals by their reason, the most frequent first.

    Reasons that differ only in blanks, case or the full stop are the same; what one sitting of
    the council voted down goes together, whatever the votes were.
    """
    groups: dict[str, list[Refusal]] = {}
    for one in refusals:
        groups.setdefault(_key(one), []).append(one)
    found = [Cut(_said(group[0]), tuple(group)) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: (-one.number, one.reason)))


def _key(refusal: Refusal) -> str:
    return _said(refusal).rstrip(".").casefold()


def _said(refusal: Refusal) -> str:
    if refusal.sitting:
        return f"Hội đồng biểu quyết không thông qua: {refusal.sitting}"
    return " ".join(refusal.reason.split())

"""The answer to "may this person do this now?", with the reason for a no."""

from dataclasses import dataclass

from accounts.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with the reason to show the person who asked."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def demand(self) -> None:
        """Raise NotAllowed unless the answer is yes."""
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Verdict(allowed=True)


def no(reason: str) -> Verdict:
    """Return a no that carries its reason."""
    return Verdict(allowed=False, reason=reason)

"""What one paper of several is made about: its key, its name, whose it is, whether it is ready."""

from dataclasses import dataclass

from django.utils.text import Truncator

from accounts.verdicts import YES, Verdict, no


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a kind of paper is made about.

    Args:
        key: tells it from the others of its kind in the season.
        name: what it is called today; kept with the document.
        agency_id: whose own paper it is, where it is one.
        ready: whether the facts are there.
    """

    key: str
    name: str
    agency_id: int | None = None
    ready: Verdict = YES

    @property
    def answer(self) -> Verdict:
        """Whether a paper can be made, with a whole sentence that names the thing for a no."""
        return YES if self.ready else no(f"{self.name}: {self.ready.reason}.")


def short(name: str) -> str:
    """Return the name as far as its column holds it."""
    return Truncator(name).chars(300)

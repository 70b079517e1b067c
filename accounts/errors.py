"""The ways a service says no; the text is shown to the person who asked."""


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """A rule of the subject does not allow what was asked; the message says why."""


class NotAllowed(Refused):
    """This person may not do this, or not in this state."""


class Stale(Refused):
    """The record changed after the person's page was opened."""


class Invalid(Refused):
    """A value cannot be accepted; ``field`` names it so that a form can show where."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

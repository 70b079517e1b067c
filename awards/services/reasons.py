"""The reason without which a step is not taken."""

from accounts.errors import Invalid
from scoring.rules.text import tidy_line


def demand_reason(reason: str, *, missing: str = "Quý vị cần nêu lý do.") -> str:
    """Return the reason as it is kept, on one line.

    Args:
        missing: the sentence for a person who gave none.

    Raises:
        Invalid: there is none.
    """
    said = tidy_line(reason)
    if not said:
        raise Invalid(missing, field="reason")
    return said

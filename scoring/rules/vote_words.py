"""What a bloc voted on its members in words, from the content of a ranking."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from blocs.rules.writing import percent_text
from scoring.rules.frozen_text import Content

_CENT = Decimal("0.01")


def vote_words(votes: int, voters: int) -> str:
    """Write a vote with its share: ``4/5 (80%)``.

    Args:
        votes: for the member.
        voters: that voted, at least one.
    """
    share = Decimal(votes * 100) / Decimal(voters)
    return f"{votes}/{voters} ({percent_text(share.quantize(_CENT, rounding=ROUND_HALF_UP))})"


def votes_by_agency(content: Content) -> Mapping[str, str]:
    """Return by agency's code the vote that the ranks follow from; nothing where none does."""
    members = content.get("members", ())
    return {
        one["agency"]: vote_words(*one["vote"])
        for one in members
        if one.get("vote") is not None  # not known to the first schema
    }

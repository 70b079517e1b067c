"""When the sums of a secret ballot would tell the slip of a nominee that cannot name itself."""

from awards.rules.ballots import Count

_PAIR = 2  # nominees: either can name only the other


def safe_slips(least: int, *, barred: int) -> int:
    """Return how many slips a secret box needs so that every nominee is open to enough of them.

    Args:
        least: the safe number of slips that may name one and the same nominee.
        barred: voters in the box that stand themselves and may not vote for themselves; each
            nominee is closed to at most one of the slips, its own.
    """
    return least + (barred > 0)


def has_no_choice(nominees: int, *, barred: int) -> bool:
    """Say whether a nominee that votes could name only one other, whatever the others do."""
    return barred > 0 and nominees == _PAIR


def tells_a_slip(count: Count, places: frozenset[int], *, max_choices: int) -> bool:
    """Say whether the sums leave a barred nominee that voted only one slip it can have cast.

    It can have named only others that have votes. Where its slip must name as many as there
    are, or none is left to name, everybody who reads the result reads its slip. One nominee
    alone leaves its own slip no choice, so there is nothing to tell.

    Args:
        count: what lay in the box.
        places: of the nominees that cast a slip into it and may not vote for themselves.
    """
    if len(count.votes) < _PAIR or not any(count.votes.values()):
        return False
    return any(_is_told(count, place, max_choices) for place in places)


def _is_told(count: Count, place: int, max_choices: int) -> bool:
    others = sum(votes > 0 for other, votes in count.votes.items() if other != place)
    spent = sum(count.votes.values())
    unused = min(max_choices, len(count.votes)) * count.valid - spent
    if count.votes[place] == count.valid:  # everybody else's slip names it, so its own is not valid
        return True
    if others and count.invalid + count.blank > 0:
        return False
    return others <= max(0, max_choices - unused)

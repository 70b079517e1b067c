"""When the sums of a secret ballot would tell how a nominee voted."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest

from awards.rules.ballot_exposure import has_no_choice, safe_slips, tells_a_slip
from awards.rules.ballots import Count, Slip, tally


def _slips(own: int, nominees: int, max_choices: int) -> Iterator[Slip]:
    """Yield every slip that a voter may cast; ``own`` is the nominee it is itself, or 0."""
    yield Slip()
    yield Slip(rejects_all=True)
    others = [place for place in range(1, nominees + 1) if place != own]
    for size in range(1, max_choices + 1):
        yield from (Slip(frozenset(chosen)) for chosen in combinations(others, size))


def _boxes(
    voters: Sequence[int], nominees: int, max_choices: int
) -> list[tuple[Count, list[set[frozenset[int]]]]]:
    """Return every box that can be, with what each voter may have named in it."""
    found: dict[str, tuple[Count, list[set[frozenset[int]]]]] = {}
    for slips in product(*(list(_slips(own, nominees, max_choices)) for own in voters)):
        count = tally(slips, places=range(1, nominees + 1), max_choices=max_choices)
        _, named = found.setdefault(str(count), (count, [set() for _ in voters]))
        for held, slip in zip(named, slips, strict=True):
            held.add(slip.chosen)
    return list(found.values())


def _is_unanimous(count: Count, barred: frozenset[int]) -> bool:
    """Say whether some nominee is on every slip that could name it, or nobody on any."""
    spent = sum(count.votes.values())
    return not spent or any(
        votes >= count.returned - (place in barred) for place, votes in count.votes.items()
    )


@pytest.mark.parametrize(
    ("voters", "nominees", "max_choices"),
    [
        ((1, 2, 3, 0), 3, 1),
        ((1, 2, 0, 0, 0), 3, 1),
        ((1, 2, 3, 4), 4, 1),
        ((1, 0, 0, 0), 3, 2),
        ((1, 2, 3, 0), 3, 2),
    ],
)
def test_a_box_tells_a_slip_exactly_when_a_nominee_can_have_cast_no_other(
    voters, nominees, max_choices
):
    barred = frozenset(filter(None, voters))
    wrong = []
    for count, named in _boxes(voters, nominees, max_choices):
        if not any(count.votes.values()) or (max_choices > 1 and _is_unanimous(count, barred)):
            continue
        told = any(len(held) == 1 for own, held in zip(voters, named, strict=True) if own)
        if tells_a_slip(count, barred, max_choices=max_choices) is not told:
            wrong.append(count)

    assert wrong == []


def test_who_has_every_vote_it_could_get_tells_its_own_slip():
    count = Count(valid=7, votes={1: 6, 2: 1, 3: 0})

    assert tells_a_slip(count, frozenset({1}), max_choices=1)
    assert not tells_a_slip(count, frozenset({2}), max_choices=2)
    assert not tells_a_slip(count, frozenset(), max_choices=1)


def test_a_single_nominee_has_nothing_to_tell():
    assert not tells_a_slip(Count(valid=6, blank=1, votes={1: 6}), frozenset({1}), max_choices=1)
    assert not has_no_choice(1, barred=1)


def test_of_two_nominees_one_that_votes_can_name_only_the_other():
    assert has_no_choice(2, barred=1)
    assert not has_no_choice(2, barred=0)
    assert not has_no_choice(3, barred=3)


def test_a_nominee_that_may_not_name_itself_leaves_one_slip_less_for_each():
    assert [safe_slips(3, barred=barred) for barred in (0, 1, 5)] == [3, 4, 4]

"""How slips are counted and who is elected: whole numbers and fractions, never floats."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby

from awards.states import ShareBase


@dataclass(frozen=True, slots=True)
class Slip:
    """What one voter ticked, by the nominees' places on the slip.

    Ticking nobody is blank; rejecting everybody on the list is a valid answer of its own.
    """

    chosen: frozenset[int] = frozenset()
    rejects_all: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What lay in a ballot box: numbers of slips, and votes by the nominee's place."""

    valid: int = 0
    invalid: int = 0
    blank: int = 0
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def returned(self) -> int:
        return self.valid + self.invalid + self.blank


def no_votes(places: Iterable[int]) -> Count:
    """Return an empty box for the nominees on the slip."""
    return Count(votes=dict.fromkeys(places, 0))


def is_valid(slip: Slip, *, places: Collection[int], max_choices: int) -> bool:
    """Say whether a slip that is not blank counts.

    It names only nominees of the list, at most ``max_choices``, and none of them where it
    rejects them all.
    """
    if slip.rejects_all:
        return not slip.chosen
    return len(slip.chosen) <= max_choices and slip.chosen <= set(places)


def with_slip(count: Count, slip: Slip, *, max_choices: int) -> Count:
    """Return the box with one more slip in it; a slip leaves no trace but in the numbers."""
    if not slip.chosen and not slip.rejects_all:
        return replace(count, blank=count.blank + 1)
    if not is_valid(slip, places=count.votes, max_choices=max_choices):
        return replace(count, invalid=count.invalid + 1)
    votes = {place: held + (place in slip.chosen) for place, held in count.votes.items()}
    return replace(count, valid=count.valid + 1, votes=votes)


def tally(slips: Iterable[Slip], *, places: Iterable[int], max_choices: int) -> Count:
    """Count slips in whatever order they come."""
    count = no_votes(places)
    for slip in slips:
        count = with_slip(count, slip, max_choices=max_choices)
    return count


def together(one: Count, other: Count) -> Count:
    """Return what two boxes of the same ballot hold: slips cast online, and on paper."""
    places = {**one.votes, **other.votes}
    return Count(
        valid=one.valid + other.valid,
        invalid=one.invalid + other.invalid,
        blank=one.blank + other.blank,
        votes={place: one.votes.get(place, 0) + other.votes.get(place, 0) for place in places},
    )


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many agencies could vote, how many were there, and how many slips are valid."""

    members: int
    present: int
    valid: int


def base_of(share_of: ShareBase, turnout: Turnout, *, is_barred: bool, is_present: bool) -> int:
    """Return of how many a nominee's votes are a share.

    A nominee that may not vote for itself is left out of its own base: one member less, and
    one of those present less where it was there. Valid slips stay as they are: a secret box
    does not tell which of them is the nominee's.

    Args:
        is_barred: the nominee is a voter who may not vote for itself.
        is_present: the nominee's agency was present.
    """
    if share_of is ShareBase.MEMBERS:
        return turnout.members - is_barred
    if share_of is ShareBase.PRESENT:
        return turnout.present - (is_barred and is_present)
    return turnout.valid


@dataclass(frozen=True, slots=True)
class Threshold:
    """The part of the base that a nominee needs: at least the fraction, or more than it."""

    numerator: int
    denominator: int
    strict: bool = False

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


def reaches(votes: int, base: int, threshold: Threshold) -> bool:
    """Say whether the votes reach the threshold, exact at the limit.

    Args:
        votes: slips in favour.
        base: of how many; nobody reaches anything of none.
    """
    if base < 1:
        return False
    share = Fraction(votes, base)
    return share > threshold.fraction if threshold.strict else share >= threshold.fraction


def has_quorum(*, present: int, members: int, quorum: Fraction) -> bool:
    """Say whether enough of the members were there, exact at the limit."""
    return members > 0 and Fraction(present, members) >= quorum


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nominee's place on the slip, the votes in its favour, and of how many."""

    place: int
    votes: int
    base: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.votes, self.base) if self.base > 0 else Fraction(0)


@dataclass(frozen=True, slots=True)
class Result:
    """What the count means for one nominee; ``tied`` at the last seat leaves it open."""

    candidate: Candidate
    reached: bool
    elected: bool = False
    tied: bool = False


def outcome(
    candidates: Iterable[Candidate], threshold: Threshold, *, seats: int, has_quorum: bool
) -> tuple[Result, ...]:
    """Return for every nominee whether it reached the threshold and whether it is elected.

    The higher share comes first; nobody below the threshold is elected, and never more than
    there are seats. Nominees that are equal at the last seat are all left to the next round:
    no order of a list, no lot and no clock parts them. Without a quorum nobody is elected.

    Args:
        seats: how many may be elected.
    """
    ordered = sorted(candidates, key=lambda one: (-one.share, one.place))
    free = seats if has_quorum else 0
    found: list[Result] = []
    for _, group in groupby(ordered, key=lambda one: one.share):
        equal = list(group)  # the same share, so all of them reached the threshold or none did
        reached = reaches(equal[0].votes, equal[0].base, threshold)
        runs = reached and free > 0
        fits = runs and len(equal) <= free
        found += [Result(one, reached, elected=fits, tied=runs and not fits) for one in equal]
        if runs:
            free = free - len(equal) if fits else 0
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NextRound:
    """Who stands again, by the places on the slip, and for how many seats."""

    seats: int
    places: tuple[int, ...]


def next_round(results: Sequence[Result], *, seats: int) -> NextRound | None:
    """Return the round that follows, or None when every seat is taken or nobody is left.

    Nominees equal at the last seat stand against each other; without a tie everybody who was
    not elected may stand again.
    """
    left = seats - sum(one.elected for one in results)
    tied = [one.candidate.place for one in results if one.tied]
    others = [one.candidate.place for one in results if not one.elected]
    places = tuple(sorted(tied or others))
    return NextRound(left, places) if left > 0 and places else None


@dataclass(frozen=True, slots=True)
class Vote:
    """How a closed ballot spoke of one nominee, for rules that ask for a share of votes.

    ``members`` and ``present`` already leave out a nominee that could not vote for itself; a
    base is None where it was not recorded. Without a quorum the ballot decided nothing.
    """

    votes: int
    members: int | None
    present: int | None
    valid: int | None
    has_quorum: bool = True

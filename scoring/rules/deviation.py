"""The deviation desk: claims that the appraisal did not bear out, the most striking first.

A difference is judged by its size, by what is usual in the bloc for the same criterion, and
by what is usual for the agency itself. Medians are used throughout: one wild value, which in
a bloc of eight is an eighth of everything, must not move what the others are measured by.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from scoring.rules.settings import TableRules

HALF = Fraction(1, 2)
# The median distance from the median times 1.4826 stands for a standard deviation, and a value
# more than 3.5 of these away is an outlier (docs/sources.md, "Deviation").
OUTLIER = Fraction("3.5") * Fraction("1.4826")


@dataclass(frozen=True, slots=True)
class Claim:
    """One line with both layers, in points; ``span`` is the most it can move, above zero.

    ``past`` are the agency's differences for the same criterion in earlier seasons, as shares
    of the span that the criterion had then.
    """

    agency: str
    key: str
    own: Decimal
    appraised: Decimal
    span: Decimal
    past: tuple[Fraction, ...] = ()

    @property
    def difference(self) -> Decimal:
        """The claim less the appraised points; above zero where points were cut."""
        return self.own - self.appraised

    @property
    def share(self) -> Fraction:
        """The difference as a share of the span."""
        return Fraction(self.difference) / Fraction(self.span)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the median of some shares, and how far from it is still usual.

    ``limit`` is None where there are too few shares to judge by.
    """

    middle: Fraction | None = None
    limit: Fraction | None = None
    count: int = 0

    def is_passed_by(self, share: Fraction) -> bool:
        """Say whether the share lies further from the middle than is usual."""
        if self.middle is None or self.limit is None:
            return False
        return abs(share - self.middle) > self.limit


@dataclass(frozen=True, slots=True)
class Deviation:
    """A claim with what it is compared with, and by what it is flagged."""

    claim: Claim
    bloc: Usual = field(default_factory=Usual)
    own_past: Usual = field(default_factory=Usual)
    is_large: bool = False

    @property
    def is_out_of_line(self) -> bool:
        return self.bloc.is_passed_by(self.claim.share)

    @property
    def is_unlike_before(self) -> bool:
        return self.own_past.is_passed_by(self.claim.share)

    @property
    def is_flagged(self) -> bool:
        return self.is_large or self.is_out_of_line or self.is_unlike_before

    @property
    def size(self) -> Fraction:
        """How far the claim stands from the appraisal or from the bloc, as a share."""
        share = self.claim.share
        if self.bloc.limit is None or self.bloc.middle is None:
            return abs(share)
        return max(abs(share), abs(share - self.bloc.middle))


def deviations(claims: Sequence[Claim], rules: TableRules) -> tuple[Deviation, ...]:
    """Return every claim judged: the flagged first, then by size, the largest first.

    Args:
        claims: the lines of all members that have points in both layers.
        rules: ``deviation_share`` is the share of the span from which a difference is large;
            with fewer than ``deviation_members`` values nothing is called unusual.

    Source: docs/sources.md#deviation.
    """
    shares: dict[str, list[Fraction]] = {}
    for claim in claims:
        shares.setdefault(claim.key, []).append(claim.share)
    usual = {key: usual_of(values, rules) for key, values in shares.items()}
    found = [
        Deviation(
            claim=claim,
            bloc=usual[claim.key],
            own_past=usual_of(claim.past, rules),
            is_large=bool(claim.difference) and abs(claim.share) >= rules.deviation_share,
        )
        for claim in claims
    ]
    return tuple(sorted(found, key=_severity))


def usual_of(shares: Collection[Fraction], rules: TableRules) -> Usual:
    """Return the middle of some shares, and the limit of what is usual about them.

    Where nearly all are equal everything else would be unusual, so the limit is never less
    than half of what the table calls a large difference.
    """
    if not shares:
        return Usual()
    middle = _median(shares)
    if len(shares) < rules.deviation_members:
        return Usual(middle=middle, count=len(shares))
    spread = _median([abs(share - middle) for share in shares])
    limit = max(OUTLIER * spread, HALF * Fraction(rules.deviation_share))
    return Usual(middle=middle, limit=limit, count=len(shares))


def flagged_keys(found: Iterable[Deviation]) -> Mapping[str, frozenset[str]]:
    """Return the flagged criteria of each agency by its code."""
    keys: dict[str, set[str]] = {}
    for one in found:
        if one.is_flagged:
            keys.setdefault(one.claim.agency, set()).add(one.claim.key)
    return {agency: frozenset(flagged) for agency, flagged in keys.items()}


def _median(values: Collection[Fraction]) -> Fraction:
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[~half]) / 2


def _severity(one: Deviation) -> tuple[bool, Fraction, str, str]:
    return (not one.is_flagged, -one.size, one.claim.key, one.claim.agency)

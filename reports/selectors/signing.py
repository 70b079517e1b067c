"""Who has signed an issued paper and who is still to; what is kept of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blocs.models import Membership
from reports.models import Issue, ScannedCopy, Signature, SignedCopy
from reports.rules.continuation import KnownState
from reports.states import DocumentKind, Trust

# The issuer signs every other paper.
SIGNED_BY_AGENCIES = frozenset({DocumentKind.COVENANT, DocumentKind.HANDOVER_MINUTES})
# Whoever signed with a certificate that is not to be relied on is asked to sign again.
_BELIEF = {
    Trust.TRUSTED: 2,
    Trust.UNKNOWN: 1,
    Trust.SELF_SIGNED: 0,
    Trust.EXPIRED: 0,
    Trust.REVOKED: 0,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs a paper: as it is printed, by whose agency, and the signature."""

    text: str
    agency_id: int | None
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """The signatures on a paper, place by place, and every copy that is kept of it.

    ``elsewhere`` are signatures that lie in no prepared place, or in one beside a better one.
    """

    places: tuple[Place, ...]
    elsewhere: tuple[Signature, ...]
    copies: tuple[SignedCopy, ...]
    scans: tuple[ScannedCopy, ...]

    @property
    def latest(self) -> SignedCopy | None:
        """The newest signed state; None while nobody has signed."""
        return self.copies[-1] if self.copies else None

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """All signatures in the order in which they came."""
        return tuple(one for copy in self.copies for one in copy.signatures.all())

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Who is still to sign."""
        return tuple(place for place in self.places if place.signature is None)

    @property
    def kept_scans(self) -> tuple[ScannedCopy, ...]:
        """The scans that nobody withdrew."""
        return tuple(scan for scan in self.scans if scan.withdrawn_at is None)

    def agencies_signing(self) -> set[int]:
        """Return the agencies that the paper leaves a place for."""
        return {place.agency_id for place in self.places if place.agency_id is not None}


def signing_of(issue: Issue) -> Signing:
    """Return who has signed the paper, with names. Four queries."""
    copies = issue.signed_copies.select_related("uploaded_by").prefetch_related("signatures")
    scans = issue.scanned_copies.select_related("uploaded_by", "withdrawn_by")
    return read_signing(issue, list(copies), list(scans), names_in([issue]))


def names_in(issues: Iterable[Issue]) -> Mapping[int, Mapping[str, int]]:
    """Return the members' agencies by season and printed name. One query."""
    seasons = {issue.document.season_id for issue in issues}
    found: dict[int, dict[str, int]] = {pk: {} for pk in seasons}
    members = Membership.objects.filter(season__in=seasons).order_by("season", "position")
    for season, name, agency in members.values_list("season", "name", "agency"):
        found[season][name] = agency
    return found


def read_signing(
    issue: Issue,
    copies: Sequence[SignedCopy],
    scans: Sequence[ScannedCopy],
    names: Mapping[int, Mapping[str, int]],
) -> Signing:
    """Put signatures and places together. No query.

    Args:
        copies: with their signatures, in order.
        names: as ``names_in`` returns them.
    """
    made = [one for copy in copies for one in copy.signatures.all()]
    by_place = _by_place(made)
    places = [
        Place(one.text, one.agency_id, by_place.get(one.text)) for one in places_of(issue, names)
    ]
    shown = {place.signature for place in places}
    return Signing(
        tuple(places), tuple(one for one in made if one not in shown), tuple(copies), tuple(scans)
    )


def _by_place(made: Sequence[Signature]) -> Mapping[str, Signature]:
    """Return the signature that counts in each place: the most believable, of those the first."""
    found: dict[str, Signature] = {}
    for one in made:
        held = found.get(one.place)
        if held is None or _BELIEF[Trust(one.trust)] > _BELIEF[Trust(held.trust)]:
            found[one.place] = one
    return found


def places_of(issue: Issue, names: Mapping[int, Mapping[str, int]]) -> list[Place]:
    """Return where the paper is to be signed, and by whose agency. No query."""
    by_agencies = issue.document.kind in SIGNED_BY_AGENCIES
    members = names[issue.document.season_id]
    return [
        Place(text, _agency(text, members) if by_agencies else issue.agency_id)
        for text in issue.signers
    ]


def _agency(text: str, members: Mapping[str, int]) -> int | None:
    """Return the member that a place is printed for: its name, with its office behind it."""
    fits = (name for name in members if text == name or text.startswith(f"{name} ("))
    name = max(fits, key=len, default=None)
    return None if name is None else members[name]


def known_states(issue: Issue, copies: Iterable[SignedCopy]) -> list[KnownState]:
    """Return the issued file and its signed states, in order. No query."""
    document = issue.document
    return [
        KnownState(0, document.size or 0, document.sha256),
        *(KnownState(one.number, one.size, one.sha256) for one in copies),
    ]

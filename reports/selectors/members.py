"""The members of a season as papers name them, and which of these names issued papers hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blocs.models import Membership, Season
from blocs.states import OfficeState, Term
from reports.models import Issue
from reports.selectors.signing import SIGNED_BY_AGENCIES, Place, names_in, places_of
from reports.wording import bloc_words, joined

SignedBy = tuple[Issue, Place]
_HELD = (
    "{paper} đang có hiệu lực có chỗ ký theo tên đã in nên không đổi tên đơn vị; muốn đổi thì thu "
    "hồi văn bản ấy trước."
)
_MOVED = (
    "{paper} đang có hiệu lực có chỗ ký in “{place}”; đổi tên như vậy thì chỗ ký ấy không còn của "
    "đúng đơn vị. Muốn đổi thì thu hồi văn bản ấy trước."
)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member with its offices; ``held`` says why its name stays as it is, if it must."""

    member: Membership
    office: str
    held: str


def member_lines(season: Season) -> list[MemberLine]:
    """Return the members in the bloc's order. Four queries at most."""
    words = bloc_words(season.bloc.kind)
    offices = list(
        season.offices.filter(term=Term.CURRENT.value, state=OfficeState.CONFIRMED.value)
    )
    held = held_names(season)
    return [
        MemberLine(
            member=member,
            office=joined(
                words.office(office.role)
                for office in offices
                if office.agency_id == member.agency_id
            ),
            held=held.get(member.agency_id, ""),
        )
        for member in season.memberships.select_related("agency").order_by("position")
    ]


def held_names(season: Season) -> Mapping[int, str]:
    """Say by agency why its name must stay: signatures are asked for by the printed name.

    Two queries at most.
    """
    return {
        place.agency_id: _HELD.format(paper=issue.document.get_kind_display())
        for issue, place in signing_places(season)
        if place.agency_id is not None
    }


def signing_places(season: Season) -> list[SignedBy]:
    """Return where agencies sign the season's papers in force, as members are called now.

    Two queries at most.
    """
    issues: Sequence[Issue] = list(
        Issue.objects.in_force()
        .filter(document__season=season, document__kind__in=SIGNED_BY_AGENCIES)
        .select_related("document")
        .defer("document__content")
    )
    names = names_in(issues) if issues else {}
    return [(issue, place) for issue in issues for place in places_of(issue, names)]


def moved_place(before: Sequence[SignedBy], after: Sequence[SignedBy]) -> str:
    """Say which place to sign went from one agency to another, or to nobody; empty if none did.

    Args:
        before: as ``signing_places`` returned them, of the same papers.
    """
    for (issue, place), (_, now) in zip(before, after, strict=True):
        if place.agency_id != now.agency_id:
            paper = issue.document.get_kind_display()
            return _MOVED.format(paper=paper, place=place.text)
    return ""

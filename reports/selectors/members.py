"""The members of a season as papers name them, and which of these names issued papers hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blocs.models import Agency, Membership, Office, Season
from blocs.states import OfficeState, Term
from reports.models import Issue
from reports.selectors.signing import SIGNED_BY_AGENCIES, Place, names_in, places_of
from reports.wording import BlocWords, bloc_words, joined

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


def member_names(season: Season) -> Mapping[str, str]:
    """Return what the season's papers call its members, by the agency's code. One query."""
    return dict(season.memberships.values_list("agency__code", "name"))


def member_name(names: Mapping[str, str], agency: Agency) -> str:
    """Return what the season's papers call an agency; who is no member keeps its own name.

    Args:
        names: as ``member_names`` returns them.
    """
    return names.get(agency.code, agency.name)


def member_lines(season: Season) -> list[MemberLine]:
    """Return the members in the bloc's order. Four queries at most."""
    words, offices = bloc_words(season.bloc.kind), list(season.offices.all())
    held = held_names(season)
    return [
        MemberLine(
            member=member,
            office=offices_held(words, offices, member.agency_id),
            held=held.get(member.agency_id, ""),
        )
        for member in season.memberships.select_related("agency").order_by("position")
    ]


def offices_held(words: BlocWords, offices: Iterable[Office], agency_id: int) -> str:
    """Name the offices of the year that an agency holds, or did; empty where there is none.

    Args:
        offices: of the season.
    """
    return joined(
        words.office(office.role)
        if office.state == OfficeState.CONFIRMED
        else f"{words.office(office.role)} ({office.get_state_display().lower()})"
        for office in offices
        if office.agency_id == agency_id and office.term == Term.CURRENT
    )


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

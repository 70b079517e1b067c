"""What papers read of a season: members, offices, letterhead, meetings. Few queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from blocs.models import Agency, Meeting, Membership, Office, Season
from blocs.states import AgencyLevel, LetterheadBy, OfficeRole, OfficeState, Term
from reports.papers.base import Authority, Letterhead, LetterheadVariant, SignatureBlock
from reports.wording import (
    UNKNOWN_PLACE,
    BlocWords,
    bloc_words,
    following_label,
    joined,
    year_label,
)


@dataclass(frozen=True, slots=True)
class Roster:
    """The members of a season in their order, and who holds which office."""

    season: Season
    members: tuple[Membership, ...]
    offices: tuple[Office, ...]
    names: Mapping[int, str]

    @property
    def words(self) -> BlocWords:
        return bloc_words(self.season.bloc.kind)

    def name_of(self, agency: Agency) -> str:
        """Return the agency's name as it was when the season was opened."""
        return self.names.get(agency.pk, agency.name)

    def holder(self, term: Term, role: OfficeRole) -> Office | None:
        """Return who holds the office, or who held it last."""
        held = [o for o in self.offices if o.term == term.value and o.role == role.value]
        held.sort(key=lambda office: office.state == OfficeState.HANDED_OVER.value)
        return held[0] if held else None


def read_roster(season: Season) -> Roster:
    """Read members and offices. Two queries."""
    members = tuple(season.memberships.order_by("position"))
    return Roster(
        season=season,
        members=members,
        names={member.agency_id: member.name for member in members},
        offices=tuple(season.offices.select_related("agency").order_by("term", "-role", "pk")),
    )


def season_before(season: Season) -> Season | None:
    """Return the bloc's season of the year before, where it has one of the same truth. One query.

    Real papers never repeat made-up data, nor what was said of an earlier year.
    """
    earlier = Season.objects.select_related("cycle").filter(
        bloc=season.bloc_id, cycle__starts_on__lt=season.cycle.starts_on, is_sample=season.is_sample
    )
    last = earlier.order_by("-cycle__starts_on").first()
    if last is None or following_label(last.cycle.label) != season.cycle.label:
        return None
    return last


def years_of(season: Season) -> Mapping[str, str]:
    """Return what is printed behind "năm", for the season's own cycle and the next."""
    label, kind = season.cycle.label, season.cycle.kind
    return {
        Term.CURRENT: year_label(label, kind),
        Term.NEXT: year_label(following_label(label), kind),
    }


def read_meetings(season: Season) -> list[Meeting]:
    """Read the meetings that were not cancelled, with all that belongs to them. Six queries."""
    return list(
        season.meetings.kept()
        .order_by("position")
        .prefetch_related("purposes", "attendances__agency", "guests__duties", "conclusions")
    )


def letterhead_of(
    roster: Roster, head: Office | None, *, symbol: str, date: str = ""
) -> Letterhead:
    """Return the top of the page; number and unknown day are left to be written in by hand.

    A provincial head agency lends its own letterhead (docs/sources.md#papers, variant A), unless
    the province wants its blocs' own name on top. The body above a central agency is not known
    here, so its bloc prints under the province's (variant B).
    """
    province = roster.season.bloc.province
    parent = province.letterhead if province else ""
    place = (province.place if province else "") or UNKNOWN_PLACE
    is_wanted = province is not None and province.letterhead_by == LetterheadBy.HEAD_AGENCY
    is_provincial = head is not None and head.agency.level == AgencyLevel.PROVINCIAL
    lends = is_wanted and is_provincial and bool(parent)
    return Letterhead(
        variant=LetterheadVariant.HEAD_AGENCY if lends else LetterheadVariant.BLOC,
        parent_org=parent,
        issuing_org=roster.name_of(head.agency) if lends and head else roster.season.bloc.name,
        place=place,
        date=date,
        symbol=symbol,
    )


def agency_letterhead(agency: Agency, name: str, *, symbol: str = "") -> Letterhead:
    """Return a member's own; above a central agency stands a body that is not known here."""
    province = agency.province
    is_provincial = agency.level == AgencyLevel.PROVINCIAL and province is not None
    return Letterhead(
        variant=LetterheadVariant.HEAD_AGENCY,
        parent_org=province.letterhead if is_provincial and province else "",
        issuing_org=name,
        place=(province.place if province else "") or UNKNOWN_PLACE,
        symbol=symbol,
    )


def member_name(season: Season, agency: Agency) -> str:
    """Return what a member was called when the season was opened. One query."""
    member = season.memberships.filter(agency=agency).first()
    return member.name if member else agency.name


def minutes_letterhead(roster: Roster, head: Office | None) -> Letterhead:
    """Return the top of minutes, which tell place and day in their text.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9.
    """
    return replace(letterhead_of(roster, head, symbol=f"BB-{roster.words.code}"), place="")


def head_signature(roster: Roster, head: Office | None) -> SignatureBlock:
    """Return the block in which the head signs for the bloc."""
    kind = roster.season.bloc.get_kind_display()
    return SignatureBlock(
        authority=Authority.ON_BEHALF_OF,
        principal=kind,
        position=roster.words.head,
        holder=head.person_title if head else "",
        name=head.person_name if head else "",
    )


def office_remark(office: Office, *words: str) -> str:
    """Return the person's title and how the office was come by, as far as they are known."""
    return joined((office.person_title, *words))

"""The covenant that the members sign for a year, read from the database.

It is agreed at the conference that sums up one year, for the year that follows: tasks,
movements and offices come from the season of the conference, registered targets from the
season of the year itself once that is open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blocs.models import (
    Attendance,
    LegalDocument,
    Meeting,
    Movement,
    Office,
    Season,
)
from blocs.rules.signing import signing_capacity
from blocs.rules.writing import count_text, date_long, date_text, lower_first
from blocs.states import (
    TARGET_KINDS,
    GuestRole,
    OfficeRole,
    OfficeState,
    RegistrationKind,
    Term,
)
from reports.gather.covenant_words import covenant_words, is_ahead
from reports.gather.facts import (
    Roster,
    letterhead_of,
    read_meetings,
    read_roster,
    season_before,
)
from reports.gather.meetings import signing_of
from reports.gather.texts import (
    document_title,
    movement_text,
    read_own_words,
    registered_text,
)
from reports.papers.base import Authority, LegalBasis, SignatureBlock
from reports.papers.covenant import Covenant, SignatureCell, SigningPlace, TargetRow, Targets
from reports.states import DocumentKind
from reports.wording import following_label, joined, with_remark, year_label

_PLACES = {
    OfficeRole.HEAD.value: SigningPlace.HEAD,
    OfficeRole.DEPUTY.value: SigningPlace.DEPUTY,
}


@dataclass(frozen=True, slots=True)
class Year:
    """The year a covenant is for.

    ``conference`` is the season whose conference agreed on it, ``bound`` the season of the
    year itself; either may not exist. ``term`` tells which rows of ``roster`` speak of the year.
    """

    label: str
    conference: Season | None
    bound: Season | None
    term: Term
    roster: Roster
    meetings: Sequence[Meeting]
    movements: Sequence[Movement]


def gather_covenant(season: Season) -> Covenant:
    """Read the covenant's facts, once; the number of queries does not grow with the season."""
    year = _year_of(season)
    roster = year.roster
    own = read_own_words(roster, DocumentKind.COVENANT)
    shown = year_label(year.label, season.cycle.kind)
    signing = signing_of(year.meetings, year.term)
    signed_on = date_long(signing.held_on) if signing and signing.held_on else ""
    officers = _officers(year)
    count = len(roster.members)
    words = dict(covenant_words(own, roster, year.conference))
    return Covenant(
        sample=season.is_made_up,
        letterhead=letterhead_of(roster, _head_in_office(officers), symbol="", date=signed_on),
        bloc=season.bloc.name,
        cycle=shown,
        basis=LegalBasis(tuple(_ground(row) for row in _grounds(season))),
        signed_on=signed_on,
        venue=signing.place if signing else "",
        member_count=count_text(count) if count else "",
        movements=tuple(movement_text(row) for row in year.movements),
        targets=Targets(intro=words.pop("targets_intro"), rows=_targets(year)),
        **words,
        cells=_cells(year, officers, signing),
        witnesses=_witnesses(signing),
    )


def _year_of(season: Season) -> Year:
    """Find the year that the season's covenant is for.

    Usually the following one, agreed at the season's own conference. A season that has only
    been opened, and has agreed nothing for the year after, prints its own.
    """
    roster, meetings = read_roster(season), read_meetings(season)
    movements: dict[Term, list[Movement]] = {term: [] for term in Term}
    for row in season.movements.order_by("position"):
        movements[Term(row.term)].append(row)
    if is_ahead(season):
        label = following_label(season.cycle.label)
        bound = Season.objects.filter(
            bloc=season.bloc_id, cycle__label=label, is_sample=season.is_sample
        ).first()
        return Year(label, season, bound, Term.NEXT, roster, meetings, movements[Term.NEXT])
    own = movements[Term.CURRENT]
    conference = season_before(season)
    return Year(season.cycle.label, conference, season, Term.CURRENT, roster, meetings, own)


def _officers(year: Year) -> dict[str, Office]:
    """Return who signs first and second: the year's own officers, or those before them.

    An agency signs once: the deputy who becomes the head leaves the second place open.
    """
    officers: dict[str, Office] = {}
    for role in (OfficeRole.HEAD, OfficeRole.DEPUTY):
        for term in (year.term, Term.CURRENT):
            office = year.roster.holder(term, role)
            if office and office.agency_id not in {o.agency_id for o in officers.values()}:
                officers[role.value] = office
                break
    return officers


def _head_in_office(officers: Mapping[str, Office]) -> Office | None:
    """Return the head that may lend its letterhead: a proposal is no office yet."""
    head = officers.get(OfficeRole.HEAD.value)
    return None if head is None or head.state == OfficeState.PROPOSED else head


def _cells(
    year: Year, officers: dict[str, Office], signing: Meeting | None
) -> tuple[SignatureCell, ...]:
    """Return a cell for every member in the bloc's order, and for officers that are no members."""
    by_agency = {office.agency_id: office for office in officers.values()}
    came = {row.agency_id: row for row in (signing.attendances.all() if signing else ())}
    agencies = {member.agency_id: member.name for member in year.roster.members}
    agencies |= {
        o.agency_id: o.agency.name for o in officers.values() if o.agency_id not in agencies
    }
    return tuple(
        _cell(year, name, by_agency.get(agency_id), came.get(agency_id))
        for agency_id, name in agencies.items()
    )


def _cell(year: Year, name: str, office: Office | None, came: Attendance | None) -> SignatureCell:
    """Return the cell of one agency; who came for it signs in the capacity of the own office."""
    away = with_remark("Vắng mặt", came.absence_reason) if came and not came.present else ""
    signer = came.representative if came and came.present else ""
    block = _authorised(signer, name) if signer else SignatureBlock()
    if office is None:
        return SignatureCell(agency=name, block=block, absent_note=away)
    if not signer or signer == office.person_title:
        block = SignatureBlock(position=office.person_title, name=office.person_name)
    return SignatureCell(
        agency=name,
        block=block,
        place=_PLACES[office.role],
        office=_office_text(year, office),
        absent_note=away,
    )


def _authorised(title: str, agency: str) -> SignatureBlock:
    found = signing_capacity(title, agency=agency)
    return SignatureBlock(
        authority=Authority(found.prefix), principal=found.principal, position=found.position
    )


def _office_text(year: Year, office: Office) -> str:
    title = year.roster.words.office(office.role)
    if office.term != year.term:  # of the year before, because no other is known
        title = f"{title} năm {year_label(year.roster.season.cycle.label, _kind(year))}"
    return f"đề xuất {title}" if office.state == OfficeState.PROPOSED else title


def _kind(year: Year) -> str:
    return year.roster.season.cycle.kind


def _witnesses(signing: Meeting | None) -> tuple[SignatureCell, ...]:
    guests = signing.guests.all() if signing else ()
    return tuple(
        SignatureCell(agency=guest.office)
        for guest in guests
        if any(duty.role == GuestRole.WITNESSES for duty in guest.duties.all())
    )


def _grounds(season: Season) -> Sequence[LegalDocument]:
    return list(season.legal_documents.filter(covenant_basis=True).order_by("position"))


def _ground(row: LegalDocument) -> str:
    """Write a ground: ``Căn cứ Chỉ thị số 01/CT-UBND ngày 03/01/2023 của … về việc …``."""
    day = f"ngày {date_text(row.issued_on)}" if row.issued_on else ""
    issuer = f"của {row.issuer}" if row.issuer else ""
    subject = lower_first(row.subject)
    if subject and not subject.startswith("về "):
        subject = f"về việc {subject}"
    return joined(("Căn cứ", document_title(row), day, issuer, subject), " ")


def _targets(year: Year) -> tuple[TargetRow, ...]:
    """Write what the members registered, in the bloc's order. Two queries."""
    if year.bound is None:
        return ()
    rows = year.bound.registrations.select_related("agency").prefetch_related("items")
    order = {member.agency_id: member.position for member in year.roster.members}
    ordered = sorted(rows, key=lambda row: order.get(row.agency_id, len(order) + 1))
    return tuple(
        TargetRow(
            agency=year.roster.name_of(row.agency),
            target=registered_text(row, *TARGET_KINDS),
            title=registered_text(row, RegistrationKind.TITLE),
        )
        for row in ordered
    )

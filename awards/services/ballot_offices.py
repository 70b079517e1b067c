"""From a ballot's result into the offices of the next cycle, in one step."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Refused
from accounts.models import User
from awards.selectors.ballot_offices import office_named
from awards.selectors.ballots import results_of
from awards.services.ballot_rows import locked_ballot
from awards.states import BallotPurpose, BallotState
from blocs.models import Office
from blocs.permissions import can_manage_season, seats_of
from blocs.services.offices import confirm_office, set_office
from blocs.standing import standing_of
from blocs.states import OfficeRole, Term


@transaction.atomic
def fill_office(*, ballot_id: int, seen_version: int, actor: User | None) -> Office:
    """Write whom a closed ballot named into the offices of the next cycle.

    Done by the province it is confirmed at once; done by the secretariat it is proposed, and the
    province confirms it. The office names the ballot, and the audit of the ballot the office.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: nobody is named, it is written down already, or not by this person.
        Refused: the ballot has no result, is about an award, or the office is held.
        Invalid: the agency has the other office of the next cycle.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    if ballot.state != BallotState.CLOSED or ballot.purpose != BallotPurpose.OFFICE:
        raise Refused("Chỉ ghi được kết quả đã công bố của cuộc bầu Trưởng, Phó.")
    standing, season = standing_of(actor), ballot.season
    named, verdict = office_named(standing, ballot, seats_of(season), results_of(ballot))
    verdict.demand()
    if named is None or ballot.closed_at is None:
        raise Refused("Cuộc bỏ phiếu chưa bầu được đơn vị nào.")
    office = set_office(
        season_id=season.pk,
        term=Term.NEXT,
        role=OfficeRole(ballot.role),
        agency=named.agency,
        selected_by=named.selected_by,
        basis=named.basis,
        decided_on=timezone.localtime(ballot.closed_at).date(),
        actor=actor,
    )
    if can_manage_season(standing, season):
        office = confirm_office(office_id=office.pk, actor=actor)
    audit.record(
        actor=actor,
        action="ballot.fill_office",
        subject=ballot,
        before={},
        after={"office": office.pk, "agency": named.agency.code, "state": office.state},
    )
    return office

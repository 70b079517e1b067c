"""Whom a ballot on an office named, and whether that is written down for the next cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.verdicts import Verdict, no
from awards.models import Ballot, NomineeResult
from awards.permissions import can_fill_office
from awards.selectors.ballots import results_of
from awards.states import BallotPurpose, BallotState
from blocs.models import Agency, Office, Season
from blocs.permissions import Seats
from blocs.rules.writing import date_text
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Term


@dataclass(frozen=True, slots=True)
class Named:
    """The agency that a closed ballot named, in which way, and on what ground."""

    agency: Agency
    selected_by: SelectionMethod
    basis: str


def named_by(ballot: Ballot, rows: Sequence[NomineeResult]) -> Named | None:
    """Return whom a closed ballot elected, or a recorded decision named beyond its count.

    Args:
        rows: ``results_of`` the ballot.
    """
    for row in rows:
        if row.elected and ballot.closed_at is not None:
            day = date_text(timezone.localtime(ballot.closed_at).date())
            said = f"Kết quả “{ballot}” ngày {day}: {row.votes}/{row.base} phiếu"
            return Named(row.nominee.agency, SelectionMethod.ELECTED, said[:300])
    for row in rows:
        override = getattr(row.nominee, "override", None)
        if override is not None:
            return Named(row.nominee.agency, SelectionMethod.APPOINTED, override.decision)
    return None


def office_named(
    standing: Standing, ballot: Ballot, seats: Seats, rows: Sequence[NomineeResult]
) -> tuple[Named | None, Verdict]:
    """Return whom the ballot named and whether the person may write it down now. Two queries.

    It is done once: what is written down already is not written again.

    Args:
        ballot: with its season and bloc loaded.
        rows: ``results_of`` the ballot.
    """
    named = named_by(ballot, rows)
    if named is None:
        return None, no("Cuộc bỏ phiếu chưa bầu được đơn vị nào.")
    if ballot.next_rounds.living().exists():
        return named, no("Đã lập vòng tiếp theo; kết quả do vòng ấy quyết định.")
    held = next_office(ballot.season, OfficeRole(ballot.role))
    if held is not None and held.agency_id == named.agency.pk and held.basis == named.basis:
        state = held.get_state_display().lower()
        return named, no(f"Kết quả này đã được ghi cho năm sau ({state}).")
    return named, can_fill_office(standing, ballot, seats, named.selected_by)


def next_office(season: Season, role: OfficeRole) -> Office | None:
    """Return who is named for an office of the next cycle. One query."""
    rows = season.offices.filter(term=Term.NEXT.value, role=role.value).select_related("agency")
    return rows.exclude(state=OfficeState.HANDED_OVER.value).first()


@dataclass(frozen=True, slots=True)
class OfficeBallot:
    """The last round of the season's ballots on an office; ``named`` once it is closed."""

    ballot: Ballot
    named: Named | None


def office_ballots(season: Season) -> dict[str, OfficeBallot]:
    """Return by role the last round that counts. At most three queries."""
    rows = season.ballots.living().filter(purpose=BallotPurpose.OFFICE.value)
    last: dict[str, Ballot] = {}
    for ballot in rows.order_by("round_number", "pk"):
        ballot.season = season
        last[ballot.role] = ballot
    return {
        role: OfficeBallot(
            ballot,
            named_by(ballot, results_of(ballot)) if ballot.state == BallotState.CLOSED else None,
        )
        for role, ballot in last.items()
    }

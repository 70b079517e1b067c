"""Ballots for the tests: rows past the services, and whole ballots through them."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from awards import services
from awards.models import (
    Ballot,
    BallotBox,
    BallotVoter,
    Nominee,
    NomineeResult,
    TellerCount,
)
from awards.rules.ballot_counts import TellerNumbers
from awards.rules.ballots import Threshold
from awards.services import BallotSpec
from awards.states import BallotMethod, BallotPurpose, BallotState, ShareBase
from blocs.models import Agency, Appointment, Season
from blocs.states import Role, Stage
from tests.factories import NOON, make_approver, make_award_type, make_bloc_year, make_season

RULE = {
    "threshold_numerator": 2,
    "threshold_denominator": 3,
    "quorum_numerator": 2,
    "quorum_denominator": 3,
    "least_voters": 3,
}
TIMES = {
    BallotState.DRAFT: {},
    BallotState.OPEN: {"opened_at": NOON},
    BallotState.COUNTING: {"opened_at": NOON, "ended_at": NOON},
    BallotState.CLOSED: {"opened_at": NOON, "ended_at": NOON, "closed_at": NOON},
    BallotState.VOID: {"void_reason": "Nhầm danh sách"},
}


def make_ballot(
    season: Season | None = None,
    *,
    state: BallotState = BallotState.DRAFT,
    nominees: Sequence[Agency] = (),
    voters: Sequence[Agency] = (),
    **fields: Any,
) -> Ballot:
    """Return an award ballot that is valid in its state, with its nominees and roll."""
    values = {"title": "Bỏ phiếu đề nghị tặng Cờ", "purpose": BallotPurpose.AWARD.value, **RULE}
    values |= {"method": BallotMethod.ONLINE.value, "share_of": ShareBase.MEMBERS.value}
    if fields.get("purpose", BallotPurpose.AWARD) == BallotPurpose.AWARD:
        values["award_type"] = fields.get("award_type") or make_award_type()
    ballot = Ballot.objects.create(season=season or make_season(), **(values | fields))
    for position, agency in enumerate(nominees, start=1):
        Nominee.objects.create(ballot=ballot, agency=agency, position=position)
    BallotVoter.objects.bulk_create(BallotVoter(ballot=ballot, agency=one) for one in voters)
    BallotBox.objects.create(ballot=ballot)
    if state is not BallotState.DRAFT:  # the database lets rows in only before the opening
        Ballot.objects.filter(pk=ballot.pk).update(state=state.value, **TIMES[state])
        ballot.refresh_from_db()
    return ballot


def make_voting_year(size: int = 5, **fields: Any) -> tuple[Season, list[Agency]]:
    """Return a season in the bloc's review and its members; the first is the head."""
    return make_bloc_year(size, **({"stage": Stage.BLOC_REVIEW} | fields))


def spec(nominees: Sequence[Agency], **fields: Any) -> BallotSpec:
    """Return what a secret online ballot on one award is set up with: 2/3 of all members."""
    values: dict[str, Any] = {
        "title": "Bỏ phiếu đề nghị tặng Cờ",
        "award": None if fields.get("role") else fields.get("award") or make_award_type(),
        "role": None,
        "method": BallotMethod.ONLINE,
        "is_secret": fields.get("method") is not BallotMethod.HANDS,
        "share_of": ShareBase.MEMBERS,
        "threshold": Threshold(2, 3),
        "quorum": (1, 2),
        "seats": 1,
        "max_choices": 1,
        "self_vote": True,
        "least_voters": 3,
        "nominees": [agency.pk for agency in nominees],
        **fields,
    }
    return BallotSpec(**values)


def set_up(season: Season, nominees: Sequence[Agency], **fields: Any) -> Ballot:
    """Set up a ballot through the service, as the operator."""
    return services.create_ballot(season_id=season.pk, spec=spec(nominees, **fields), actor=None)


def set_open(season: Season, nominees: Sequence[Agency], **fields: Any) -> Ballot:
    ballot = set_up(season, nominees, **fields)
    return services.open_ballot(ballot_id=ballot.pk, seen_version=ballot.version, actor=None)


def vote(ballot: Ballot, agency: Agency, *places: int, rejects_all: bool = False) -> User:
    """Cast a slip for the agency; who approves for it does, and is appointed if need be."""
    held = Appointment.objects.filter(agency=agency, role=Role.APPROVER.value).first()
    person = held.user if held else make_approver(agency)
    services.cast_vote(
        ballot_id=ballot.pk,
        agency_id=agency.pk,
        chosen=places,
        rejects_all=rejects_all,
        actor=person,
    )
    return person


def close(ballot: Ballot, *, reason: str = "", actor: User | None = None) -> Ballot:
    seen = Ballot.objects.get(pk=ballot.pk).version
    return services.close_ballot(ballot_id=ballot.pk, seen_version=seen, reason=reason, actor=actor)


def end(ballot: Ballot, *, reason: str = "Hết giờ") -> Ballot:
    seen = Ballot.objects.get(pk=ballot.pk).version
    return services.end_voting(ballot_id=ballot.pk, seen_version=seen, reason=reason, actor=None)


def hand_out(ballot: Ballot, agencies: Sequence[Agency]) -> None:
    """Hand paper slips to agencies that are there."""
    line = services.RollLine(is_present=True, on_paper=True)
    wanted = {agency.pk: line for agency in agencies}
    services.mark_roll(ballot_id=ballot.pk, seen={}, wanted=wanted, actor=None)


def numbers(**fields: Any) -> TellerNumbers:
    """Return what a teller writes down; what is returned is all valid unless it says otherwise."""
    valid = fields.pop("valid", 0)
    rest = {"invalid": 0, "blank": 0, **fields}
    returned = rest.pop("returned", valid + rest["invalid"] + rest["blank"])
    issued = rest.pop("issued", returned)
    return TellerNumbers(issued=issued, returned=returned, valid=valid, **rest)


def count_by(ballot: Ballot, *tellers: User, **fields: Any) -> None:
    """Name the tellers and let each of them write down the same numbers."""
    seen = Ballot.objects.get(pk=ballot.pk).version
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=seen, actor=None)
    for held in TellerCount.objects.filter(ballot=ballot):
        services.enter_count(count_id=held.pk, numbers=numbers(**fields), actor=held.teller)


def told(ballot: Ballot) -> dict[int, str]:
    """Return what came out, by place: elected, tied, reached or below."""
    return {
        row.nominee.position: "elected"
        if row.elected
        else "tied"
        if row.tied
        else "reached"
        if row.reached
        else "below"
        for row in NomineeResult.objects.filter(nominee__ballot=ballot)
    }


def votes_in(ballot: Ballot) -> dict[int, tuple[int, int]]:
    """Return votes and base by place, as the closed ballot says them."""
    rows = NomineeResult.objects.filter(nominee__ballot=ballot).order_by("nominee__position")
    return {row.nominee.position: (row.votes, row.base) for row in rows}

"""What the services of ballots share: rows held in one order, and what the audit is told.

The order is season, ballot, roll, box; the audit comes last and never hears of a choice.
"""

from accounts.errors import Refused, Stale
from awards.models import Ballot, BallotVoter
from blocs.services.rows import GONE, locked_season

CHANGED = "Cuộc bỏ phiếu vừa được người khác thay đổi. Đề nghị xem lại trước khi làm tiếp."


def locked_ballot(ballot_id: int, seen_version: int | None = None) -> Ballot:
    """Return the ballot of a held season, held too, with its award type and season.

    Args:
        seen_version: the version that the person's page was showing; None where it does not
            matter.

    Raises:
        Refused: there is no such ballot.
        Stale: the ballot changed after the page was opened.
    """
    season_id = Ballot.objects.filter(pk=ballot_id).values_list("season", flat=True).first()
    if season_id is None:
        raise Refused(GONE)
    season = locked_season(season_id)
    rows = Ballot.objects.select_related("award_type")
    ballot = rows.select_for_update(of=("self",), no_key=True).get(pk=ballot_id)
    if seen_version is not None and ballot.version != seen_version:
        raise Stale(CHANGED)
    ballot.season = season
    return ballot


def locked_roll(ballot: Ballot) -> list[BallotVoter]:
    """Return the roll of a held ballot in its order, held too."""
    rows = BallotVoter.objects.filter(ballot=ballot).select_related("agency").order_by("pk")
    roll = list(rows.select_for_update(of=("self",), no_key=True))
    for voter in roll:
        voter.ballot = ballot
    return roll


def places_of(ballot: Ballot) -> dict[int, int]:
    """Return the nominees' agencies by their places on the slip."""
    rows = ballot.nominees.order_by("position")
    return dict(rows.values_list("position", "agency"))


def snapshot(ballot: Ballot) -> dict[str, object]:
    """Return what a ballot is about and by which rule, for the audit; nothing that was cast."""
    return {
        "title": ballot.title,
        "purpose": ballot.purpose,
        "award_type": ballot.award_type.code if ballot.award_type else "",
        "role": ballot.role,
        "method": ballot.method,
        "is_secret": ballot.is_secret,
        "share_of": ballot.share_of,
        "threshold": f"{ballot.threshold_numerator}/{ballot.threshold_denominator}",
        "threshold_strict": ballot.threshold_strict,
        "quorum": f"{ballot.quorum_numerator}/{ballot.quorum_denominator}",
        "seats": ballot.seats,
        "max_choices": ballot.max_choices,
        "self_vote": ballot.self_vote,
        "least_voters": ballot.least_voters,
        "round": ballot.round_number,
        "state": ballot.state,
        "nominees": list(ballot.nominees.values_list("agency__code", flat=True)),
    }

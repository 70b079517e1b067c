"""Ballots of a season file: set up, or written down with the numbers that were counted."""

from collections.abc import Mapping
from typing import Any

from awards import services
from awards.models import AwardType, Ballot
from awards.rules.ballots import Count, Threshold
from awards.states import BallotMethod, BallotState, ShareBase, VoteChannel
from blocs.models import Meeting
from blocs.states import OfficeRole
from reports.season_files.findings import join_path
from reports.season_files.plain import NOBODY
from reports.season_files.site import Site, moment, said_of

Row = Mapping[str, Any]


def for_awards(site: Site) -> None:
    """Write down the ballots on award nominees."""
    _ballots(site, on_awards=True)


def for_offices(site: Site) -> None:
    """Write down the ballots on offices of the next year."""
    _ballots(site, on_awards=False)


def _ballots(site: Site, *, on_awards: bool) -> None:
    for place, row in enumerate(site.todo["ballots"]):
        if (row["award"] is not None) == on_awards:
            with said_of(join_path("ballots", place)):
                _ballot(site, row)


def _ballot(site: Site, row: Row) -> None:
    ballot = services.restore_ballot(
        season_id=site.season.pk,
        spec=_spec(site, row),
        round_number=row["round"],
        held=None if row["state"] == BallotState.DRAFT else _held(site, row),
        actor=None,
    )
    _overrides(ballot, row)


def _spec(site: Site, row: Row) -> services.BallotSpec:
    quorum = row["quorum"]
    return services.BallotSpec(
        title=row["title"],
        award=AwardType.objects.filter(code=row["award"]).first(),
        role=None if row["role"] == NOBODY else OfficeRole(row["role"]),
        method=BallotMethod(row["method"]),
        is_secret=row["secret"],
        share_of=ShareBase(row["share_of"]),
        threshold=Threshold(**row["threshold"]),
        quorum=(quorum["numerator"], quorum["denominator"]),
        seats=row["seats"],
        max_choices=row["max_choices"],
        self_vote=row["self_vote"],
        least_voters=row["least_voters"],
        nominees=[site.agencies[one["agency"]].pk for one in row["nominees"]],
        meeting=Meeting.objects.filter(season=site.season, name=row["meeting"])
        .order_by("cancelled_because", "pk")
        .first(),
    )


def _held(site: Site, row: Row) -> services.HeldBallot:
    told = row["count"]
    votes = {place: one["votes"] for place, one in enumerate(row["nominees"], start=1)}
    return services.HeldBallot(
        roll={
            site.agencies[one["agency"]].pk: services.RollNote(
                is_present=one["present"],
                channel=VoteChannel.NONE if one["voted"] == NOBODY else VoteChannel(one["voted"]),
            )
            for one in row["roll"]
        },
        issued=told["issued"] if told else 0,
        count=Count(told["valid"], told["invalid"], told["blank"], votes) if told else None,
        void_reason=row["void_reason"],
        **{
            name: None if row[name] is None else moment(row[name])
            for name in ("opened_at", "ended_at", "closed_at")
        },
    )


def _overrides(ballot: Ballot, row: Row) -> None:
    nominees = {one.position: one for one in ballot.nominees.all()}
    for place, one in enumerate(row["nominees"], start=1):
        if one["override"] is not None:
            services.override_result(nominee_id=nominees[place].pk, actor=None, **one["override"])

"""Ballots written down from their minutes: only by the operator, and only numbers that can be."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, BallotVoter, NomineeResult
from awards.rules.ballots import Count
from awards.states import BallotMethod, VoteChannel
from blocs.states import Stage
from tests.awards.balloting import close, make_voting_year, set_open, spec, told, vote
from tests.factories import make_award_type, make_officer

pytestmark = pytest.mark.django_db
EIGHT, NINE = (datetime(2026, 1, 5, hour, tzinfo=UTC) for hour in (8, 9))
ONLINE, PAPER, NONE = VoteChannel.ONLINE, VoteChannel.PAPER, VoteChannel.NONE


def held(members, channels, count, **fields):
    roll = {
        member.pk: services.RollNote(channel is not NONE, channel)
        for member, channel in zip(members, channels, strict=True)
    }
    times = {"opened_at": EIGHT, "ended_at": NINE, "closed_at": NINE}
    return services.HeldBallot(roll=roll, count=count, **{**times, "issued": 5, **fields})


def restore(season, members, given, *, actor=None, round_number=1, **fields):
    return services.restore_ballot(
        season_id=season.pk,
        spec=spec(members[:2], **fields),
        round_number=round_number,
        held=given,
        actor=actor,
    )


def everybody(members, **votes):
    count = Count(valid=5, votes=votes.pop("votes", {1: 4, 2: 1}))
    return held(members, [ONLINE] * 5, count, **votes)


def test_what_was_counted_means_what_it_would_have_meant_here():
    season, members = make_voting_year(5)
    restored = restore(season, members, everybody(members))
    lived = set_open(season, members[:2], award=make_award_type())
    for member, place in zip(members, (1, 1, 1, 1, 2), strict=True):
        vote(lived, member, place)
    close(lived)

    assert told(restored) == told(lived) == {1: "elected", 2: "below"}
    assert (restored.state, restored.closed_at) == ("closed", NINE)
    rows = [
        NomineeResult.objects.filter(nominee__ballot=one).values_list("votes", "base", "reached")
        for one in (restored, lived)
    ]
    assert list(rows[0]) == list(rows[1])
    event = AuditEvent.objects.get(action="ballot.restore")
    assert (event.actor, event.after["slips"]["valid"]) == (None, 5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Ballot.objects.filter(pk=restored.pk).update(title="x")


def test_people_do_not_write_results_down():
    season, members = make_voting_year(5)
    events = AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="lệnh nạp tệp"):
        restore(season, members, everybody(members), actor=make_officer(season.bloc))

    assert (Ballot.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_a_ballot_of_another_stage_or_on_the_same_matter_is_refused():
    season, members = make_voting_year(5)
    award = make_award_type()
    restore(season, members, everybody(members), award=award)
    early, others = make_voting_year(5, stage=Stage.RUNNING)

    with pytest.raises(Invalid, match="Đã có cuộc bỏ phiếu"):
        restore(season, members, everybody(members), award=award)
    with pytest.raises(NotAllowed, match="“Thẩm định”"):
        restore(early, others, everybody(others))
    assert Ballot.objects.count() == 1


def test_a_later_round_follows_a_result_and_nobody_new_stands():
    season, members = make_voting_year(5)
    award = make_award_type()
    with pytest.raises(Invalid, match="cần có kết quả của vòng 1"):
        restore(season, members, everybody(members), award=award, round_number=2)
    first = restore(season, members, everybody(members, votes={1: 2, 2: 3}), award=award)
    with pytest.raises(Invalid, match="các đơn vị của vòng trước còn"):
        restore(season, members[2:] + members[:2], None, award=award, round_number=2)

    second = restore(season, members, everybody(members), award=award, round_number=2)

    assert (second.previous, told(first), told(second)) == (
        first,
        {1: "below", 2: "below"},
        {1: "elected", 2: "below"},
    )


@pytest.mark.parametrize(
    ("method", "channels", "count", "issued", "said"),
    [
        (BallotMethod.ONLINE, [ONLINE] * 5, Count(4, votes={1: 4, 2: 0}), 5, "không khớp"),
        (BallotMethod.ONLINE, [ONLINE] * 5, Count(5, votes={1: 4, 2: 0}), 4, "số cử tri"),
        (
            BallotMethod.ONLINE,
            [ONLINE] * 2 + [NONE] * 3,
            Count(2, votes={1: 2, 2: 0}),
            5,
            "ít hơn thì không có giá trị",
        ),
        (BallotMethod.ONLINE, [ONLINE] * 5, Count(5, votes={1: 6, 2: 0}), 5, "phiếu hợp lệ"),
        (BallotMethod.ONLINE, [ONLINE] * 5, Count(5, votes={1: 4, 2: 4}), 5, "lượt chọn 8"),
        (BallotMethod.PAPER, [PAPER] * 4 + [NONE], Count(4, votes={1: 4, 2: 0}), 5, "ghi 4 phiếu"),
        (
            BallotMethod.MIXED,
            [ONLINE] * 3 + [PAPER] * 2,
            Count(2, votes={1: 2, 2: 0}),
            5,
            "3 phiếu trực tuyến, 2 phiếu giấy",
        ),
        (BallotMethod.HANDS, [NONE] * 5, Count(5, votes={1: 4, 2: 0}), 5, "Chỉ có 0 đơn vị"),
    ],
)
def test_numbers_that_the_roll_contradicts_are_refused_and_nothing_is_written(
    method, channels, count, issued, said
):
    season, members = make_voting_year(5)

    with pytest.raises(Refused, match=said):
        restore(season, members, held(members, channels, count, issued=issued), method=method)

    assert (Ballot.objects.count(), BallotVoter.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("method", "channels", "issued"),
    [
        (BallotMethod.PAPER, [PAPER] * 5, 5),
        (BallotMethod.MIXED, [ONLINE] * 3 + [PAPER] * 2, 5),
    ],
)
def test_other_ways_of_voting_are_written_down_too(method, channels, issued):
    season, members = make_voting_year(5)
    count = Count(valid=3, invalid=1, blank=1, votes={1: 3, 2: 0})

    ballot = restore(season, members, held(members, channels, count, issued=issued), method=method)

    assert (ballot.result.returned, told(ballot)) == (5, {1: "below", 2: "below"})


def test_a_void_ballot_keeps_its_reason_and_no_number_and_a_draft_has_a_new_roll():
    season, members = make_voting_year(5)
    award = make_award_type()
    given = held(members, [ONLINE] * 5, None, closed_at=None, void_reason="Nhầm danh sách")

    void = restore(season, members, given, award=award)
    draft = restore(season, members, None, award=award)

    assert (void.state, void.void_reason, told(void)) == ("void", "Nhầm danh sách", {})
    assert (draft.state, draft.voters.count(), draft.version) == ("draft", 5, 1)

"""What comes out of a ballot, and that it is shown or thrown away as a whole."""

import pytest
from django.db import IntegrityError

from accounts.errors import NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, BallotBox, BallotResult, NomineeResult
from awards.rules.ballots import Threshold
from awards.states import BallotMethod, BallotState, ShareBase
from tests.awards.balloting import (
    close,
    count_by,
    end,
    hand_out,
    make_voting_year,
    numbers,
    set_open,
    told,
    vote,
    votes_in,
)
from tests.factories import make_editor

pytestmark = pytest.mark.django_db
HANDS = {"method": BallotMethod.HANDS, "is_secret": False, "least_voters": 1}


def slips(ballot):
    result = BallotResult.objects.get(ballot=ballot)
    names = ("members", "present", "issued", "returned", "valid", "invalid", "blank")
    return tuple(getattr(result, name) for name in names)


def cast_all(ballot, members, *chosen):
    """Let the members vote in turn: a place, none for blank, or nothing at all for None."""
    for member, place in zip(members, chosen, strict=False):
        if place is not None:
            vote(ballot, member, *([place] if place else []))


def test_an_online_ballot_is_counted_by_the_system():
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:3])
    cast_all(ballot, members, 1, 1, 1, 1, 1, 1, 2, 0, None)

    closed = close(ballot, reason="Hết giờ", actor=make_editor(members[0]))

    assert closed.state == BallotState.CLOSED
    assert slips(ballot) == (9, 8, 9, 8, 7, 0, 1)
    assert votes_in(ballot) == {1: (6, 9), 2: (1, 9), 3: (0, 9)}  # 6/9 is exactly 2/3
    assert told(ballot) == {1: "elected", 2: "below", 3: "below"}
    assert BallotBox.objects.get(ballot=ballot).sealed == ""
    assert closed.ended_at == closed.closed_at
    event = AuditEvent.objects.last()
    assert (event.action, event.reason) == ("ballot.close", "Hết giờ")
    assert event.after["slips"]["valid"] == 7
    assert event.after["votes"][members[0].code]["votes"] == 6


@pytest.mark.parametrize(
    ("share_of", "base", "reached"),
    [(ShareBase.MEMBERS, 9, False), (ShareBase.PRESENT, 8, False), (ShareBase.VALID, 7, True)],
)
def test_a_share_is_taken_of_what_the_rule_says(share_of, base, reached):
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2], share_of=share_of)
    cast_all(ballot, members, 1, 1, 1, 1, 1, 2, 2, 0, None)

    close(ballot, reason="Hết giờ")

    assert votes_in(ballot)[1] == (5, base)
    assert (told(ballot)[1] == "elected") is reached


@pytest.mark.parametrize(
    ("share_of", "bases"),
    [(ShareBase.MEMBERS, {1: 8, 2: 8, 3: 8}), (ShareBase.PRESENT, {1: 6, 2: 7, 3: 7})],
)
def test_who_may_not_vote_for_itself_is_not_in_its_own_base(share_of, bases):
    season, members = make_voting_year(9)
    standing = [members[0], members[8], members[7]]
    ballot = set_open(season, standing, share_of=share_of, self_vote=False, max_choices=2)
    cast_all(ballot, members, 2, 1, 1, 1, 1, 1)
    vote(ballot, members[6], 1, 3)

    close(ballot, reason="Hết giờ")

    assert {place: base for place, (_, base) in votes_in(ballot).items()} == bases
    assert votes_in(ballot)[1][0] == 6


def test_without_a_quorum_nobody_is_elected_however_many_votes():
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2], quorum=(2, 3), share_of=ShareBase.VALID)
    cast_all(ballot, members, 1, 1, 1, 1, 1)

    close(ballot, reason="Hết giờ")

    assert BallotResult.objects.get(ballot=ballot).has_quorum is False
    assert told(ballot) == {1: "reached", 2: "below"}


def test_equals_at_the_last_seat_are_left_open():
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:3], threshold=Threshold(1, 3))
    cast_all(ballot, members, 1, 1, 2, 2, 3, 3)

    close(ballot)

    assert told(ballot) == {1: "tied", 2: "tied", 3: "tied"}


@pytest.mark.parametrize(("slips_cast", "state"), [(0, "void"), (2, "void"), (3, "closed")])
def test_a_secret_ballot_with_few_slips_is_void_and_nothing_is_kept(slips_cast, state):
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2])
    cast_all(ballot, members, *[1] * slips_cast)

    done = close(ballot, reason="Hết giờ")

    assert done.state == state
    assert BallotBox.objects.get(ballot=ballot).sealed == ""
    if state == "void":
        assert f"Chỉ có {slips_cast} phiếu" in done.void_reason
        assert not BallotResult.objects.exists()
        assert not NomineeResult.objects.exists()
        assert "votes" not in AuditEvent.objects.last().after


def test_an_open_ballot_with_few_slips_is_counted():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2], is_secret=False, least_voters=1)
    cast_all(ballot, members, 1)

    assert close(ballot, reason="Hết giờ").state == BallotState.CLOSED


def test_paper_is_counted_when_two_tellers_agree():
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER, max_choices=2)
    hand_out(ballot, members[:8])
    end(ballot)
    tellers = make_editor(members[3]), make_editor(members[4])
    count = {"issued": 8, "valid": 5, "invalid": 1, "blank": 1, "votes": {1: 5, 2: 3}}
    count_by(ballot, *tellers, **count)

    closed = close(ballot)

    assert slips(ballot) == (9, 9, 8, 7, 5, 1, 1)
    assert votes_in(ballot) == {1: (5, 9), 2: (3, 9)}
    assert closed.ended_at < closed.closed_at


def test_paper_is_not_counted_before_both_tellers_agree():
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    with pytest.raises(NotAllowed):
        close(ballot)
    end(ballot)
    with pytest.raises(Refused, match="Mới có 0 trên 2 người"):
        close(ballot)
    first, second = make_editor(members[3]), make_editor(members[4])
    count_by(ballot, first, second, valid=5, votes={1: 4, 2: 1})
    held = ballot.teller_counts.get(teller=second)
    other = {"issued": 5, "valid": 4, "blank": 1, "votes": {1: 4, 2: 0}}
    services.enter_count(count_id=held.pk, numbers=numbers(**other), actor=second)
    lines = AuditEvent.objects.count()

    with pytest.raises(Refused, match="khác nhau"):
        close(ballot)

    assert AuditEvent.objects.count() == lines
    assert Ballot.objects.get(pk=ballot.pk).state == "counting"


def test_a_mixed_ballot_adds_both_boxes():
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    hand_out(ballot, members[:4])
    cast_all(ballot, members[4:], 1, 1, 2, 0)
    end(ballot)
    tellers = make_editor(members[3]), make_editor(members[4])
    count_by(ballot, *tellers, issued=4, valid=3, invalid=1, votes={1: 2, 2: 1})

    close(ballot)

    assert slips(ballot) == (9, 9, 9, 8, 6, 1, 1)
    assert votes_in(ballot) == {1: (4, 9), 2: (2, 9)}


def test_few_paper_slips_that_came_back_make_a_mixed_ballot_void():
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    hand_out(ballot, members[:4])
    cast_all(ballot, members[4:], 1, 1, 1, 1, 1)
    end(ballot)
    tellers = make_editor(members[3]), make_editor(members[4])
    count_by(ballot, *tellers, issued=4, valid=2, votes={1: 2, 2: 0})

    assert close(ballot).state == BallotState.VOID
    assert not BallotResult.objects.exists()


def nominees_vote(season, members, *chosen, **fields):
    ballot = set_open(season, members[:3], self_vote=False, **fields)
    cast_all(ballot, members, *chosen)
    return close(ballot, reason="Hết giờ")


def test_where_nobody_names_itself_three_slips_of_the_nominees_are_too_few():
    season, members = make_voting_year(7)

    ballot = nominees_vote(season, members, 2, 1, 1)

    assert ballot.state == BallotState.VOID
    assert "Chỉ có 3 phiếu, trong khi bỏ phiếu kín cần ít nhất 4" in ballot.void_reason
    assert not NomineeResult.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "state"),
    [
        ((2, 1, 1, 1, 1, 1, 1), BallotState.VOID),  # every vote it could get: its own is the 2
        ((2, 1, 1, 1, 2, 2, 1), BallotState.VOID),  # only two are named: each named the other
        ((2, 1, 1, 1, 3, 2, 1), BallotState.CLOSED),
        ((None, None, None, 1, 1, 1, 1), BallotState.CLOSED),  # no nominee has a slip in the box
    ],
)
def test_sums_that_tell_the_slip_of_a_nominee_are_thrown_away(chosen, state):
    season, members = make_voting_year(7)

    ballot = nominees_vote(season, members, *chosen)

    assert ballot.state == state
    assert NomineeResult.objects.exists() is (state is BallotState.CLOSED)
    assert BallotBox.objects.get(ballot=ballot).sealed == ""
    if state is BallotState.VOID:
        assert "suy ra được phiếu" in ballot.void_reason
        assert "votes" not in AuditEvent.objects.last().after


def test_an_open_ballot_may_tell_every_slip():
    season, members = make_voting_year(7)

    ballot = nominees_vote(season, members, 2, 1, 1, is_secret=False, least_voters=1)

    assert ballot.state == BallotState.CLOSED


def test_a_vote_for_oneself_shows_when_both_boxes_are_added():
    season, members = make_voting_year(9)
    open_vote = {"is_secret": False, "least_voters": 1, "method": BallotMethod.MIXED}
    ballot = set_open(season, members[:2], self_vote=False, **open_vote)
    hand_out(ballot, members[:4])
    cast_all(ballot, members[4:], 1, 1, 1, 1, 1)
    end(ballot)
    tellers = make_editor(members[3]), make_editor(members[4])
    count_by(ballot, *tellers, valid=4, votes={1: 4, 2: 0})

    with pytest.raises(Refused, match="tự bỏ cho mình"):
        close(ballot)
    count_by(ballot, *tellers, issued=4, valid=3, invalid=1, votes={1: 3, 2: 0})

    assert close(ballot).state == BallotState.CLOSED
    assert votes_in(ballot)[1] == (8, 8)


def test_raised_hands_are_counted_by_one():
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], share_of=ShareBase.PRESENT, **HANDS)
    end(ballot, reason="")
    count_by(ballot, make_editor(members[4]), valid=4, votes={1: 4, 2: 0})

    close(ballot)

    assert slips(ballot) == (5, 5, 4, 4, 4, 0, 0)
    assert votes_in(ballot) == {1: (4, 5), 2: (0, 5)}
    assert told(ballot)[1] == "elected"


def test_a_stale_page_and_other_people_close_nothing():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2])
    cast_all(ballot, members, 1, 1, 1)

    with pytest.raises(Stale):
        services.close_ballot(ballot_id=ballot.pk, seen_version=1, actor=None)
    with pytest.raises(NotAllowed):
        close(ballot, actor=make_editor(members[1]))
    close(ballot)
    with pytest.raises(NotAllowed, match="đã có kết quả"):
        close(ballot)


def test_a_nominee_below_the_majority_cannot_be_marked_elected_by_anybody():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2])
    cast_all(ballot, members, 1, 2, 2)
    close(ballot)
    row = NomineeResult.objects.get(nominee__ballot=ballot, nominee__position=1)

    with pytest.raises(IntegrityError):
        NomineeResult.objects.filter(pk=row.pk).update(elected=True, reached=True)

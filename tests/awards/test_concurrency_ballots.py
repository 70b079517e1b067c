"""Real threads on a file of SQLite and on PostgreSQL; every test fails without its lock."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, BallotBox, BallotResult, BallotVoter, NomineeResult
from awards.rules.ballots import Count
from awards.services.ballot_box import opened
from awards.states import BallotMethod
from tests.awards.balloting import (
    close,
    count_by,
    end,
    hand_out,
    make_voting_year,
    numbers,
    set_open,
    vote,
    votes_in,
)
from tests.factories import make_approver, make_editor
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def cast(ballot, agency, person, *places):
    return lambda: services.cast_vote(
        ballot_id=ballot.pk, agency_id=agency.pk, chosen=places, actor=person
    )


def held(ballot):
    places = list(ballot.nominees.values_list("position", flat=True))
    return opened(BallotBox.objects.get(ballot=ballot), places)


def test_twenty_votes_at_once_by_one_voter_count_once():
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2])
    person = make_approver(members[2])
    lines = AuditEvent.objects.count()

    answers = at_once(*[cast(ballot, members[2], person, 1 + number % 2) for number in range(20)])

    assert Counter(answers) == {"done": 1, "NotAllowed": 19}
    assert held(ballot).returned == sum(held(ballot).votes.values()) == 1
    assert BallotVoter.objects.filter(ballot=ballot, voted=True).count() == 1
    assert AuditEvent.objects.count() == lines + 1


def test_all_voters_at_once_are_all_counted():
    season, members = make_voting_year(12)
    ballot = set_open(season, members[:3])
    people = {member: make_approver(member) for member in members}
    chosen = [1 + number % 3 for number in range(12)]

    answers = at_once(
        *[
            cast(ballot, member, people[member], place)
            for member, place in zip(members, chosen, strict=True)
        ]
    )

    assert answers == ["done"] * 12
    assert held(ballot) == Count(valid=12, votes={1: 4, 2: 4, 3: 4})
    assert isinstance(verify_chain(), Head)


def test_a_vote_comes_before_the_end_or_is_refused_and_never_lost():
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:2])
    for member in members[:3]:
        vote(ballot, member, 1)
    late = [(member, make_approver(member)) for member in members[3:]]

    answers = at_once(
        *[cast(ballot, member, person, 2) for member, person in late],
        lambda: close(ballot, reason="Hết giờ"),
    )

    counted = answers[:3].count("done")
    assert answers[3] == "done"
    assert set(answers[:3]) <= {"done", "NotAllowed"}
    assert votes_in(ballot) == {1: (3, 6), 2: (counted, 6)}
    assert BallotResult.objects.get(ballot=ballot).returned == 3 + counted
    assert BallotVoter.objects.filter(ballot=ballot, voted=True).count() == 3 + counted


def test_a_ballot_is_closed_once():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2])
    for member in members:
        vote(ballot, member, 1)
    seen = ballot.version

    answers = at_once(
        *[
            lambda: services.close_ballot(ballot_id=ballot.pk, seen_version=seen, actor=None)
            for _ in range(6)
        ]
    )

    assert Counter(answers) == {"done": 1, "Stale": 5}
    assert NomineeResult.objects.filter(nominee__ballot=ballot).count() == 2


def test_an_online_and_a_paper_slip_of_one_voter_are_one():
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    person = make_approver(members[2])

    answers = at_once(cast(ballot, members[2], person, 1), lambda: hand_out(ballot, [members[2]]))

    assert answers.count("done") == 1
    voter = BallotVoter.objects.get(ballot=ballot, agency=members[2])
    assert held(ballot).returned == (voter.channel == "online")


def test_one_next_round_is_set_up():
    season, members = make_voting_year(4)
    ballot = set_open(season, members[:2])
    for member, place in zip(members, (1, 1, 2, 2), strict=True):
        vote(ballot, member, place)
    close(ballot)
    seen = Ballot.objects.get(pk=ballot.pk).version

    answers = at_once(
        *[
            lambda: services.start_next_round(ballot_id=ballot.pk, seen_version=seen, actor=None)
            for _ in range(6)
        ]
    )

    assert Counter(answers) == {"done": 1, "Invalid": 5}
    assert ballot.next_rounds.count() == 1


def test_a_count_that_changes_while_the_ballot_closes_is_in_the_result_or_refused():
    season, members = make_voting_year(4)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    end(ballot)
    tellers = make_editor(members[2]), make_editor(members[3])
    count_by(ballot, *tellers, valid=4, votes={1: 4, 2: 0})
    first = ballot.teller_counts.get(place=1)
    other = numbers(valid=4, votes={1: 3, 2: 1})

    answers = at_once(
        lambda: services.enter_count(count_id=first.pk, numbers=other, actor=first.teller),
        lambda: close(ballot),
    )

    assert answers in (["done", "Refused"], ["NotAllowed", "done"])
    state = Ballot.objects.get(pk=ballot.pk).state
    assert state == ("closed" if answers[1] == "done" else "counting")

"""Two people count paper slips, each alone, and must agree; one counts raised hands."""

from dataclasses import replace

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, TellerCount
from awards.selectors.ballot_counts import numbers_of
from awards.states import BallotMethod
from blocs.states import Role
from tests.awards.balloting import end, hand_out, make_voting_year, numbers, set_open, vote
from tests.factories import appoint, make_agency, make_editor, make_officer

pytestmark = pytest.mark.django_db
HANDS = {"method": BallotMethod.HANDS, "is_secret": False, "least_voters": 1}


@pytest.fixture
def year():
    return make_voting_year(5)


def paper(year, standing=2, **fields):
    """Return an open ballot of which every member holds a paper slip."""
    season, members = year
    ballot = set_open(season, members[:standing], method=BallotMethod.PAPER, **fields)
    hand_out(ballot, members)
    return ballot


def name(ballot, *tellers, actor=None, seen=None):
    seen = seen or Ballot.objects.get(pk=ballot.pk).version
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=seen, actor=actor)
    return list(TellerCount.objects.filter(ballot=ballot).order_by("place"))


def enter(count, person=None, **fields):
    return services.enter_count(
        count_id=count.pk, numbers=numbers(**fields), actor=person or count.teller
    )


def refused_to_name(ballot, match, *tellers, kind=Invalid, **fields):
    before = list(TellerCount.objects.values()), AuditEvent.objects.count()

    with pytest.raises(kind, match=match):
        name(ballot, *tellers, **fields)

    assert before == (list(TellerCount.objects.values()), AuditEvent.objects.count())


def test_two_people_of_different_agencies_are_named(year):
    ballot, (_, members) = paper(year), year
    first, second = make_editor(members[2]), make_officer(year[0].bloc)

    counts = name(ballot, first, second, actor=make_editor(members[0]))

    assert [(one.teller, one.place, one.entered_at) for one in counts] == [
        (first, 1, None),
        (second, 2, None),
    ]
    assert AuditEvent.objects.last().after == {"tellers": [first.username, second.username]}


def test_who_may_not_count_together(year):
    ballot, (season, members) = paper(year), year
    one, same = make_editor(members[2]), make_editor(members[2])

    refused_to_name(ballot, "hai người khác nhau", one)
    refused_to_name(ballot, "hai người khác nhau", one, one)
    refused_to_name(ballot, "hai đơn vị khác nhau", one, same)
    officers = make_officer(season.bloc), make_officer(season.bloc)
    refused_to_name(ballot, "hai đơn vị khác nhau", *officers)
    refused_to_name(ballot, "không thuộc đơn vị thành viên", one, make_editor(make_agency()))
    other = make_editor(members[3])
    refused_to_name(ballot, "người khác thay đổi", one, other, kind=Stale, seen=9)
    refused_to_name(
        ballot, "Chỉ đơn vị Trưởng khối", one, other, kind=NotAllowed, actor=make_editor(members[1])
    )
    online = set_open(season, members[:2])
    refused_to_name(online, "do phần mềm đếm", one, other, kind=NotAllowed)


def test_a_single_teller_counts_for_no_agency_of_their_own(year):
    season, members = year
    ballot = set_open(season, members[:2], **HANDS)
    both = make_editor(members[4])
    appoint(both, Role.EDITOR, agency=members[1])

    refused_to_name(ballot, "không được thuộc đơn vị có tên", make_editor(members[0]))
    refused_to_name(ballot, "không được thuộc đơn vị có tên", both)

    assert len(name(ballot, make_editor(members[4]))) == 1


def test_numbers_are_written_after_voting_and_by_who_was_named(year):
    ballot, (_, members) = paper(year), year
    mine, theirs = name(ballot, make_editor(members[2]), make_editor(members[3]))
    count = {"valid": 4, "blank": 1, "votes": {1: 3, 2: 1}}
    with pytest.raises(NotAllowed, match="sau khi kết thúc bỏ phiếu"):
        enter(mine, **count)
    end(ballot)
    for person in (theirs.teller, make_editor(members[0])):
        with pytest.raises(NotAllowed, match="Chỉ người được phân công"):
            enter(mine, person, **count)

    held = enter(mine, **count)

    assert numbers_of(held) == numbers(**count)
    assert numbers_of(TellerCount.objects.get(pk=theirs.pk)) is None
    event = AuditEvent.objects.last()
    assert (event.action, event.before, event.after["votes"]) == (
        "ballot.count",
        {},
        {"1": 3, "2": 1},
    )


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"valid": 4, "votes": {1: 4, 2: 0}}, "issued"),
        ({"issued": 5, "returned": 6, "valid": 6, "votes": {1: 1, 2: 1}}, "returned"),
        ({"issued": 5, "returned": 5, "valid": 4, "votes": {1: 1, 2: 1}}, "returned"),
        ({"issued": 5, "valid": 4, "blank": 1, "votes": {1: 5, 2: 0}}, "votes-1"),
        ({"issued": 5, "valid": 4, "blank": 1, "votes": {1: 3, 2: 2}}, "valid"),
    ],
)
def test_numbers_that_do_not_add_up_are_given_back_with_their_cell(year, fields, cell):
    ballot, (_, members) = paper(year), year
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)
    lines = AuditEvent.objects.count()

    with pytest.raises(services.CountFaults) as refusal:
        enter(mine, **fields)

    assert cell in {fault.cell for fault in refusal.value.faults}
    assert TellerCount.objects.get(pk=mine.pk).entered_at is None
    assert AuditEvent.objects.count() == lines


def test_a_vote_for_oneself_on_paper_shows_in_the_sum(year):
    ballot, (_, members) = paper(year, standing=3, self_vote=False), year
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)

    with pytest.raises(services.CountFaults, match="không tự bỏ phiếu cho mình"):
        enter(mine, valid=5, votes={1: 5, 2: 0, 3: 0})
    enter(mine, valid=4, invalid=1, votes={1: 3, 2: 1, 3: 0})


def test_votes_on_paper_that_tell_the_slip_of_a_nominee_are_not_kept(year):
    ballot, (_, members) = paper(year, standing=3, self_vote=False), year
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)
    lines = AuditEvent.objects.count()

    with pytest.raises(Refused, match="suy ra được phiếu"):
        enter(mine, valid=5, votes={1: 4, 2: 1, 3: 0})

    assert TellerCount.objects.get(pk=mine.pk).votes is None
    assert AuditEvent.objects.count() == lines


def test_a_teller_may_correct_the_numbers_until_the_result(year):
    ballot, (_, members) = paper(year), year
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)
    enter(mine, valid=5, votes={1: 5, 2: 0})

    enter(mine, valid=5, votes={1: 4, 2: 1})

    event = AuditEvent.objects.last()
    assert (event.before["votes"], event.after["votes"]) == ({"1": 5, "2": 0}, {"1": 4, "2": 1})


def test_who_has_counted_stays_and_the_other_may_be_replaced(year):
    ballot, (_, members) = paper(year), year
    first, second = make_editor(members[2]), make_editor(members[3])
    mine, theirs = name(ballot, first, second)
    end(ballot)
    enter(mine, valid=5, votes={1: 5, 2: 0})
    third = make_editor(members[4])
    refused_to_name(ballot, "không thay người ấy được", second, third, kind=Refused)

    counts = name(ballot, third, first)

    assert [(one.teller, one.place) for one in counts] == [(first, 1), (third, 2)]
    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        enter(theirs, valid=5, votes={1: 5, 2: 0})


@pytest.mark.parametrize(("hands", "is_possible"), [(4, True), (5, False)])
def test_no_more_hands_than_agencies_are_there(year, hands, is_possible):
    season, members = year
    ballot = set_open(season, members[:2], **HANDS)
    away = services.RollLine(is_present=False, on_paper=False)
    services.mark_roll(ballot_id=ballot.pk, seen={}, wanted={members[3].pk: away}, actor=None)
    (mine,) = name(ballot, make_editor(members[4]))
    end(ballot)

    if is_possible:
        enter(mine, valid=hands, votes={1: 3, 2: 1})
    else:
        with pytest.raises(services.CountFaults, match="Chỉ có 4 đơn vị có mặt"):
            enter(mine, valid=hands, votes={1: 3, 2: 1})


def test_of_few_slips_no_votes_are_kept_nor_told_to_the_audit(year):
    ballot, (_, members) = paper(year), year
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)
    few = numbers(issued=5, valid=2, votes={1: 2, 2: 0})

    held = services.enter_count(count_id=mine.pk, numbers=few, actor=mine.teller)

    assert numbers_of(held) == replace(few, votes={1: 0, 2: 0})
    assert AuditEvent.objects.last().after["votes"] == {"1": 0, "2": 0}


def test_in_a_mixed_ballot_only_paper_is_counted_by_people(year):
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    hand_out(ballot, members[:3])
    for member in members[3:]:
        vote(ballot, member, 1)
    mine, _ = name(ballot, make_editor(members[2]), make_editor(members[3]))
    end(ballot)

    with pytest.raises(services.CountFaults, match="3 phiếu đã phát"):
        enter(mine, valid=6, votes={1: 6, 2: 0})
    enter(mine, valid=3, votes={1: 1, 2: 2})

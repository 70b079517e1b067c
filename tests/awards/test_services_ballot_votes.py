"""A slip is cast online: by whom, once, and what it leaves behind."""

import pytest

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from awards import services
from awards.models import Ballot, BallotBox, BallotVoter
from awards.rules.ballots import Count
from awards.services.ballot_box import opened
from awards.states import BallotMethod, ShareBase
from tests.awards.balloting import (
    close,
    end,
    hand_out,
    make_voting_year,
    set_open,
    set_up,
    vote,
)
from tests.factories import make_agency, make_approver, make_editor, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_voting_year(5)


def held(ballot):
    """Open the box as the system does."""
    places = list(ballot.nominees.values_list("position", flat=True))
    return opened(BallotBox.objects.get(ballot=ballot), places)


def cast(ballot, agency, person, *places, rejects_all=False):
    services.cast_vote(
        ballot_id=ballot.pk,
        agency_id=agency.pk,
        chosen=places,
        rejects_all=rejects_all,
        actor=person,
    )


def refused(kind, match, ballot, agency, person, *places, **fields):
    """See that nothing was counted and nothing recorded."""
    before = held(ballot), list(BallotVoter.objects.values()), AuditEvent.objects.count()

    with pytest.raises(kind, match=match):
        cast(ballot, agency, person, *places, **fields)

    assert before == (held(ballot), list(BallotVoter.objects.values()), AuditEvent.objects.count())


def test_slips_go_into_the_counters_and_voters_onto_the_roll(year):
    season, members = year
    ballot = set_open(season, members[:3], max_choices=2)

    vote(ballot, members[0], 1, 2)
    vote(ballot, members[1], 2)
    vote(ballot, members[2], rejects_all=True)
    vote(ballot, members[3])

    assert held(ballot) == Count(valid=3, blank=1, votes={1: 1, 2: 2, 3: 0})
    roll = BallotVoter.objects.filter(ballot=ballot).order_by("pk")
    assert [(one.voted, one.is_present, one.channel) for one in roll] == [
        *[(True, True, "online")] * 4,
        (False, False, ""),
    ]


def test_the_audit_says_who_voted_and_nothing_else(year):
    season, members = year
    ballot = set_open(season, members[:3])

    person = vote(ballot, members[1], 2)

    event = AuditEvent.objects.last()
    assert (event.action, event.actor) == ("ballot.vote", person)
    assert (event.before, event.after, event.reason) == ({}, {"voter": members[1].code}, "")
    assert event.subject_label == "Bỏ phiếu đề nghị tặng Cờ"


def test_the_version_stays_while_others_vote(year):
    season, members = year
    ballot = set_open(season, members[:3])

    vote(ballot, members[1], 2)

    assert Ballot.objects.get(pk=ballot.pk).version == ballot.version


def test_a_second_slip_of_the_agency_is_refused_whoever_casts_it(year):
    season, members = year
    ballot = set_open(season, members[:3])
    person = vote(ballot, members[1], 2)

    for again in (person, make_approver(members[1])):
        refused(NotAllowed, "mỗi đơn vị bỏ phiếu một lần", ballot, members[1], again, 1)


def test_who_approves_votes_and_where_nobody_does_who_edits(year):
    season, members = year
    ballot = set_open(season, members[:3])
    editor, other = make_editor(members[1]), make_editor(members[2])
    make_approver(members[1])
    gone = make_approver(members[2], is_active=False)

    refused(NotAllowed, "Chỉ thủ trưởng của đơn vị", ballot, members[1], editor, 1)
    refused(NotAllowed, "Chỉ người được phân công", ballot, members[2], gone, 1)
    cast(ballot, members[2], other, 1)

    assert held(ballot).returned == 1


def test_nobody_votes_for_another_agency_nor_without_a_line_on_the_roll(year):
    season, members = year
    ballot = set_open(season, members[:3])
    outside = make_agency()

    for person in (make_approver(members[2]), make_approver(outside), make_officer(season.bloc)):
        refused(NotAllowed, "của đơn vị được bỏ phiếu", ballot, members[1], person, 1)
    refused(Invalid, "không có trong danh sách", ballot, outside, make_approver(outside), 1)


@pytest.mark.parametrize(
    ("places", "rejects_all", "said"),
    [
        ((1, 2, 3), False, "chọn 3 đơn vị, nhiều nhất là 2"),
        ((4,), False, "không nằm trong danh sách"),
        ((1,), True, "bỏ một trong hai"),
        ((2,), False, "cho chính mình"),
    ],
)
def test_a_slip_that_would_be_invalid_is_given_back(year, places, rejects_all, said):
    season, members = year
    ballot = set_open(season, members[:3], max_choices=2, self_vote=False)
    person = make_approver(members[1])

    refused(Invalid, said, ballot, members[1], person, *places, rejects_all=rejects_all)


def test_an_agency_may_vote_for_itself_where_the_rule_lets_it(year):
    season, members = year
    ballot = set_open(season, members[:3])

    vote(ballot, members[1], 2)

    assert held(ballot).votes[2] == 1


def test_slips_are_taken_only_while_the_ballot_is_open(year):
    season, members = year
    draft = set_up(season, members[:3])
    person = make_approver(members[4])
    with pytest.raises(NotAllowed, match="đang chuẩn bị"):
        cast(draft, members[4], person, 1)
    ballot = set_open(season, members[:3])
    for member in members[:3]:
        vote(ballot, member, 1)
    close(ballot, reason="Hết giờ")
    lines = AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="đã có kết quả"):
        cast(ballot, members[4], person, 1)

    assert AuditEvent.objects.count() == lines
    assert not BallotVoter.objects.get(ballot=ballot, agency=members[4]).voted


def test_no_slip_comes_online_to_a_ballot_on_paper_or_after_a_paper_slip(year):
    season, members = year
    person = make_approver(members[0])
    paper = set_open(season, members[:3], method=BallotMethod.PAPER)
    mixed = set_open(season, members[:3], method=BallotMethod.MIXED)
    hand_out(mixed, members[:3])

    refused(NotAllowed, "không bỏ phiếu trực tuyến", paper, members[0], person, 1)
    refused(NotAllowed, "đã nhận phiếu giấy", mixed, members[0], person, 1)
    for member in members[3:]:
        hand_out(mixed, [member])
    end(mixed)
    refused(NotAllowed, "đang kiểm phiếu", mixed, members[0], person, 1)


def test_a_box_that_somebody_wrote_into_takes_no_more_slips(year):
    season, members = year
    ballot, other = set_open(season, members[:3]), set_open(season, members[:3])
    box = BallotBox.objects.get(ballot=ballot)
    earlier = box.sealed
    vote(ballot, members[0], 1)
    now = BallotBox.objects.get(ballot=ballot).sealed
    flipped = now[:-1] + ("0" if now[-1] != "0" else "1")
    person = make_approver(members[1])

    # an earlier state, that of another ballot, one digit changed, no seal at all
    for forged in (earlier, BallotBox.objects.get(ballot=other).sealed, flipped, "", "zz"):
        BallotBox.objects.filter(ballot=ballot).update(sealed=forged)
        with pytest.raises(Refused, match="Hòm phiếu không mở được"):
            cast(ballot, members[1], person, 2)
    BallotBox.objects.filter(ballot=ballot).update(sealed=now)
    cast(ballot, members[1], person, 2)

    assert held(ballot).votes == {1: 1, 2: 1, 3: 0}


def test_a_new_secret_of_the_site_is_noticed_and_only_a_new_ballot_helps(year, settings):
    season, members = year
    ballot = set_open(season, members[:3])
    vote(ballot, members[0], 1)
    settings.SECRET_KEY = "x" * 60

    with pytest.raises(Refused, match="bỏ phiếu lại"):
        close(ballot, reason="Hết giờ")
    services.void_ballot(ballot_id=ballot.pk, seen_version=2, reason="Khóa đổi", actor=None)

    assert BallotBox.objects.get(ballot=ballot).sealed == ""


def test_the_box_looks_different_after_every_slip_and_never_longer(year):
    season, members = year
    ballot = set_open(season, members[:3], share_of=ShareBase.PRESENT)
    seen = [BallotBox.objects.get(ballot=ballot).sealed]

    for member in members:
        vote(ballot, member)
        seen.append(BallotBox.objects.get(ballot=ballot).sealed)

    assert len(set(seen)) == 6
    assert len({len(text) for text in seen}) == 1

"""What may follow a result, and what later steps read of it."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, BallotOverride, Nominee, NomineeResult
from awards.rules.ballots import Threshold, Vote
from awards.selectors.ballots import elected, vote_share_of
from awards.services.ballots import spec_of
from awards.states import BallotMethod, ShareBase
from blocs.states import OfficeRole, Role
from scoring.selectors.given import votes_of
from tests.awards.balloting import close, make_voting_year, set_open, set_up, told, vote
from tests.factories import appoint, make_award_type, make_editor, make_officer

pytestmark = pytest.mark.django_db
ONE_THIRD = Threshold(1, 3)


def closed(season, members, nominees, *chosen, **fields):
    """Return a closed ballot in which the members voted in turn for the places."""
    ballot = set_open(season, nominees, **fields)
    for member, place in zip(members, chosen, strict=False):
        vote(ballot, member, *([place] if place else []))
    return close(ballot, reason="Hết giờ")


def follow(ballot, actor=None, seen=None):
    return services.start_next_round(
        ballot_id=ballot.pk, seen_version=seen or ballot.version, actor=actor
    )


def stands(ballot):
    return [one.agency for one in ballot.nominees.select_related("agency").order_by("position")]


def override(ballot, place, actor=None, **fields):
    nominee = Nominee.objects.get(ballot=ballot, position=place)
    values = {"decision": "12/TB-HĐTĐKT", "reason": "Theo ý kiến Hội đồng", **fields}
    return services.override_result(nominee_id=nominee.pk, actor=actor, **values)


def test_equals_stand_against_each_other_by_the_same_rule():
    season, members = make_voting_year(7)
    first = closed(
        season, members, members[:4], 1, 1, 1, 2, 2, 3, 3, threshold=Threshold(2, 7), seats=2
    )
    assert told(first) == {1: "elected", 2: "tied", 3: "tied", 4: "below"}

    second = follow(first, make_editor(members[0]))

    assert stands(second) == [members[1], members[2]]
    assert (second.round_number, second.previous, second.seats, second.max_choices) == (
        2,
        first,
        1,
        1,
    )
    assert (second.threshold, second.state) == (first.threshold, "draft")
    assert second.voters.count() == 7
    assert not second.voters.filter(voted=True).exists()
    assert str(second) == f"{first.title} (vòng 2)"
    event = AuditEvent.objects.last()
    assert (event.action, event.before) == ("ballot.next_round", {"previous": first.pk})


def test_no_round_follows_on_a_form_that_ended_and_a_decision_still_may():
    season, members = make_voting_year(5)
    award = make_award_type()
    first = closed(season, members, members[:3], 1, 1, 2, 2, 3, award=award)
    AwardType.objects.filter(pk=award.pk).update(valid_to=date(2000, 1, 1))

    with pytest.raises(Refused, match="ấn định ngày xét; nếu không thì"):
        follow(first, make_editor(members[0]))

    assert not first.next_rounds.exists()
    assert override(first, 1).nominee.agency == members[0]


def test_without_a_tie_everybody_may_stand_again_and_some_may_be_left_out():
    season, members = make_voting_year(5)
    first = closed(season, members, members[:3], 1, 1, 2, 2, 3)
    second = follow(first)
    assert stands(second) == members[:3]

    fewer = services.change_ballot(
        ballot_id=second.pk,
        spec=replaced(second, nominees=[members[1].pk, members[0].pk]),
        seen_version=1,
        actor=None,
    )

    assert stands(fewer) == [members[1], members[0]]
    for wrong, said in (
        ({"nominees": [members[4].pk]}, "của vòng trước"),
        ({"threshold": Threshold(1, 100)}, "giữ nguyên điều kiện"),
        ({"quorum": (1, 100)}, "giữ nguyên điều kiện"),
        ({"share_of": ShareBase.VALID}, "giữ nguyên điều kiện"),
        ({"self_vote": False}, "giữ nguyên điều kiện"),
        ({"award": make_award_type()}, "giữ nguyên nội dung"),
    ):
        with pytest.raises(Invalid, match=said):
            services.change_ballot(
                ballot_id=second.pk, spec=replaced(fewer, **wrong), seen_version=2, actor=None
            )


def test_whom_a_round_elected_and_whom_a_tie_shuts_out_stand_in_no_later_one():
    season, members = make_voting_year(7)
    votes = (1, 1, 1, 2, 2, 3, 3)
    first = closed(season, members, members[:4], *votes, threshold=Threshold(2, 7), seats=2)
    second = follow(first)
    equals = [members[1].pk, members[2].pk]

    for wrong in (
        {"nominees": [*equals, members[0].pk]},
        {"nominees": [*equals, members[3].pk]},
        {"seats": 2},
    ):
        with pytest.raises(Invalid):
            services.change_ballot(
                ballot_id=second.pk, spec=replaced(second, **wrong), seen_version=1, actor=None
            )

    second.refresh_from_db()
    assert (stands(second), second.seats, second.version) == ([members[1], members[2]], 1, 1)


def replaced(ballot, **fields):
    return replace(spec_of(ballot), **fields)


def test_no_round_follows_a_full_result_an_open_ballot_or_a_round_that_is_there():
    season, members = make_voting_year(5)
    full = closed(season, members, members[:2], 1, 1, 1, 1, 1)
    with pytest.raises(Refused, match="bầu đủ"):
        follow(full)
    with pytest.raises(NotAllowed, match="khi đã có kết quả"):
        follow(set_open(season, members[:2]))
    short = closed(season, members, members[:3], 1, 1, 2, 2, 3)
    with pytest.raises(NotAllowed):
        follow(short, make_editor(members[1]))
    with pytest.raises(Stale):
        follow(short, seen=1)
    follow(short)
    with pytest.raises(Invalid, match="Đã có cuộc bỏ phiếu"):
        follow(short)


def test_a_decision_names_who_was_not_elected_and_the_count_stays():
    season, members = make_voting_year(5)
    ballot = closed(season, members, members[:2], 1, 1, 1, 2, 2)
    before = list(NomineeResult.objects.values())
    officer = make_officer(season.bloc)

    made = override(ballot, 1, officer)

    assert (made.decision, made.reason, made.decided_by) == (
        "12/TB-HĐTĐKT",
        "Theo ý kiến Hội đồng",
        officer,
    )
    assert list(NomineeResult.objects.values()) == before
    event = AuditEvent.objects.last()
    assert (event.action, event.after["agency"]) == ("ballot.override", members[0].code)


@pytest.mark.parametrize(("name", "field"), [("decision", "decision"), ("reason", "reason")])
def test_a_decision_has_its_paper_and_its_reason(name, field):
    season, members = make_voting_year(5)
    ballot = closed(season, members, members[:2], 1, 1, 1, 2, 2)

    with pytest.raises(Invalid) as refusal:
        override(ballot, 1, **{name: "  "})

    assert refusal.value.field == field
    assert not BallotOverride.objects.exists()


def test_who_may_not_decide_and_when_not():
    season, members = make_voting_year(5)
    ballot = closed(season, members, members[:2], 1, 1, 1, 2, 2)
    party = make_officer(season.bloc)
    appoint(party, Role.EDITOR, agency=members[0])

    with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua, khen thưởng tỉnh"):
        override(ballot, 1, make_editor(members[0]))
    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        override(ballot, 1, party)
    with pytest.raises(NotAllowed, match="chưa có kết quả"):
        override(set_open(season, members[:2]), 1)
    won = closed(season, members, members[:2], 1, 1, 1, 1, 2)
    with pytest.raises(Refused, match="đã được bầu"):
        override(won, 1)
    with pytest.raises(Refused, match="đủ số lượng"):
        override(won, 2)
    override(ballot, 2)
    with pytest.raises(Refused, match="Đã có quyết định về đơn vị này"):
        override(ballot, 2)
    with pytest.raises(Refused, match="đủ số lượng"):
        override(ballot, 1)
    with pytest.raises(Refused, match="Đã có quyết định về kết quả này"):
        follow(ballot)


def test_a_round_that_is_to_decide_leaves_no_room_for_a_decision():
    season, members = make_voting_year(5)
    ballot = closed(season, members, members[:2], 1, 1, 1, 2, 2)
    second = follow(ballot)

    with pytest.raises(Refused, match="vòng ấy quyết định"):
        override(ballot, 1)
    services.void_ballot(ballot_id=second.pk, seen_version=1, reason="Không họp", actor=None)

    override(ballot, 1)


def test_the_offices_of_next_year_are_read_from_the_latest_round():
    season, members = make_voting_year(5)
    head, deputy = OfficeRole.HEAD, OfficeRole.DEPUTY
    first = closed(season, members, members[:2], 1, 1, 2, 2, 0, role=head)
    assert elected(season, head) is None
    second = follow(first)
    services.open_ballot(ballot_id=second.pk, seen_version=1, actor=None)
    for member in members[:4]:
        vote(second, member, 2)
    assert elected(season, head) is None  # still open
    close(second, reason="Hết giờ")

    assert elected(season, head) == members[1]
    assert elected(season, deputy) is None


def test_a_decision_fills_an_office_that_no_count_filled():
    season, members = make_voting_year(5)
    role = OfficeRole.DEPUTY
    ballot = closed(season, members, members[:2], 1, 1, 2, 2, 0, role=role)

    override(ballot, 2)

    assert elected(season, role) == members[1]


def test_vote_shares_are_read_by_agency_and_award(django_assert_num_queries):
    season, members = make_voting_year(6)
    flag, certificate = make_award_type(), make_award_type()
    closed(season, members, members[:3], 1, 1, 1, 2, 0, award=flag)
    by_those_present = {"self_vote": False, "share_of": ShareBase.PRESENT}
    openly = {"is_secret": False, "least_voters": 1}
    votes = (0, 2, 1, 1)
    rule = by_those_present | openly
    closed(season, members, members[1:3], *votes, award=certificate, **rule)
    closed(season, members, members[:2], 1, 1, 1, role=OfficeRole.HEAD)
    set_open(season, members[:2])

    with django_assert_num_queries(2):
        shares = vote_share_of(season)

    assert shares == {
        (members[0].pk, flag.pk): Vote(votes=3, members=6, present=5, valid=4),
        (members[1].pk, flag.pk): Vote(1, 6, 5, 4),
        (members[2].pk, flag.pk): Vote(0, 6, 5, 4),
        # each was there and could not vote for itself
        (members[1].pk, certificate.pk): Vote(2, 5, 3, 3),
        (members[2].pk, certificate.pk): Vote(1, 5, 3, 3),
    }


def test_the_latest_round_in_which_an_agency_stood_gives_its_share():
    season, members = make_voting_year(6)
    flag = make_award_type()
    first = closed(season, members, members[:3], 1, 1, 2, 2, 3, 0, award=flag, threshold=ONE_THIRD)
    second = follow(first)
    services.open_ballot(ballot_id=second.pk, seen_version=1, actor=None)
    for member in members:
        vote(second, member, 2)
    close(second)

    shares = vote_share_of(season)

    assert {agency: vote.votes for (agency, _), vote in shares.items()} == {
        members[0].pk: 0,
        members[1].pk: 6,
        members[2].pk: 1,  # stood in the first round only
    }


def test_what_is_open_or_void_gives_no_share():
    season, members = make_voting_year(5)
    open_one = set_open(season, members[:2])
    vote(open_one, members[0], 1)
    set_up(season, members[:2], method=BallotMethod.PAPER)
    gone = set_open(season, members[:2])
    services.void_ballot(ballot_id=gone.pk, seen_version=2, reason="Nhầm", actor=None)

    assert vote_share_of(season) == {}


def test_votes_without_a_quorum_are_marked_and_do_not_go_into_the_ranking():
    season, members = make_voting_year(6)
    ballot = closed(season, members, members[:2], 1, 1, 1, quorum=(5, 6))

    assert [vote.has_quorum for vote in vote_share_of(season).values()] == [False, False]
    with pytest.raises(NotAllowed, match="không đủ số đơn vị tham dự"):
        services.take_votes_over(ballot_id=ballot.pk, actor=make_officer(season.bloc))
    assert votes_of(season) == {}


def test_the_ranking_takes_the_votes_of_a_closed_ballot():
    season, members = make_voting_year(5)
    ballot = closed(season, members, members[:3], 2, 1, 1, 2, 0, self_vote=False)
    head, officer = make_editor(members[0]), make_officer(season.bloc)

    by_head = services.take_votes_over(ballot_id=ballot.pk, actor=head)
    by_province = services.take_votes_over(ballot_id=ballot.pk, actor=officer)

    assert (by_head, by_province) == (2, 1)
    assert votes_of(season) == {
        members[0].code: (2, 4),
        members[1].code: (2, 4),
        members[2].code: (0, 4),
    }
    assert AuditEvent.objects.last().reason == f"Theo kết quả {ballot}"
    with pytest.raises(NotAllowed, match="đã được chuyển"):
        services.take_votes_over(ballot_id=ballot.pk, actor=officer)


def test_the_ranking_takes_nothing_of_an_office_an_open_ballot_or_by_a_stranger():
    season, members = make_voting_year(5)
    office = closed(season, members, members[:2], 1, 1, 1, 1, role=OfficeRole.HEAD)
    ballot = closed(season, members, members[:2], 1, 1, 1, 1)

    for wrong in (office, set_open(season, members[:2])):
        with pytest.raises(Refused, match="về khen thưởng"):
            services.take_votes_over(ballot_id=wrong.pk, actor=None)
    with pytest.raises(NotAllowed):
        services.take_votes_over(ballot_id=ballot.pk, actor=make_editor(members[3]))

    assert votes_of(season) == {}

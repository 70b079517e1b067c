"""What ballots ask of whom on the home page, and which stages wait for their end."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from awards import services
from awards.states import BallotMethod, BallotPurpose, BallotState
from blocs.models import Season
from blocs.services import set_office
from blocs.states import OfficeRole, SelectionMethod, Stage, Term
from reports.permissions import can_enter
from reports.services.stages import advance_season
from tests.awards.balloting import (
    close,
    count_by,
    end,
    hand_out,
    make_ballot,
    make_voting_year,
    numbers,
    set_open,
    set_up,
    vote,
)
from tests.factories import make_approver, make_editor, make_officer
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db


def asked_of(client, user):
    """Return what the home page says of ballots, with the button and where it leads."""
    client.force_login(user)
    works = client.get("/").context["works"]
    found = [work for work in works if work.url.startswith("/cuoc-bo-phieu/")]
    return [(work.sentence, work.label, work.url) for work in found]


def page(name, ballot, *more):
    return reverse(f"awards:ballot-{name}", args=[ballot.pk, *more])


def test_a_voter_is_asked_until_it_has_voted_and_only_who_approves(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2])
    approver, editor, alone = (
        make_approver(members[2]),
        make_editor(members[2]),
        make_editor(members[3]),
    )

    wanted = (f"{members[2].short_name} chưa bỏ phiếu: {ballot}.", "Bỏ phiếu")
    assert asked_of(client, approver) == [(*wanted, page("slip", ballot, members[2].code))]
    assert asked_of(client, editor) == []
    assert [label for _, label, _ in asked_of(client, alone)] == ["Bỏ phiếu"]
    vote(ballot, members[2], 1)
    assert asked_of(client, approver) == []


@pytest.mark.parametrize("method", [BallotMethod.PAPER, BallotMethod.HANDS])
def test_nobody_is_asked_to_vote_on_a_page_where_slips_are_on_paper_or_hands_are_raised(
    client, method
):
    season, members = make_voting_year(5)
    set_open(season, members[:2], method=method)

    assert asked_of(client, make_approver(members[2])) == []


def test_a_ballot_that_is_not_open_asks_nobody(client):
    season, members = make_voting_year(5)
    set_up(season, members[:2])

    assert asked_of(client, make_approver(members[2])) == []
    assert asked_of(client, make_editor(members[0])) == []


def test_the_secretariat_is_asked_to_close_when_everybody_has_voted(client):
    season, members = make_voting_year(3)
    ballot, head = set_open(season, members[:2]), make_editor(members[0])
    for member in members[:2]:
        vote(ballot, member, 1)
    assert asked_of(client, head) == []

    vote(ballot, members[2], 2)

    said = f"Mọi đơn vị đã bỏ phiếu: {ballot}."
    assert asked_of(client, head) == [
        (said, "Kết thúc và công bố kết quả", page("close", ballot)),
    ]
    assert asked_of(client, make_editor(members[1])) == []
    assert asked_of(client, make_officer(season.bloc)) == []


def test_a_ballot_on_paper_leads_from_the_end_over_the_tellers_to_the_result(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    head, tellers = make_editor(members[0]), [make_editor(one) for one in members[3:]]
    hand_out(ballot, members)
    assert asked_of(client, head) == [
        (f"Mọi đơn vị đã bỏ phiếu: {ballot}.", "Kết thúc bỏ phiếu", page("end", ballot))
    ]
    end(ballot)
    assert [label for _, label, _ in asked_of(client, head)] == ["Phân công"]
    count_by(ballot, *tellers, valid=5, votes={1: 3, 2: 2})
    assert asked_of(client, head) == [
        (f"Đã kiểm phiếu xong: {ballot}.", "Công bố kết quả", page("close", ballot))
    ]
    held = ballot.teller_counts.get(teller=tellers[1])
    other = numbers(valid=5, votes={1: 2, 2: 3})
    services.enter_count(count_id=held.pk, numbers=other, actor=tellers[1])

    (differs,) = asked_of(client, head)

    assert differs[1:] == ("Xem chỗ khác nhau", ballot.get_absolute_url())


def test_a_teller_is_asked_to_count(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    tellers = [make_editor(one) for one in members[3:]]
    hand_out(ballot, members)
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=2, actor=None)
    assert asked_of(client, tellers[0]) == []
    end(ballot)

    said = f"Quý vị được phân công kiểm phiếu, chưa ghi số phiếu: {ballot}."
    assert asked_of(client, tellers[0]) == [(said, "Ghi số phiếu", page("count", ballot))]


def test_raised_hands_are_ended_by_the_secretariat(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2], method=BallotMethod.HANDS)

    (asked,) = asked_of(client, make_editor(members[0]))

    assert asked[0] == (
        f"Cuộc biểu quyết đang mở: {ballot}. Kết thúc khi các đơn vị đã biểu quyết."
    )


@pytest.mark.parametrize("state", [BallotState.DRAFT, BallotState.OPEN, BallotState.COUNTING])
def test_a_season_is_not_submitted_before_its_award_ballots_have_ended(client, state):
    season, members = make_voting_year(3)
    ballot = make_ballot(season, state=state, nominees=members[:1], voters=members)
    events = AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="Còn 1 cuộc bỏ phiếu chưa kết thúc") as refusal:
        advance_season(
            season_id=season.pk, to=Stage.SUBMITTED, seen_version=season.version, actor=None
        )

    assert f"“{ballot}” ({ballot.get_state_display().lower()})" in str(refusal.value)
    season.refresh_from_db()
    assert (season.stage, AuditEvent.objects.count()) == ("bloc_review", events)
    client.force_login(make_editor(members[0]))
    said = [(work.sentence, work.advances) for work in client.get("/").context["works"]]
    assert ("Còn 1 cuộc bỏ phiếu về khen thưởng chưa kết thúc.", False) in said
    assert not any(advances for _, advances in said)


@pytest.mark.parametrize("state", [BallotState.CLOSED, BallotState.VOID])
def test_a_ballot_that_has_ended_is_in_nobodys_way(state):
    season, members = make_voting_year(3)
    make_ballot(season, state=state, nominees=members[:1], voters=members)

    assert can_enter(season, Stage.SUBMITTED)
    assert can_enter(season, Stage.CLOSED)


def test_a_ballot_on_an_office_may_go_on_at_the_province_but_not_past_the_year():
    season, members = make_voting_year(3)
    office = {"purpose": BallotPurpose.OFFICE.value, "role": OfficeRole.HEAD.value}
    make_ballot(season, state=BallotState.OPEN, nominees=members[:1], voters=members, **office)

    assert can_enter(season, Stage.SUBMITTED)
    assert not can_enter(season, Stage.CLOSED)


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_ballot_and_for_many(client, django_assert_num_queries, count):
    approver = None
    for _ in range(count):
        season, members = make_voting_year(3)
        set_open(season, members[:2])
        if approver is None:
            approver = make_approver(members[2])
        else:
            approver.appointments.create(
                role="approver", agency=members[2], starts_on=timezone.localdate()
            )
    assert Season.objects.count() == count
    settle_in(client, approver)

    # what a home page without ballots asks (17); elections, ballots, rolls, tellers, who approves
    with django_assert_num_queries(23):
        works = client.get("/").context["works"]

    assert len([work for work in works if work.label == "Bỏ phiếu"]) == count


def test_an_election_that_is_closed_is_written_down_by_the_head_until_it_is(client):
    season, members = make_voting_year(5)
    head = make_editor(members[0])
    for role, place in ((OfficeRole.HEAD, 1), (OfficeRole.DEPUTY, 2)):
        ballot = set_open(season, members[1:3], role=role)
        for member in members:
            vote(ballot, member, place)
        done = close(ballot)

    said = [sentence for sentence, label, _ in asked_of(client, head) if label == "Ghi kết quả"]

    assert said == [
        f"Ghi kết quả bầu Phó Trưởng khối năm sau: {members[2].short_name} đã trúng cử.",
        f"Ghi kết quả bầu Trưởng khối năm sau: {members[1].short_name} đã trúng cử.",
    ]
    assert asked_of(client, make_editor(members[1])) == []
    services.fill_office(ballot_id=done.pk, seen_version=done.version, actor=head)
    ((left, _, _),) = asked_of(client, head)
    assert "bầu Trưởng khối" in left
    appoint(season, members[3])
    assert asked_of(client, head) == []


def appoint(season, agency):
    """Let the province appoint a head beyond the election."""
    set_office(
        season_id=season.pk,
        term=Term.NEXT,
        role=OfficeRole.HEAD,
        agency=agency,
        selected_by=SelectionMethod.APPOINTED,
        basis="QĐ 9",
        actor=None,
    )

"""Proposals that follow a ballot's result: who gets one, what stops them, and only once."""

from datetime import date

import pytest

from accounts.errors import NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import BallotOverride, Nominee, Proposal
from awards.rules.ballots import Threshold
from awards.selectors.ballot_proposals import ballot_of
from awards.states import ProposalAction, Strictness
from blocs.models import Season
from blocs.states import OfficeRole, Stage
from tests.awards.balloting import close, make_voting_year, set_open, vote
from tests.awards.deciding import with_fact
from tests.factories import NOON, make_award_type, make_editor, make_proposal, make_quota

pytestmark = pytest.mark.django_db


def closed(season, members, *, nominees=3, seats=2, **fields):
    """Return a closed ballot in which the first two nominees were elected by 4/5 and 5/5."""
    ballot = set_open(season, members[:nominees], seats=seats, max_choices=2, **fields)
    for member, places in zip(members, [(1, 2), (1, 2), (1, 2), (1, 2), (2, 3)], strict=True):
        vote(ballot, member, *places)
    return close(ballot)


def propose(ballot, actor=None, seen=None):
    return services.propose_chosen(
        ballot_id=ballot.pk, seen_version=seen or ballot.version, actor=actor
    )


def unchanged(before):
    return (Proposal.objects.count(), AuditEvent.objects.count()) == before


def counted():
    return Proposal.objects.count(), AuditEvent.objects.count()


def test_the_chosen_are_put_forward_as_drafts_that_name_the_ballot_and_the_share():
    season, members = make_voting_year(5)
    ballot, head = closed(season, members), make_editor(members[0])

    made = propose(ballot, head)

    assert [(row.agency, row.award_type, row.state) for row in made] == [
        (members[1], ballot.award_type, "draft"),
        (members[0], ballot.award_type, "draft"),
    ]
    assert [ballot_of(row) for row in made] == [
        (ballot, "5/5 = 100% ≥ 2/3 của 5 thành viên"),
        (ballot, "4/5 = 80% ≥ 2/3 của 5 thành viên"),
    ]
    *added, event = AuditEvent.objects.order_by("-pk")[:3][::-1]
    assert [one.action for one in added] == ["proposal.add", "proposal.add"]
    assert (event.action, event.actor) == ("ballot.propose", head)
    assert event.after == {"proposals": {row.agency.code: row.pk for row in made}}


def test_a_second_time_changes_nothing():
    season, members = make_voting_year(5)
    ballot = closed(season, members)
    propose(ballot)
    before = counted()

    assert propose(ballot) == []
    assert unchanged(before)


@pytest.mark.parametrize("decided", [True, False])
def test_who_is_proposed_already_is_left_alone(decided):
    season, members = make_voting_year(5)
    ballot = closed(season, members)
    held = make_proposal(
        season, members[1], award_type=ballot.award_type if decided else None, state="agreed"
    )
    if not decided:
        held.options.set([ballot.award_type, make_award_type()])

    made = propose(ballot)

    held.refresh_from_db()
    assert [row.agency for row in made] == [members[0]]
    assert (held.state, held.nominee_id) == ("agreed", None)


def test_a_proposal_that_was_withdrawn_or_is_for_another_award_is_none():
    season, members = make_voting_year(5)
    ballot = closed(season, members)
    make_proposal(season, members[1], award_type=ballot.award_type, state="withdrawn", answer="x")
    make_proposal(season, members[0], award_type=make_award_type())

    assert [row.agency for row in propose(ballot)] == [members[1], members[0]]


def test_whom_a_decision_named_beyond_the_count_is_put_forward_too():
    season, members = make_voting_year(5)
    ballot = closed(season, members, seats=3)
    nominee = Nominee.objects.get(ballot=ballot, agency=members[2])
    services.override_result(
        nominee_id=nominee.pk, decision="12/TB-HĐTĐKT", reason="Theo Hội đồng", actor=None
    )

    made = propose(ballot)

    assert made[-1].agency == members[2]
    assert ballot_of(made[-1])[1] == (
        "1/5 = 20% < 2/3 của 5 thành viên; được chọn theo quyết định 12/TB-HĐTĐKT"
    )


def test_a_ballot_without_a_quorum_bars_nobody():
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:2], quorum=(5, 6))
    for member in members[:3]:
        vote(ballot, member, 1)
    close(ballot, reason="Hết giờ")
    loser = make_proposal(season, members[1], award_type=ballot.award_type)

    services.take(
        ProposalAction.AGREE, proposal_id=loser.pk, seen_version=1, actor=make_editor(members[0])
    )

    loser.refresh_from_db()
    assert loser.state == "agreed"


def test_whom_the_ballot_did_not_choose_is_agreed_on_only_by_a_recorded_decision():
    season, members = make_voting_year(5)
    head = make_editor(members[0])
    ballot = closed(season, members, seats=1)  # the second nominee has it, by 5/5
    loser = Nominee.objects.get(ballot=ballot, position=3)
    proposal = make_proposal(season, loser.agency, award_type=ballot.award_type)
    asked = {"proposal_id": proposal.pk, "seen_version": 1, "actor": head}
    lines = AuditEvent.objects.count()

    assert ballot_of(proposal) == (ballot, "1/5 = 20% < 2/3 của 5 thành viên")
    with pytest.raises(NotAllowed, match="không được chọn trong cuộc bỏ phiếu"):
        services.take(ProposalAction.AGREE, **asked)
    proposal.refresh_from_db()
    assert (proposal.state, AuditEvent.objects.count()) == ("draft", lines)

    BallotOverride.objects.create(
        nominee=loser, decision="QĐ 9", reason="Theo kết luận", decided_at=NOON
    )

    assert services.take(ProposalAction.AGREE, **asked).state == "agreed"


def test_a_ballot_on_another_award_bars_nobody_from_this_one():
    season, members = make_voting_year(5)
    closed(season, members, seats=1)
    proposal = make_proposal(season, members[2], award_type=make_award_type())

    assert ballot_of(proposal) is None
    done = services.take(
        ProposalAction.AGREE,
        proposal_id=proposal.pk,
        seen_version=1,
        actor=make_editor(members[0]),
    )
    assert done.state == "agreed"


def test_over_a_strict_limit_nobody_is_put_forward_and_the_agency_is_named():
    season, members = make_voting_year(5)
    ballot, head = closed(season, members), make_editor(members[0])
    make_quota(
        (1, None, 1),
        award_type=ballot.award_type,
        strictness=Strictness.HARD,
        verified=True,
        valid_from=date(2000, 1, 1),
    )
    before = counted()

    with pytest.raises(Refused, match="Chưa lập đề nghị nào") as refusal:
        propose(ballot, head)

    assert str(refusal.value).startswith(f"{members[0].short_name}: ")
    assert unchanged(before)


def test_a_fact_that_bars_does_not_stop_the_draft_but_the_agreement():
    season, members = make_voting_year(5)
    ballot, head = closed(season, members), make_editor(members[0])
    with_fact(season, members[1], "bar_all")

    barred, _ = propose(ballot, head)

    with pytest.raises(NotAllowed, match="đã được xác nhận"):
        services.take(
            ProposalAction.AGREE, proposal_id=barred.pk, seen_version=barred.version, actor=head
        )


def test_only_a_result_about_an_award_in_the_review_and_only_by_the_secretariat():
    season, members = make_voting_year(5)
    ballot = closed(season, members)
    before = counted()

    with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
        propose(ballot, make_editor(members[1]))
    with pytest.raises(Stale):
        propose(ballot, seen=1)
    still_open = set_open(season, members[:2])
    office = closed(
        season, members, seats=1, nominees=3, role=OfficeRole.DEPUTY, threshold=Threshold(1, 2)
    )
    assert AuditEvent.objects.count() > before[1]
    before = counted()
    with pytest.raises(NotAllowed, match="chưa có kết quả"):
        propose(still_open)
    with pytest.raises(NotAllowed, match="cuộc bỏ phiếu về khen thưởng"):
        propose(office)
    Season.objects.filter(pk=season.pk).update(stage=Stage.SUBMITTED.value)
    with pytest.raises(NotAllowed, match="“Bình xét”"):
        propose(ballot)
    assert unchanged(before)

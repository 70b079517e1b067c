"""Limits for leaders only, warnings that are kept, and fallbacks under a limit."""

import pytest

from accounts.errors import Refused
from accounts.models import AuditEvent
from awards import services
from awards.models import Proposal, Quota
from awards.states import ProposalAction
from tests.awards.deciding import make_waiting_year
from tests.awards.limiting import flag, limit, propose, ranked, review, state
from tests.factories import make_approver, make_award_type, make_proposal

pytestmark = pytest.mark.django_db
TAKEN = [(ProposalAction.AGREE, "draft"), (ProposalAction.SEND, "agreed")]


@pytest.fixture(autouse=True)
def _no_shipped_limit():
    Quota.objects.all().delete()


def take(action, proposal, head):
    return services.take(action, proposal_id=proposal.pk, seen_version=1, actor=make_approver(head))


def test_a_strict_limit_for_leaders_refuses_who_did_not_lead_and_lets_the_leader_through():
    season, (leader, second, _) = review()
    limit(season, (1, None, 3), only_leaders=True)
    ranked(season, leader, second)
    name = season.memberships.get(agency=second).name

    with pytest.raises(Refused) as refusal:
        propose(season, second)
    propose(season, leader)

    assert str(refusal.value) == (
        f"{flag().name}: chỉ dành cho đơn vị dẫn đầu khối, cụm. Chưa dẫn đầu theo bảng xếp hạng: "
        f"{name}. Căn cứ: Quyết định thử nghiệm."
    )
    assert [one.agency for one in Proposal.objects.all()] == [leader]
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(("action", "before"), TAKEN)
def test_another_member_that_did_not_lead_does_not_hold_the_leader_up(action, before):
    season, (leader, second, _) = review()
    one, two = (
        make_proposal(season, who, award_type=flag(), state=before) for who in (leader, second)
    )
    limit(season, (1, None, 3), only_leaders=True)
    ranked(season, leader, second)

    take(action, one, leader)
    with pytest.raises(Refused, match="chỉ dành cho đơn vị dẫn đầu"):
        take(action, two, leader)

    two.refresh_from_db()
    assert (two.state, two.version) == (before, 1)


@pytest.mark.parametrize("loose", [{"strictness": "soft"}, {"verified": False}])
def test_a_limit_for_leaders_that_is_not_strict_only_warns(loose):
    season, (leader, second, _) = review()
    limit(season, (1, None, 3), only_leaders=True, **loose)
    ranked(season, leader, second)

    made = propose(season, second)

    assert "Chưa dẫn đầu theo bảng xếp hạng" in made.over_quota
    assert state(season)[0].answer.warns


def test_without_a_ranking_a_limit_for_leaders_warns_that_nobody_knows():
    season, (_, second, _) = review()
    limit(season, (1, None, 3), only_leaders=True)

    made = propose(season, second)

    name = season.memberships.get(agency=second).name
    assert f"Chưa có bảng xếp hạng nên chưa xác định được: {name}." in made.over_quota


@pytest.mark.parametrize(("action", "before"), TAKEN)
def test_a_warning_that_is_accepted_is_written_down_with_its_arithmetic(action, before):
    season, (head, first, second) = review()
    limit(season, strictness="soft")
    limit(season, (1, None, 0), scope="province", strictness="soft")
    one, _ = (
        make_proposal(season, who, award_type=flag(), state=before) for who in (first, second)
    )

    take(action, one, head)

    event = AuditEvent.objects.get(action=f"proposal.{action}")
    assert event.before["over_quota"] == ""
    for said in ("đề nghị 2, vượt 1", "thuộc mức từ 1 trở lên: tối đa 1.", "vượt 2", "tối đa 0."):
        assert said in event.after["over_quota"]
    one.refresh_from_db()
    assert one.over_quota == event.after["over_quota"]


def test_a_warning_that_holds_no_more_is_taken_off_the_proposal():
    season, (head, first, _) = review()
    limit(season, strictness="soft")
    one = make_proposal(season, first, award_type=flag(), state="agreed", over_quota="Vượt 1.")

    take(ProposalAction.SEND, one, head)

    one.refresh_from_db()
    assert one.over_quota == ""


def test_the_page_says_the_warning_after_the_step_and_keeps_it_on_the_proposal(client):
    season, (head, first, second) = review()
    limit(season, strictness="soft")
    one, _ = (make_proposal(season, who, award_type=flag()) for who in (first, second))
    client.force_login(make_approver(head))

    page = client.post(f"/de-nghi/{one.pk}/agree/", {"seen_version": 1}, follow=True)

    text = " ".join(page.content.decode().split())
    assert "Đã ghi nhận đề nghị được thống nhất. Lưu ý: Cờ thi đua" in text
    assert "Cảnh báo hạn mức" in text


def refused_with_fallback():
    """Return a refused proposal that names another award, and who may put that forward."""
    season, proposals, officer = make_waiting_year(3)
    other = make_award_type()
    kept, refused, _ = proposals
    Proposal.objects.filter(pk=refused.pk).update(
        state="refused", answer="Vượt số lượng", fallback_award=other
    )
    Proposal.objects.filter(pk=kept.pk).update(award_type=other)
    return season, refused, other, officer


def test_a_fallback_over_a_strict_limit_is_refused_and_nothing_changes():
    season, refused, other, officer = refused_with_fallback()
    limit(season, award_type=other)

    with pytest.raises(Refused, match="đề nghị 2, vượt 1"):
        services.propose_fallback(proposal_id=refused.pk, seen_version=1, actor=officer)

    assert Proposal.objects.count() == 3
    assert AuditEvent.objects.count() == 0


def test_a_fallback_over_a_limit_that_warns_keeps_the_warning():
    season, refused, other, officer = refused_with_fallback()
    limit(season, award_type=other, strictness="soft")

    made = services.propose_fallback(proposal_id=refused.pk, seen_version=1, actor=officer)

    assert "vượt 1" in made.over_quota
    assert "vượt 1" in AuditEvent.objects.get(action="proposal.fallback").after["over_quota"]

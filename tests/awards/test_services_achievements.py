"""The short achievement of a proposal: short indeed, and corrected until it is sent."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from awards.models.proposals import MOST_ACHIEVEMENT
from awards.services import amend_achievement, propose_award
from awards.states import ProposalState
from blocs.models import Season
from blocs.states import Stage
from tests.factories import (
    make_approver,
    make_award_type,
    make_bloc_year,
    make_editor,
    make_proposal,
)

pytestmark = pytest.mark.django_db
LONG = "x" * (MOST_ACHIEVEMENT + 1)


def review(**fields):
    season, (head, _, member) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    proposal = make_proposal(season, member, award_type=make_award_type(), **fields)
    return proposal, make_approver(head)


def amend(proposal, actor, achievement="Thu ngân sách vượt dự toán", seen=1):
    return amend_achievement(
        proposal_id=proposal.pk, seen_version=seen, achievement=achievement, actor=actor
    )


def test_a_long_achievement_is_refused_when_it_is_written_and_when_it_is_corrected():
    proposal, secretary = review()

    with pytest.raises(Invalid, match=r"tối đa 4\.000 ký tự"):
        amend(proposal, secretary, LONG)
    with pytest.raises(Invalid, match=r"tối đa 4\.000 ký tự"):
        propose_award(
            season_id=proposal.season_id,
            agency_id=proposal.agency_id,
            award_type_id=make_award_type().pk,
            achievement=LONG,
            actor=secretary,
        )
    assert not AuditEvent.objects.exists()
    assert amend(proposal, secretary, LONG[1:]).achievement == LONG[1:]


def test_a_correction_is_on_record_and_ends_with_the_sending():
    proposal, secretary = review(achievement="Cũ")
    amend(proposal, secretary)
    event = AuditEvent.objects.get()

    assert (event.before["achievement"], event.after["achievement"]) == (
        "Cũ",
        "Thu ngân sách vượt dự toán",
    )
    with pytest.raises(Stale):
        amend(proposal, secretary)
    with pytest.raises(NotAllowed):
        amend(proposal, make_editor(proposal.agency), seen=2)
    sent, secretary = review(state=ProposalState.SENT.value)
    with pytest.raises(NotAllowed, match="trước khi gửi"):
        amend(sent, secretary)


def test_the_page_leads_to_the_correction_and_keeps_what_was_typed(client):
    proposal, secretary = review(achievement="Cũ")
    client.force_login(secretary)
    url = reverse("awards:proposal-achievement", args=[proposal.pk])

    assert url in client.get(proposal.get_absolute_url()).content.decode()
    assert "DỮ LIỆU MẪU" not in client.get(url).content.decode()
    Season.objects.update(is_sample=True)
    assert "DỮ LIỆU MẪU" in client.get(url).content.decode()
    answer = client.post(url, {"seen_version": 1, "achievement": LONG})
    assert answer.status_code == 422
    assert "tối đa 4.000 ký tự" in answer.content.decode()
    assert client.post(url, {"seen_version": 1, "achievement": "Mới"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.achievement == "Mới"

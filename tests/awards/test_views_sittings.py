"""A sitting of the council in the browser: why votes are missing, and one removed again."""

import pytest
from django.urls import reverse

from awards.models import CouncilSession
from awards.states import ProposalState
from blocs.states import Role
from tests.awards.decided import make_session
from tests.awards.deciding import make_waiting_year
from tests.factories import appoint, make_user
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db


def test_missing_votes_are_asked_for_once_and_shown_afterwards(client):
    season, (first, *_), officer = make_waiting_year(1, state=ProposalState.APPRAISED)
    session, pk = make_session(season), first.pk
    client.force_login(officer)
    sent = {"seen_version": 1, f"seen_{pk}": 1, f"agreed_{pk}": 6, f"disagreed_{pk}": 0}

    refused = client.post(session.get_absolute_url(), sent)

    assert refused.status_code == 422
    assert "6 phiếu, có mặt 9, còn 3 thành viên" in text_of(refused)
    assert not session.votes.exists()
    told = sent | {"note": "Ba thành viên không bỏ phiếu"}
    page = text_of(client.post(session.get_absolute_url(), told, follow=True))
    assert session.votes.get().passed
    assert "Lý do số phiếu ít hơn số có mặt: Ba thành viên không bỏ phiếu" in page


def test_a_sitting_written_twice_is_removed_from_its_page(client):
    season, _, officer = make_waiting_year(1, state=ProposalState.APPRAISED)
    session = make_session(season)
    client.force_login(officer)
    page = reverse("awards:session-remove", args=[session.pk])
    assert page in client.get(session.get_absolute_url()).content.decode()

    assert client.post(page, {"seen_version": 1, "reason": ""}).status_code == 422
    done = client.post(page, {"seen_version": 1, "reason": "Ghi hai lần"}, follow=True)

    assert f"Đã xóa phiên họp “{session.name}”." in text_of(done)
    assert not CouncilSession.objects.exists()


def test_who_only_oversees_is_refused_before_the_form_is_judged(client):
    season, _, _ = make_waiting_year(1, state=ProposalState.APPRAISED)
    session = make_session(season)
    client.force_login(appoint(make_user(), Role.AUDITOR).user)

    sent = client.post(reverse("awards:session-edit", args=[session.pk]), {})

    assert sent.status_code == 403
    assert "phụ trách cả tỉnh" in text_of(sent)


def test_a_sitting_with_votes_says_why_it_stays(client):
    season, (first, *_), officer = make_waiting_year(1, state=ProposalState.APPRAISED)
    session, pk = make_session(season), first.pk
    client.force_login(officer)
    sent = {"seen_version": 1, f"seen_{pk}": 1, f"agreed_{pk}": 9, f"disagreed_{pk}": 0}
    client.post(session.get_absolute_url(), sent)
    page = reverse("awards:session-remove", args=[session.pk])

    assert "không sửa, không xóa được" in text_of(client.get(page))
    assert client.post(page, {"seen_version": 2, "reason": "Nhầm"}).status_code == 403
    assert session.votes.count() == 1

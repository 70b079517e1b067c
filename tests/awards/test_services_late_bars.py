"""What shuts a member out after the sending stops the council and the decision, with the reason."""

from datetime import date

import pytest

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord
from awards.permissions import can_take
from awards.rules.council import Voted
from awards.selectors.gates import gate
from awards.states import ProposalAction, ProposalState
from blocs.permissions import seats_of
from blocs.standing import standing_of
from tests.awards.decided import make_session
from tests.awards.deciding import fill_dossier, make_waiting_year, with_fact
from tests.awards.test_services_decisions import drafted, publish

pytestmark = pytest.mark.django_db
REASON = "Có cán bộ bị khởi tố"


def shut_out(proposal):
    with_fact(proposal.season, proposal.agency, "bar_all")


def vote(session, proposal, agreed, actor):
    spec = services.VoteSpec(proposal.pk, proposal.version, Voted(agreed, 9 - agreed))
    return services.record_votes(
        session_id=session.pk, seen_version=session.version, votes=[spec], actor=actor
    )


def test_the_council_does_not_adopt_who_was_shut_out_and_may_refuse_them():
    season, (first, *_), officer = make_waiting_year(state=ProposalState.APPRAISED)
    shut_out(first)
    session = make_session(season, held_on=date(2026, 2, 3))

    with pytest.raises(NotAllowed, match=REASON):
        vote(session, first, 9, officer)
    assert not AuditEvent.objects.exists()
    assert vote(session, first, 1, officer)[0].passed is False


def test_no_decision_is_published_about_who_was_shut_out():
    decision, (first, *_), officer = drafted()
    shut_out(first)

    with pytest.raises(NotAllowed, match=REASON):
        publish(decision, officer)
    decision.refresh_from_db()
    assert (decision.state, AwardRecord.objects.count()) == ("draft", 0)


def test_a_full_dossier_is_not_appraised_of_who_was_shut_out():
    _, (first, *_), officer = make_waiting_year()
    fill_dossier(first)
    action = ProposalAction.APPRAISE
    assert can_take(standing_of(officer), first, action, seats_of(first.season))
    assert gate(first, action, today=date(2026, 2, 3))
    shut_out(first)

    assert REASON in gate(first, action, today=date(2026, 2, 3)).reason


def test_the_page_warns_of_what_came_after_the_sending(client):
    _, (first, *_), officer = make_waiting_year(state=ProposalState.PASSED)
    client.force_login(officer)
    says = "không thông qua, không công bố quyết định được"

    assert says not in client.get(first.get_absolute_url()).content.decode()
    shut_out(first)
    page = client.get(first.get_absolute_url()).content.decode()
    assert says in page
    assert REASON in page

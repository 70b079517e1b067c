"""Why a proposal came back, failed or was withdrawn: told to its own, not to other members."""

import pytest

from awards.models import CouncilVote
from awards.states import ProposalState
from tests.awards.decided import make_session
from tests.awards.deciding import make_waiting_year
from tests.factories import NOON, make_editor

pytestmark = pytest.mark.django_db
WHY = "Nộp chậm báo cáo"


@pytest.mark.parametrize(
    "state", [ProposalState.AGREED, ProposalState.WITHDRAWN, ProposalState.REFUSED]
)
def test_other_members_read_neither_the_answer_nor_the_votes_behind_it(client, state):
    season, (proposal, *_), officer = make_waiting_year()
    member, other = (make_editor(row.agency) for row in season.memberships.all()[1:])
    proposal = season.proposals.get(agency=season.memberships.all()[1].agency)
    type(proposal).objects.filter(pk=proposal.pk).update(state=state.value, answer=WHY)
    CouncilVote.objects.create(
        session=make_session(season),
        proposal=proposal,
        agreed=5,
        disagreed=4,
        passed=False,
        recorded_at=NOON,
    )

    for reader, told in ((member, True), (officer, True), (other, False)):
        client.force_login(reader)
        page = client.get(proposal.get_absolute_url()).content.decode()
        assert (WHY in page) == told
        assert ("5 đồng ý, 4 không đồng ý" in page) == told


def test_everybody_of_the_bloc_reads_the_votes_that_adopted_a_proposal(client):
    season, (*_, proposal), _ = make_waiting_year(state=ProposalState.PASSED)
    CouncilVote.objects.create(
        session=make_session(season),
        proposal=proposal,
        agreed=8,
        disagreed=1,
        passed=True,
        recorded_at=NOON,
    )
    client.force_login(make_editor(season.memberships.all()[1].agency))

    assert "8 đồng ý" in client.get(proposal.get_absolute_url()).content.decode()

"""The button on a ballot's result that puts forward whom the ballot chose."""

import pytest
from django.urls import reverse

from awards.models import Proposal
from blocs.states import OfficeRole
from tests.awards.balloting import close, make_voting_year, set_open, vote
from tests.awards.deciding import with_fact
from tests.factories import make_approver, make_bloc_year, make_editor, make_quota
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db
LABEL = "Lập đề nghị khen thưởng"


@pytest.fixture
def voted():
    """Return a season, its members, and a ballot that chose the second by 4 of 5."""
    season, members = make_voting_year(5)
    ballot = set_open(season, members[1:3])
    for member, place in zip(members, (1, 1, 1, 1, 2), strict=True):
        vote(ballot, member, place)
    return season, members, close(ballot)


def page_of(ballot):
    return reverse("awards:ballot-propose", args=[ballot.pk])


def offered(client, ballot):
    acts = client.get(ballot.get_absolute_url()).context["acts"]
    return [(act.label, bool(act.verdict)) for act in acts if act.name == "propose"]


def test_the_secretariat_makes_the_proposals_once_and_the_page_says_what_was_voted(client, voted):
    _, members, ballot = voted
    sign_in(client, make_editor(members[0]))
    assert offered(client, ballot) == [(LABEL, True)]
    asked = text_of(client.get(page_of(ballot)))
    assert f"{members[1].name}: 4/5 = 80% ≥ 2/3 của 5 thành viên." in asked

    done = client.post(page_of(ballot), {"seen_version": ballot.version}, follow=True)

    assert "Đã lập 1 đề nghị khen thưởng theo kết quả bỏ phiếu." in text_of(done)
    proposal = Proposal.objects.get()
    shown = text_of(client.get(proposal.get_absolute_url()))
    assert f"Kết quả bỏ phiếu {ballot} : 4/5 = 80% ≥ 2/3 của 5 thành viên" in shown
    assert offered(client, ballot) == [(LABEL, False)]
    again = client.post(page_of(ballot), {"seen_version": ballot.version}, follow=True)
    assert "Các đơn vị được bầu đã có đề nghị. Không có gì thay đổi." in text_of(again)
    assert Proposal.objects.count() == 1


def test_a_ballot_that_chose_nobody_says_so_instead_of_making_no_proposals(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[1:3])
    for member, place in zip(members, (1, 1, 1, 2, 2), strict=True):
        vote(ballot, member, place)
    ballot = close(ballot)
    sign_in(client, make_editor(members[0]))

    asked = text_of(client.get(page_of(ballot)))
    done = client.post(page_of(ballot), {"seen_version": ballot.version}, follow=True)

    assert "Không đơn vị nào được bầu nên không có đề nghị để lập." in asked
    assert "Lập 0 đề nghị" not in asked
    assert "Các đơn vị được bầu đã có đề nghị" not in asked + text_of(done)
    assert not Proposal.objects.exists()


def test_the_page_says_before_what_stands_in_the_way(client, voted):
    season, members, ballot = voted
    with_fact(season, members[1], "bar_all")
    make_quota((1, None, 0), award_type=ballot.award_type, strictness="hard", verified=True)
    sign_in(client, make_editor(members[0]))

    page = client.get(page_of(ballot))

    assert f"Lưu ý, {members[1].short_name} chưa thống nhất và gửi được" in text_of(page)
    assert page.context["ask"].hindrance
    refused = client.post(page_of(ballot), {"seen_version": ballot.version})
    assert (refused.status_code, Proposal.objects.count()) == (422, 0)
    assert f"{members[1].short_name}: " in text_of(refused)
    assert "Chưa lập đề nghị nào theo kết quả này." in text_of(refused)


def test_an_old_page_is_refused_and_nothing_is_made(client, voted):
    _, members, ballot = voted
    sign_in(client, make_editor(members[0]))

    page = client.post(page_of(ballot), {"seen_version": 1})

    assert (page.status_code, Proposal.objects.count()) == (409, 0)


def test_a_member_is_not_offered_it_and_a_stranger_finds_nothing(client, voted):
    _, members, ballot = voted
    sign_in(client, make_editor(members[3]))
    assert client.get(ballot.get_absolute_url()).context["acts"] == []
    refused = client.post(page_of(ballot), {"seen_version": ballot.version})
    assert refused.status_code in {403, 422}
    assert "Chỉ đơn vị Trưởng khối" in text_of(refused)
    sign_in(client, make_approver(make_bloc_year(3)[1][0]))

    assert client.get(page_of(ballot)).status_code == 404
    assert client.post(page_of(ballot), {"seen_version": ballot.version}).status_code == 404
    assert Proposal.objects.count() == 0


def test_an_office_and_a_ballot_without_a_winner_offer_no_proposals(client):
    season, members = make_voting_year(5)
    lost = set_open(season, members[1:3])
    office = set_open(season, members[1:3], role=OfficeRole.DEPUTY)
    for member, place in zip(members, (1, 1, 1, 2, 2), strict=True):
        vote(lost, member, place)
        vote(office, member, 1)
    sign_in(client, make_editor(members[0]))

    assert offered(client, close(lost)) == []
    assert offered(client, close(office)) == []
    assert "Không đơn vị nào được bầu" in text_of(client.get(page_of(lost)))

from datetime import date

import pytest
from django.urls import reverse

from awards.models import Proposal
from awards.states import DossierKind, ProposalState
from blocs.models import Season
from blocs.states import Stage
from scoring.models import RankingRow
from tests.awards.decided import make_session
from tests.awards.deciding import make_waiting_year
from tests.factories import (
    NOON,
    assign,
    make_approver,
    make_award_type,
    make_bloc_year,
    make_document_of,
    make_editor,
    make_proposal,
    make_ranking,
    make_user,
)

pytestmark = pytest.mark.django_db


def page_of(season: Season, name: str = "proposal-list") -> str:
    return reverse(f"awards:{name}", args=[season.bloc.code, season.cycle.label])


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_proposal_and_for_many(
    client, django_assert_num_queries, size
):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    ranking = make_ranking(season)
    for place, member in enumerate(members[:size], start=1):
        make_proposal(season, member, award_type=make_award_type())
        RankingRow.objects.create(
            ranking=ranking, agency=member, position=place, rank=place, final_total="987.50"
        )
    client.force_login(make_editor(members[0]))
    client.get(page_of(season))  # the first page of a session also writes it

    # session, user, appointments, season, proposals, options, names, ranks, seats, sample,
    # members of the form, three lists of awards, the day of the rules (three, for the form and
    # for the limits), the limits in force with their brackets
    with django_assert_num_queries(22):
        page = client.get(page_of(season))

    assert page.content.decode().count("987,50") == size


@pytest.mark.parametrize("size", [1, 3])
def test_one_proposal_costs_the_same_with_few_papers_and_with_many(
    client, django_assert_num_queries, size
):
    season, (proposal,), officer = make_waiting_year(1, state=ProposalState.PASSED)
    for number, kind in enumerate(list(DossierKind)[:size]):
        paper = make_document_of(proposal.agency)
        proposal.dossier.create(
            kind=kind.value,
            state="present",
            document=paper,
            checked_by=make_user(),
            checked_at=NOON,
        )
        proposal.opinions.create(agency_name=f"Cơ quan {number}", asked_on=date(2026, 1, 5))
        make_session(season).votes.create(
            proposal=proposal, agreed=8, disagreed=1, passed=True, recorded_at=NOON
        )
    client.force_login(officer)
    client.get(proposal.get_absolute_url())  # the first page of a session also writes it

    # session, user, appointments, proposal, options, seats, sample, papers, opinions, votes,
    # line of a decision, the province's names, the day of the rules and whether it asks the table,
    # the ballots in which the member stood; confirmed facts, the ballot again, and the
    # twenty-three of judging one member for one award today
    with django_assert_num_queries(42):
        page = client.get(proposal.get_absolute_url())

    assert page.content.decode().count("Cơ quan ") == size
    assert page.context["votes"].count() == size


def test_ranks_below_the_published_depth_are_not_shown_to_the_members(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW, published_ranks=1)
    ranking = make_ranking(season)
    for place, member in enumerate(members, start=1):
        make_proposal(season, member, award_type=make_award_type())
        RankingRow.objects.create(
            ranking=ranking, agency=member, position=place, rank=place, final_total="987.50"
        )
    seen = {}
    for name, user in (("member", make_editor(members[2])), ("head", make_editor(members[0]))):
        client.force_login(user)
        seen[name] = client.get(page_of(season)).content.decode().count("987,50")

    assert seen == {"member": 1, "head": 3}


def test_the_list_filters_by_state_and_keeps_the_way_back(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    make_proposal(season, members[0], award_type=make_award_type())
    make_proposal(season, members[1], award_type=make_award_type(), state="agreed")
    client.force_login(make_editor(members[0]))

    page = client.get(page_of(season), {"trang_thai": "agreed", "sort": "agency_name"})

    names = [row.record.agency_name for row in page.context["table"].rows]
    assert names == [members[1].name]
    assert "tro-ve=%2Fkhoi%2F" in page.content.decode()


def test_the_secretariat_adds_a_proposal(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    award = make_award_type()
    client.force_login(make_editor(members[0]))
    membership = season.memberships.get(agency=members[2])

    answer = client.post(
        page_of(season, "proposal-add"), {"agency": membership.pk, "award_type": award.pk}
    )

    assert answer.url == page_of(season)
    proposal = Proposal.objects.get()
    assert (proposal.agency, proposal.award_type) == (members[2], award)


def test_a_form_without_an_award_names_the_field_and_keeps_what_was_typed(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    client.force_login(make_editor(members[0]))
    membership = season.memberships.get(agency=members[2])

    page = client.post(
        page_of(season, "proposal-add"),
        {"agency": membership.pk, "achievement": "Thu ngân sách vượt dự toán"},
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "chọn hình thức khen thưởng" in text
    assert "Thu ngân sách vượt dự toán" in text
    assert Proposal.objects.count() == 0


def test_a_member_sees_why_it_cannot_propose(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    client.force_login(make_editor(members[2]))

    text = client.get(page_of(season)).content.decode()

    assert "Chỉ đơn vị Trưởng khối" in text
    assert 'name="achievement"' not in text


def test_proposals_of_another_bloc_do_not_exist_for_me(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    proposal = make_proposal(season, members[0], award_type=make_award_type())
    _, others = make_bloc_year(3)
    client.force_login(make_approver(others[0]))

    detail = reverse("awards:proposal-detail", args=[proposal.pk])
    take = reverse("awards:proposal-take", args=[proposal.pk, "agree"])
    choose = reverse("awards:proposal-choose", args=[proposal.pk])
    assert client.get(page_of(season)).status_code == 404
    assert client.get(detail).status_code == 404
    assert client.post(page_of(season, "proposal-add")).status_code == 404
    assert client.post(take, {"seen_version": 1}).status_code == 404
    assert client.post(choose, {"seen_version": 1}).status_code == 404


def test_a_greyed_button_says_why(client):
    season, members = make_bloc_year(3, stage=Stage.RUNNING)
    proposal = make_proposal(season, members[0], award_type=make_award_type())
    client.force_login(make_editor(members[0]))

    text = client.get(reverse("awards:proposal-detail", args=[proposal.pk])).content.decode()

    assert text.count("disabled aria-describedby") == 2
    assert "Việc này chỉ thực hiện ở bước “Bình xét”" in text


@pytest.mark.parametrize(
    ("state", "sentence", "steps"),
    [
        ("sent", "đang chờ cơ quan", ["withdraw"]),
        ("passed", "đang chờ quyết định", ["withdraw"]),
        ("withdrawn", "đã kết thúc", []),
    ],
)
def test_a_proposal_that_waits_says_for_whom_and_can_only_be_withdrawn(
    client, state, sentence, steps
):
    season, members = make_bloc_year(3, stage=Stage.SUBMITTED)
    proposal = make_proposal(season, members[0], award_type=make_award_type(), state=state)
    client.force_login(make_editor(members[0]))

    page = client.get(reverse("awards:proposal-detail", args=[proposal.pk]))

    assert [step.action for step in page.context["steps"]] == steps
    assert sentence in page.content.decode()


def test_the_way_back_never_leads_to_another_host(client):
    season, members = make_bloc_year(3)
    proposal = make_proposal(season, members[0], award_type=make_award_type())
    client.force_login(make_editor(members[0]))
    url = reverse("awards:proposal-detail", args=[proposal.pk])

    page = client.get(url, {"tro-ve": "//evil.example/x"})

    assert page.context["back"] == page_of(season)


def test_sample_scores_are_marked(client):
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[0]))
    assert "DỮ LIỆU MẪU" not in client.get(page_of(season)).content.decode()
    assign(season, scores_are_sample=True)

    assert "DỮ LIỆU MẪU" in client.get(page_of(season)).content.decode()

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from awards.models import AwardRecord
from awards.states import ProposalAction, ProposalState
from awards.views.steps import CONSEQUENCES
from blocs.states import Stage
from tests.awards.deciding import past_year
from tests.factories import (
    make_approver,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
DECISION = {"seen_version": 1, "decision_number": "15/QĐ-UBND", "decided_on": "05/03/2023"}
REASON = {"seen_version": 1, "reason": "Vượt chỉ tiêu"}


@pytest.fixture
def sent():
    """Return a proposal that waits for the province."""
    season, members = make_bloc_year(3, stage=Stage.SUBMITTED, cycle=past_year())
    return make_proposal(season, members[0], award_type=make_award_type(), state="sent")


@pytest.fixture
def officer(sent, client):
    user = make_officer(sent.season.bloc)
    client.force_login(user)
    return user


def take_page(proposal, action):
    return reverse("awards:proposal-take", args=[proposal.pk, action])


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("grant", ["seen_version", "decision_number", "decided_on"]),
        ("refuse", ["seen_version", "reason"]),
        ("return", ["seen_version", "reason"]),
    ],
)
def test_a_page_says_what_will_happen_and_asks_what_belongs_to_it(
    client, officer, sent, action, asked
):
    page = client.get(take_page(sent, action))

    sent.refresh_from_db()
    words = {"head": "Trưởng khối", "agency": sent.agency.name}
    for sentence in CONSEQUENCES[ProposalAction(action)]:
        assert sentence.format_map(words) in text_of(page)
    assert list(page.context["form"].fields) == asked
    assert (sent.state, AuditEvent.objects.count()) == (ProposalState.SENT, 0)


def test_in_a_cluster_the_page_speaks_of_its_head(client):
    season, members = make_bloc_year(3, stage=Stage.SUBMITTED, bloc=make_bloc(kind="cum"))
    proposal = make_proposal(season, members[0], award_type=make_award_type(), state="sent")
    client.force_login(make_officer(season.bloc))

    page = client.get(take_page(proposal, "return"))

    assert "đơn vị Trưởng cụm gửi lại hoặc rút đề nghị" in text_of(page)


def test_the_province_grants_with_number_and_day(client, officer, sent):
    page = client.post(take_page(sent, "grant"), DECISION, follow=True)

    sent.refresh_from_db()
    assert sent.state == ProposalState.GRANTED
    assert AwardRecord.objects.get().decision_number == "15/QĐ-UBND"
    assert "Đã ghi nhận quyết định khen thưởng." in text_of(page)
    assert "15/QĐ-UBND" in text_of(page)


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"decided_on": ""}, 422, "Quý vị cần ghi ngày của quyết định"),
        ({"decision_number": " "}, 422, "Quý vị cần ghi số của quyết định"),
        ({"decided_on": "31/02/2023"}, 422, "ngày/tháng/năm"),
        ({"seen_version": 7}, 409, "người khác"),
    ],
)
@pytest.mark.usefixtures("officer")
def test_a_refusal_keeps_what_was_typed_and_changes_nothing(client, sent, change, status, sentence):
    page = client.post(take_page(sent, "grant"), DECISION | change)

    sent.refresh_from_db()
    assert (page.status_code, sent.state) == (status, ProposalState.SENT)
    assert sentence in text_of(page)
    assert page.context["form"]["decision_number"].value() in {"15/QĐ-UBND", " "}
    assert AwardRecord.objects.count() == 0


def test_a_step_without_its_reason_is_not_taken(client, officer, sent):
    silent = client.post(take_page(sent, "refuse"), REASON | {"reason": "  "})
    said = client.post(take_page(sent, "refuse"), REASON)

    sent.refresh_from_db()
    assert (silent.status_code, "Quý vị cần nêu lý do." in text_of(silent)) == (422, True)
    assert (said.status_code, sent.state, sent.answer) == (302, "refused", "Vượt chỉ tiêu")


def test_who_may_not_take_the_step_reads_why_on_the_page_and_after_it(client, sent):
    client.force_login(make_approver(sent.agency))

    asked = client.get(take_page(sent, "grant"))
    tried = client.post(take_page(sent, "grant"), DECISION)

    assert [asked.status_code, tried.status_code] == [200, 403]
    for page in (asked, tried):
        assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(page)
        assert 'name="decision_number"' not in page.content.decode()


def test_the_way_back_is_kept_from_the_list_through_the_step(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    proposal = make_proposal(season, members[2], award_type=make_award_type())
    client.force_login(make_editor(members[0]))
    listing = reverse("awards:proposal-list", args=[season.bloc.code, season.cycle.label])
    back = f"{listing}?trang_thai=draft"

    detail = client.get(proposal.get_absolute_url(), {"tro-ve": back}).content.decode()
    asked = client.get(take_page(proposal, "withdraw"), {"tro-ve": back})
    done = client.post(take_page(proposal, "withdraw"), REASON | {"tro-ve": back}, follow=True)

    kept = "?tro-ve=%2Fkhoi%2F"
    assert f'href="{take_page(proposal, "withdraw")}{kept}' in detail
    assert f'href="{proposal.get_absolute_url()}{kept}' in asked.content.decode()
    assert done.context["back"] == back
    assert "Đã rút đề nghị." in text_of(done)


def test_harmless_steps_are_taken_at_once_and_the_others_ask_first(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    proposal = make_proposal(season, members[2], award_type=make_award_type())
    client.force_login(make_editor(members[0]))

    page = client.get(proposal.get_absolute_url()).content.decode()

    assert f'<form method="post" action="{take_page(proposal, "agree")}"' in page
    assert f'<a class="btn btn-outline-primary" href="{take_page(proposal, "withdraw")}' in page


def test_an_unknown_action_does_not_exist(client, officer, sent):
    assert client.get(take_page(sent, "burn")).status_code == 404
    assert client.post(take_page(sent, "burn")).status_code == 404


def test_the_steps_of_another_blocs_proposal_do_not_exist(client, sent):
    _, others = make_bloc_year(1)
    client.force_login(make_approver(others[0]))

    assert client.get(take_page(sent, "grant")).status_code == 404
    assert client.post(take_page(sent, "grant"), DECISION).status_code == 404

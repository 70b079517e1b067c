"""Pages of the council's sittings, of decisions, and of a proposal's dossier."""

import pytest
from django.urls import reverse

from awards.models import CouncilSession, Decision, Opinion
from awards.selectors.eligibility import judged
from awards.states import EligibilityKind, ProposalState
from blocs.models import Agency
from tests.awards.decided import make_decision, make_session
from tests.awards.deciding import fill_dossier, make_waiting_year
from tests.awards.eligibility_rows import TODAY, make_judged_year
from tests.factories import (
    make_award_type,
    make_condition,
    make_editor,
    make_officer,
    make_proposal,
    make_province,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
SITTING = {
    "name": "Phiên 1",
    "held_on": "03/02/2026",
    "members": 9,
    "present": 8,
    "threshold_numerator": 2,
    "threshold_denominator": 3,
    "base": "members",
    "source": "Quy chế",
}
NUMBERS = {"number": "15/QĐ-UBND", "issued_on": "05/03/2026", "issuer": "Chủ tịch UBND tỉnh"}


def url(name, *args):
    return reverse(f"awards:{name}", args=args)


def test_the_province_records_a_sitting_and_all_its_votes_on_one_form(client):
    season, proposals, officer = make_waiting_year(3, state=ProposalState.APPRAISED)
    client.force_login(officer)
    of_year = {"province": season.bloc.province_id, "cycle": season.cycle_id}
    client.post(url("session-add"), SITTING | of_year)
    session = CouncilSession.objects.get()
    first, second, third = proposals
    sent = {
        "seen_version": 1,
        **{f"seen_{one.pk}": 1 for one in proposals},
        f"agreed_{first.pk}": 6,
        f"disagreed_{first.pk}": 2,
        f"agreed_{second.pk}": 5,
        f"disagreed_{second.pk}": 3,
    }

    page = client.post(session.get_absolute_url(), sent, follow=True)

    text = text_of(page)
    assert "Đã ghi kết quả biểu quyết của 2 đề nghị." in text
    assert "5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng" in text
    assert [name for name in page.context["form"].fields if name.startswith("agreed")] == [
        f"agreed_{third.pk}"
    ]


def test_numbers_that_cannot_be_stay_on_the_page_with_the_reason(client):
    season, proposals, officer = make_waiting_year(1, state=ProposalState.APPRAISED)
    client.force_login(officer)
    session, pk = make_session(season), proposals[0].pk

    page = client.post(
        session.get_absolute_url(),
        {"seen_version": 1, f"seen_{pk}": 1, f"agreed_{pk}": 10, f"disagreed_{pk}": 0},
    )

    assert page.status_code == 422
    assert "nhiều hơn số thành viên có mặt (9)" in text_of(page)
    assert page.context["form"][f"agreed_{pk}"].value() == "10"


def test_a_decision_is_drafted_filled_and_published_with_the_word(client):
    season, proposals, officer = make_waiting_year(2, state=ProposalState.PASSED)
    client.force_login(officer)
    of_year = {"province": season.bloc.province_id, "cycle": season.cycle_id}
    client.post(url("decision-add"), NUMBERS | of_year)
    decision = Decision.objects.get()
    client.post(
        url("decision-lines", decision.pk), {"seen_version": 1, "proposals": [proposals[0].pk]}
    )
    publish = url("decision-publish", decision.pk)
    refused = client.post(publish, {"seen_version": 2, "confirmation": "có"})
    decision.refresh_from_db()
    assert (refused.status_code, decision.state) == (422, "draft")

    page = client.post(publish, {"seen_version": 2, "confirmation": "công bố"}, follow=True)

    assert "1 khen thưởng đã vào lịch sử" in text_of(page)
    assert "Đã công bố" in text_of(page)
    assert "Quyết định đã công bố nên không thay đổi được." in text_of(page)
    assert "Sửa dự thảo" not in text_of(page)


def test_a_draft_is_withdrawn_on_a_page_that_asks_why(client):
    season, proposals, officer = make_waiting_year(1, state=ProposalState.PASSED)
    decision = make_decision(season, number="9/QĐ-UBND")
    decision.lines.create(proposal=proposals[0])
    client.force_login(officer)
    page = url("decision-withdraw", decision.pk)
    assert "Hủy dự thảo" in text_of(client.get(decision.get_absolute_url()))
    refused = client.post(page, {"seen_version": 1, "reason": " "})
    assert (refused.status_code, Decision.objects.count()) == (422, 1)

    done = client.post(page, {"seen_version": 1, "reason": "Nhầm năm"}, follow=True)

    assert "Đã hủy dự thảo quyết định số 9/QĐ-UBND." in text_of(done)
    assert not Decision.objects.exists()
    assert client.post(page, {"seen_version": 1, "reason": "Nhầm năm"}).status_code == 404


def test_members_see_published_decisions_that_concern_them_and_no_drafts(client):
    season, proposals, _ = make_waiting_year(2, state=ProposalState.PASSED)
    decision = make_decision(season)
    decision.lines.create(proposal=proposals[0])
    client.force_login(make_editor(proposals[1].agency))
    assert client.get(decision.get_absolute_url()).status_code == 404
    Decision.objects.filter(pk=decision.pk).update(
        state="published", published_at="2026-03-05T05:00:00Z"
    )

    page = client.get(decision.get_absolute_url())

    assert proposals[0].agency.name in text_of(page)
    assert "Chỉ người của" not in text_of(page)


@pytest.mark.parametrize("kind", ["stranger", "officer of another province"])
def test_strangers_find_nothing(client, kind):
    season, proposals, _ = make_waiting_year(1)
    session, decision = make_session(season), make_decision(season)
    opinion = Opinion.objects.create(
        proposal=proposals[0], agency_name="Thuế tỉnh", asked_on="2026-01-05"
    )
    foreign = make_waiting_year(1)[1][0].agency
    other = kind != "stranger"
    client.force_login(make_officer(province=make_province()) if other else make_editor(foreign))
    pages = [
        ("session-detail", session),
        ("session-edit", session),
        ("session-remove", session),
        ("decision-detail", decision),
        ("decision-edit", decision),
        ("decision-publish", decision),
        ("decision-withdraw", decision),
        ("dossier-refer", proposals[0]),
        ("dossier-check", proposals[0]),
        ("opinion-ask", proposals[0]),
        ("opinion-answer", opinion),
        ("fallback-propose", proposals[0]),
        ("refusal-notice", proposals[0]),
    ]

    assert {client.get(url(name, row.pk)).status_code for name, row in pages} == {404}


def test_who_may_not_keep_them_reads_why(client):
    season, _, _ = make_waiting_year(1)
    client.force_login(make_officer(season.bloc))

    for name in ("session-list", "decision-list", "session-add", "decision-add"):
        assert "phụ trách cả tỉnh" in text_of(client.get(url(name)))


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("name", ["session-list", "decision-list"])
def test_a_list_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, name, size
):
    season, _, officer = make_waiting_year(1)
    for _ in range(size):
        make_session(season)
        make_decision(season)
    client.force_login(officer)
    client.get(url(name))

    # session, user, appointments, number of rows, rows, years of the filter
    with django_assert_num_queries(6):
        page = client.get(url(name))

    assert len(page.context["table"].rows) == size


@pytest.mark.parametrize("size", [1, 3])
def test_a_sitting_and_a_decision_cost_the_same_for_one_proposal_and_for_many(
    client, django_assert_num_queries, size
):
    season, _, officer = make_waiting_year(size, state=ProposalState.APPRAISED)
    session, decision = make_session(season), make_decision(season)
    client.force_login(officer)
    client.get(session.get_absolute_url())

    # session, user, appointments, sitting, waiting, votes, names of awards twice
    with django_assert_num_queries(8):
        client.get(session.get_absolute_url())
    # the same, with the decision's lines
    with django_assert_num_queries(8):
        client.get(decision.get_absolute_url())


def test_the_province_checks_the_dossier_asks_and_notes_the_answer(client):
    _, proposals, officer = make_waiting_year(1)
    proposal = proposals[0]
    fill_dossier(proposal, but={"minutes"})
    client.force_login(officer)
    form = client.get(url("dossier-check", proposal.pk)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"state_minutes": "present", "reference_minutes": "BB-7"}
    client.post(url("dossier-check", proposal.pk), sent)
    client.post(
        url("opinion-ask", proposal.pk),
        {"seen_version": 2, "agency_name": "Thuế tỉnh", "asked_on": "05/01/2026"},
    )
    opinion = Opinion.objects.get()
    page = client.get(proposal.get_absolute_url())
    assert "Còn chờ ý kiến: Thuế tỉnh (không ghi hạn)." in text_of(page)
    answer = {"seen_version": 3, "answer": "agrees", "answered_on": "06/01/2026"}
    client.post(url("opinion-answer", opinion.pk), answer)

    page = client.post(
        url("proposal-take", proposal.pk, "appraise"), {"seen_version": 4}, follow=True
    )

    assert "Đã ghi nhận đủ hồ sơ; đề nghị chờ Hội đồng." in text_of(page)
    assert "BB-7" in text_of(page)


def test_the_nominee_is_not_offered_among_those_to_ask(client):
    season, proposals, officer = make_waiting_year(2)
    Agency.objects.update(province=season.bloc.province)
    client.force_login(officer)

    offered = client.get(url("opinion-ask", proposals[0].pk)).context["form"].fields["agency"]

    assert proposals[1].agency in offered.queryset
    assert proposals[0].agency not in offered.queryset


def test_the_secretariat_refers_to_the_papers(client):
    _, proposals, _ = make_waiting_year(2, state=ProposalState.AGREED)
    client.force_login(make_editor(proposals[0].agency))
    page = url("dossier-refer", proposals[1].pk)
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"reference_list": "DS-1"}

    client.post(page, sent)

    assert proposals[1].dossier.get().reference == "DS-1"


def test_a_refused_agency_reads_why_and_may_be_put_forward_for_another_award(client):
    _, proposals, officer = make_waiting_year(1)
    proposal, other = proposals[0], make_award_type(name="Bằng khen khác")
    type(proposal).objects.update(state="refused", answer="Vượt số lượng", fallback_award=other)
    client.force_login(make_editor(proposal.agency))
    page = text_of(client.get(url("refusal-notice", proposal.pk)))
    assert "Lý do: Vượt số lượng" in page
    assert "Hình thức thay thế đã nêu khi đề nghị: Bằng khen khác." in page
    client.force_login(officer)

    made = client.post(url("fallback-propose", proposal.pk), {"seen_version": 1}, follow=True)

    assert made.context["proposal"].award_type == other
    assert made.context["proposal"].state == "sent"


def test_a_refusal_is_read_by_its_agency_its_head_and_the_province_and_not_by_other_members(client):
    _, proposals, officer = make_waiting_year(4)
    proposal = proposals[2]
    type(proposal).objects.filter(pk=proposal.pk).update(state="refused", answer="Vượt số lượng")
    members = [one.agency for one in proposals]
    readers = {
        "own": make_editor(members[2]),
        "head": make_editor(members[0]),
        "province": officer,
        "other": make_editor(members[3]),
    }
    found = {}
    for name, person in readers.items():
        client.force_login(person)
        detail = client.get(url("proposal-detail", proposal.pk)).content.decode()
        page = url("refusal-notice", proposal.pk)
        found[name] = (
            client.get(page).status_code,
            page in detail,
            "Vượt số lượng" in detail,
            "Không được chấp thuận" in detail,
        )

    assert found.pop("other") == (404, False, False, True)
    assert set(found.values()) == {(200, True, True, True)}


def test_a_fallback_that_cannot_be_is_greyed_with_its_reason(client):
    season, proposals, officer = make_waiting_year(1)
    proposal, other = proposals[0], make_award_type(name="Bằng khen khác")
    type(proposal).objects.update(state="refused", answer="Vượt số lượng", fallback_award=other)
    living = make_proposal(season, proposal.agency, award_type=other)
    client.force_login(officer)
    asks = url("fallback-propose", proposal.pk)
    reason = "đã được đề nghị hình thức khen thưởng đó: Bằng khen khác."

    page = client.get(proposal.get_absolute_url())
    assert reason in text_of(page)
    assert asks not in page.content.decode()
    assert reason in text_of(client.get(asks))
    assert reason in text_of(client.post(asks, {"seen_version": 1}))
    assert type(proposal).objects.count() == 2

    type(living).objects.filter(pk=living.pk).update(state="withdrawn")
    assert asks in client.get(proposal.get_absolute_url()).content.decode()


def test_what_a_sent_proposal_lacked_stands_beside_each_condition(client):
    season, members, award, _ = make_judged_year(kind=EligibilityKind.CONFIRMED)
    make_condition(award_type=award, wording="Có sáng kiến.")
    kept = judged(season, members[0].pk, award.pk, today=TODAY).as_content()
    kept["missing"].append("Phần mềm chưa có điều kiện riêng nào.")
    proposal = make_proposal(
        season, members[0], award_type=award, state="sent", sent_on=TODAY, eligibility=kept
    )
    client.force_login(make_officer(province=season.bloc.province))

    page = text_of(client.get(proposal.get_absolute_url()))

    assert "Có sáng kiến. Cần người có trách nhiệm xem xét và xác nhận." in page
    assert page.count("Cần người có trách nhiệm") == 2
    assert "Phần mềm chưa có điều kiện riêng nào." in page


def test_nobody_adopts_by_the_address(client):
    _, proposals, officer = make_waiting_year(1, state=ProposalState.APPRAISED)
    client.force_login(officer)

    assert client.get(url("proposal-take", proposals[0].pk, "adopt")).status_code == 404


@pytest.mark.parametrize(("name", "sent"), [("session-add", SITTING), ("decision-add", NUMBERS)])
def test_who_decides_for_no_province_is_refused_when_sending_the_form_anyway(client, name, sent):
    season, _, _ = make_waiting_year(1)
    client.force_login(make_editor(season.memberships.get().agency))
    of_year = {"province": season.bloc.province_id, "cycle": season.cycle_id}

    page = client.post(url(name), sent | of_year)

    assert page.status_code == 403
    assert "phụ trách cả tỉnh" in text_of(page)
    assert not CouncilSession.objects.exists()
    assert not Decision.objects.exists()


def test_what_others_wrote_about_a_member_is_not_for_the_other_members(client):
    _, proposals, officer = make_waiting_year(2)
    said = "Đang xác minh đơn tố cáo"
    Opinion.objects.create(
        proposal=proposals[0],
        agency_name="Công an tỉnh",
        asked_on="2026-02-03",
        answer="disagrees",
        answered_on="2026-02-04",
        text=said,
    )
    page = proposals[0].get_absolute_url()

    client.force_login(make_editor(proposals[1].agency))
    assert said not in text_of(client.get(page))
    client.force_login(officer)
    assert said in text_of(client.get(page))


def test_a_line_of_votes_with_an_empty_cell_is_refused_and_asked_for(client):
    season, (first, *_), officer = make_waiting_year(state=ProposalState.APPRAISED)
    session, pk = make_session(season), first.pk
    client.force_login(officer)

    page = client.post(
        session.get_absolute_url(), {"seen_version": 1, f"seen_{pk}": 1, f"agreed_{pk}": 6}
    )

    assert page.status_code == 422
    assert "không có phiếu nào thì ghi 0" in text_of(page)
    assert not session.votes.exists()

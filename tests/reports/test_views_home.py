from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.states import ProposalState
from blocs.models import StepExtension
from blocs.states import Role, Stage, StepKind
from reports.states import DocumentState
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_approver,
    make_award_type,
    make_bloc_year,
    make_document,
    make_editor,
    make_officer,
    make_proposal,
    make_ranking,
    make_sheet,
    make_step,
    make_user,
)
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
HOME = "/"


def sentences(client) -> list[str]:
    return [work.sentence for work in client.get(HOME).context["works"]]


def labels(client) -> list[tuple[str, str]]:
    return [(work.label, work.url) for work in client.get(HOME).context["works"]]


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(HOME).url == "/dang-nhap/?next=/"


def test_a_person_without_anything_to_do_is_told_so(client):
    client.force_login(make_user())

    page = client.get(HOME).content.decode()

    assert "không có việc nào cần làm" in page


@pytest.mark.parametrize(
    ("state", "who", "sentence"),
    [
        (SheetState.DRAFT, "editor", "Tự chấm điểm cho {} rồi trình thủ trưởng duyệt."),
        (SheetState.DRAFT, "approver", "Phiếu của {} đang được chấm; quý vị duyệt"),
        (SheetState.AWAITING, "approver", "Phiếu của {} đang chờ quý vị duyệt và gửi đi."),
        (SheetState.RETURNED, "editor", "Phiếu của {} được trả lại, đề nghị chấm lại"),
    ],
)
def test_the_agency_finds_its_own_sheet(client, state, who, sentence):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, members[2], state=state)
    client.force_login({"editor": make_editor, "approver": make_approver}[who](members[2]))

    (work,) = client.get(HOME).context["works"]

    assert work.sentence.startswith(sentence.format(members[2].short_name))
    assert work.url == sheet.get_absolute_url()


@pytest.mark.parametrize("state", [SheetState.AWAITING, SheetState.SUBMITTED])
def test_what_lies_with_somebody_else_is_no_work(client, state):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, members[2], state=state)
    client.force_login(make_editor(members[2]))

    assert sentences(client) == []


def test_an_agency_with_more_time_sees_its_own_deadline(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, members[2])
    step = make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() - timedelta(days=1))
    extended = timezone.now() + timedelta(days=9)
    StepExtension.objects.create(
        step=step, agency=members[2], due_at=extended, reason="Lũ", approved_at=timezone.now()
    )
    client.force_login(make_editor(members[2]))

    answer = client.get(HOME)

    assert answer.context["works"][0].due_at == extended
    assert "(được gia hạn)" in answer.content.decode()
    assert "Quá hạn" not in answer.content.decode()


def test_a_sheet_that_came_back_is_due_by_the_appraisal(client):
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    make_sheet(season, members[2], state=SheetState.RETURNED)
    make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() - timedelta(days=9))
    due_at = timezone.now() + timedelta(days=4)
    make_step(season, StepKind.APPRAISAL, due_at=due_at)
    client.force_login(make_editor(members[2]))

    answer = client.get(HOME)

    assert answer.context["works"][0].due_at == due_at
    assert "gia hạn" not in answer.content.decode()


def test_days_of_grace_are_not_overdue_on_any_page(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, members[2])
    due_at = timezone.now() - timedelta(days=2)
    make_step(season, StepKind.SELF_SCORING, due_at=due_at, grace_days=3)
    client.force_login(make_editor(members[2]))

    home, year, own = (
        client.get(url) for url in (HOME, season.get_absolute_url(), sheet.get_absolute_url())
    )

    told = [home.context["works"][0].due_at, year.context["work"].due_at, own.context["due_at"]]
    assert told == [due_at + timedelta(days=3)] * 3
    pages = [page.content.decode() for page in (home, year, own)]
    assert not [page for page in pages if "Quá hạn" in page]


def test_what_is_overdue_is_called_so_and_stands_first(client):
    seasons = [make_bloc_year(3, stage=Stage.SELF_SCORING) for _ in range(2)]
    for days, (season, members) in zip((5, -2), seasons, strict=True):
        make_sheet(season, members[2])
        make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() + timedelta(days=days))
    editor = make_editor(seasons[0][1][2])
    make_editor_of_second = seasons[1][1][2]
    editor.appointments.create(
        role="editor", agency=make_editor_of_second, starts_on=timezone.localdate()
    )
    client.force_login(editor)

    answer = client.get(HOME)

    assert [work.season.pk for work in answer.context["works"]] == [
        seasons[1][0].pk,
        seasons[0][0].pk,
    ]
    assert answer.content.decode().count("Quá hạn") == 1


def test_the_secretariat_finds_the_sheets_to_appraise_but_not_its_own(client):
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    for member in (members[0], members[2], members[3]):
        make_sheet(season, member, state=SheetState.SUBMITTED)
    client.force_login(make_editor(members[0]))

    said = sentences(client)

    assert said == [
        f"Có 2 phiếu chờ quý vị thẩm định: {members[2].short_name}, {members[3].short_name}."
    ]


def test_the_deputy_finds_the_sheet_of_the_head(client):
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, members[0], state=SheetState.SUBMITTED)
    make_sheet(season, members[2], state=SheetState.SUBMITTED)
    client.force_login(make_approver(members[1]))

    assert labels(client) == [("Thẩm định", reverse("scoring:appraisal", args=[sheet.pk]))]


def test_without_a_deputy_the_province_finds_the_sheet_of_the_head(client):
    season, members = make_bloc_year(1, stage=Stage.APPRAISAL)
    make_sheet(season, members[0], state=SheetState.SUBMITTED)
    client.force_login(make_officer(season.bloc))

    assert sentences(client) == [f"Có 1 phiếu chờ quý vị thẩm định: {members[0].short_name}."]


def test_the_secretariat_is_led_through_the_review(client):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    assign(season)
    client.force_login(make_editor(members[0]))
    assert sentences(client) == ["Xem lại và chốt xếp hạng."]

    make_ranking(season)
    proposal = make_proposal(season, members[1], award_type=make_award_type())
    assert sentences(client) == ["Còn 1 đề nghị khen thưởng chưa được thống nhất."]

    type(proposal).objects.update(state=ProposalState.AGREED.value)
    assert sentences(client) == ["Còn 1 đề nghị khen thưởng chưa gửi lên tỉnh."]

    type(proposal).objects.update(state=ProposalState.SENT.value)
    assert sentences(client) == ["Hồ sơ bình xét đã đủ; trình lên tỉnh."]


def test_the_secretariat_knows_who_has_not_sent_a_sheet(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, members[0], state=SheetState.APPRAISED)
    make_sheet(season, members[1], state=SheetState.DRAFT)
    client.force_login(make_editor(members[0]))

    assert sentences(client) == [f"Còn 1 đơn vị chưa gửi phiếu tự chấm: {members[1].short_name}."]


def test_a_sheet_that_came_back_is_counted_apart_as_the_season_page_counts(client):
    season, members = make_bloc_year(4, stage=Stage.SELF_SCORING)
    make_sheet(season, members[0], state=SheetState.APPRAISED)
    never = make_sheet(season, members[1], state=SheetState.DRAFT)
    back = make_sheet(season, members[2], state=SheetState.RETURNED)
    client.force_login(make_editor(members[0]))

    both = sentences(client)
    page = client.get(season.get_absolute_url()).content.decode()
    never.delete()
    only = sentences(client)

    returned = f"1 đơn vị chưa gửi lại phiếu được trả lại: {back.agency.short_name}."
    assert both == [f"Còn 1 đơn vị chưa gửi phiếu tự chấm: {members[1].short_name}; {returned}"]
    assert "Còn 1 đơn vị chưa gửi phiếu:" in page
    assert only == [f"Còn {returned}"]


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.SUBMITTED, "Tiếp nhận hồ sơ trình tỉnh."),
        (Stage.PROVINCIAL_APPRAISAL, "Ghi nhận kết quả sau khi có quyết định khen thưởng."),
        (Stage.DECIDED, "Kết thúc năm thi đua sau khi đã trao thưởng và bàn giao."),
    ],
)
def test_the_province_finds_the_dossiers_of_its_blocs_only(client, stage, sentence):
    season, _ = make_bloc_year(2, stage=stage)
    make_bloc_year(2, stage=stage)  # of another officer
    client.force_login(make_officer(season.bloc))

    answer = client.get(HOME)

    assert [(w.season.pk, w.sentence) for w in answer.context["works"]] == [(season.pk, sentence)]


def test_the_province_finds_the_proposals_to_answer(client):
    season, members = make_bloc_year(2, stage=Stage.PROVINCIAL_APPRAISAL)
    make_proposal(season, members[1], award_type=make_award_type(), state="sent")
    client.force_login(make_officer(season.bloc))

    assert sentences(client) == ["Còn 1 đề nghị khen thưởng chờ trả lời."]


def test_my_papers_show_until_three_days_after_they_are_ready(client):
    season, _ = make_bloc_year(1)
    officer = make_officer(season.bloc)
    now = timezone.now()
    ready = {"state": "ready", "file": "documents/a.pdf", "sha256": "0" * 64, "size": 1}
    waiting = make_document(season, requested_by=officer)
    failed = make_document(season, requested_by=officer, state="failed", error="Hết chỗ.")
    fresh = make_document(season, requested_by=officer, ready_at=now - timedelta(days=2), **ready)
    make_document(season, requested_by=officer, ready_at=now - timedelta(days=4), **ready)
    make_document(season, requested_by=make_user())
    client.force_login(officer)

    answer = client.get(HOME)

    assert {paper.pk for paper in answer.context["papers"]} == {waiting.pk, failed.pk, fresh.pk}
    assert "Hết chỗ." in answer.content.decode()
    assert DocumentState.FAILED.value in {paper.state for paper in answer.context["papers"]}


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_season_and_for_many(client, django_assert_num_queries, count):
    editor = make_user()
    for _ in range(count):
        season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
        for member in members:
            make_sheet(season, member, state=SheetState.SUBMITTED)
        make_step(season, StepKind.SELF_SCORING, due_at=timezone.now())
        make_document(season, requested_by=editor)
        for role in ("editor", "approver"):  # a second role must not double the work
            editor.appointments.create(role=role, agency=members[0], starts_on=timezone.localdate())
    settle_in(client, editor)

    # session, user, appointments; meetings; seasons with offices, sheets, steps, extensions,
    # tables, rankings, proposals, samples, covenants being signed; packs; papers; own seasons;
    # lines of a sector
    with django_assert_num_queries(18):
        answer = client.get(HOME)

    assert len(answer.context["works"]) == 2 * count  # to appraise, and to move on


def test_nobody_is_asked_to_appraise_an_agency_they_act_for(client):
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    secretary = make_editor(members[0])
    secretary.appointments.create(role="editor", agency=members[2], starts_on=timezone.localdate())
    for member in members[2:]:
        make_sheet(season, member, state=SheetState.SUBMITTED)
    client.force_login(secretary)

    assert sentences(client) == [f"Có 1 phiếu chờ quý vị thẩm định: {members[3].short_name}."]


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.AUDITOR])
def test_who_only_watches_for_the_province_decides_nothing(client, role):
    make_bloc_year(2, stage=Stage.SUBMITTED)
    person = make_user()
    person.appointments.create(role=role.value, starts_on=timezone.localdate())
    client.force_login(person)

    assert sentences(client) == []

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from blocs.models import Season
from blocs.states import Stage, StepKind
from scoring.services.rankings import freeze_ranking
from scoring.states import SheetState
from tests.factories import (
    NOON,
    assign,
    make_approver,
    make_bloc_year,
    make_editor,
    make_meeting,
    make_officer,
    make_proposal,
    make_ranking,
    make_sheet,
    make_step,
    make_user,
    score,
)
from tests.reports.pages import settle_in
from tests.reports.whole_season import make_whole_season
from tests.scoring.given import cross_year, pair

pytestmark = pytest.mark.django_db
GETS = ["season-detail", "season-record"]
POSTS = ["season-advance", "season-step-back"]


def address(season: Season, name: str = "season-detail") -> str:
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label])


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_another_bloc_s_season_does_not_exist_for_me(client, name):
    season, _ = make_bloc_year(2)
    _, others = make_bloc_year(2)
    client.force_login(make_editor(others[0]))

    send = client.get if name in GETS else client.post

    assert send(address(season, name)).status_code == 404
    season.refresh_from_db()
    assert season.stage == Stage.SETUP


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_a_visitor_is_sent_to_sign_in(client, name):
    season, _ = make_bloc_year(2)
    send = client.get if name in GETS else client.post

    assert send(address(season, name)).url.startswith("/dang-nhap/")


def test_the_page_shows_where_the_year_stands(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() + timedelta(days=3))
    client.force_login(make_editor(members[2]))

    answer = client.get(address(season))

    steps = answer.context["steps"]
    assert [step.state for step in steps].index("current") == 5
    assert [step.label for step in steps if step.state == "done"][-1] == "Sơ kết"
    assert steps[5].due.startswith("hạn")


def test_a_closed_year_has_every_step_behind_it(client):
    season, members = make_bloc_year(2, stage=Stage.CLOSED)
    client.force_login(make_editor(members[1]))

    answer = client.get(address(season))

    assert {step.state for step in answer.context["steps"]} == {"done"}
    assert "đã kết thúc" in answer.content.decode()


def test_the_page_has_one_thing_to_do_and_one_button(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, members[2])
    client.force_login(make_editor(members[2]))

    page = client.get(address(season)).content.decode()

    assert f"Tự chấm điểm cho {members[2].short_name}" in page
    assert page.count("btn btn-primary") == 1
    assert f'class="btn btn-primary" href="{sheet.get_absolute_url()}"' in page


def test_a_member_is_told_who_acts_next(client):
    season, members = make_bloc_year(3, stage=Stage.RUNNING)
    client.force_login(make_editor(members[2]))

    page = client.get(address(season)).content.decode()

    assert f"đơn vị Trưởng khối ({members[0].short_name}) thực hiện" in page


def test_members_see_states_but_lead_only_to_their_own_sheet(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheets = [make_sheet(season, member) for member in members]
    client.force_login(make_editor(members[2]))

    rows = client.get(address(season)).context["members"]

    assert [row.url for row in rows] == ["", "", sheets[2].get_absolute_url()]
    assert [row.office for row in rows] == ["Trưởng khối", "Phó Trưởng khối", ""]


def test_the_secretariat_is_led_to_the_sheets_that_open_to_it(client):
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    states = (SheetState.DRAFT, SheetState.SUBMITTED, SheetState.APPRAISED, SheetState.DRAFT)
    sheets = [
        make_sheet(season, member, state=state)
        for member, state in zip(members, states, strict=True)
    ]
    client.force_login(make_editor(members[0]))

    rows = client.get(address(season)).context["members"]

    led_to = [row.url for row in rows]
    assert led_to == [*(sheet.get_absolute_url() for sheet in sheets[:3]), ""]
    opened = [client.get(sheet.get_absolute_url()).status_code for sheet in sheets]
    assert opened == [200, 200, 200, 404]


def test_a_refused_step_says_why_and_its_button_is_grey(client):
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    make_sheet(season, members[2], state=SheetState.SUBMITTED)
    client.force_login(make_editor(members[0]))

    page = client.get(address(season)).content.decode()

    assert f"chưa thẩm định xong: {members[2].short_name}." in page
    assert 'disabled aria-describedby="why-chuyen-buoc"' in page


def test_the_secretariat_moves_the_season_on(client):
    season, members = make_bloc_year(3, stage=Stage.RUNNING)
    client.force_login(make_approver(members[0]))

    answer = client.post(
        address(season, "season-advance"), {"to": "self_scoring", "seen_version": 1}
    )

    season.refresh_from_db()
    assert answer.url == address(season)
    assert season.stage == Stage.SELF_SCORING
    assert said(answer) == ["Đã chuyển sang bước “Tự chấm điểm”."]


def test_a_member_who_sends_the_form_anyway_is_refused(client):
    season, members = make_bloc_year(3, stage=Stage.RUNNING)
    client.force_login(make_approver(members[2]))

    answer = client.post(address(season, "season-advance"), {"to": "mid_review", "seen_version": 1})

    season.refresh_from_db()
    assert season.stage == Stage.RUNNING
    assert "Trưởng khối" in said(answer)[0]


@pytest.mark.parametrize("typed", ["", "chốt", "CHOT"])
def test_the_dossier_leaves_only_with_the_word(client, typed):
    season, members = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    client.force_login(make_approver(members[0]))
    form = {"to": "submitted", "seen_version": 1, "confirmation": typed}

    answer = client.post(address(season, "season-advance"), form)

    season.refresh_from_db()
    assert season.stage == Stage.BLOC_REVIEW
    assert "CHỐT" in said(answer)[0]


# The second word is typed with combining accents, as some keyboards send it.
def test_ending_the_self_scoring_early_names_who_is_shut_out_and_asks_for_the_word(client):
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, members[0], state=SheetState.SUBMITTED)
    make_sheet(season, members[2])
    client.force_login(make_approver(members[0]))
    form = {"to": "appraisal", "seen_version": 1}

    page = client.get(season.get_absolute_url())
    refused = client.post(address(season, "season-advance"), form)
    season.refresh_from_db()
    before = season.stage
    client.post(address(season, "season-advance"), form | {"confirmation": "CHỐT"})

    sentence = f"Còn 1 đơn vị chưa gửi phiếu: {members[2].short_name}"
    assert sentence in page.content.decode()
    assert sentence in said(refused)[0]
    season.refresh_from_db()
    assert (before, season.stage) == ("self_scoring", "appraisal")


def test_ending_the_appraisal_counts_the_points_it_shuts_out_and_asks_for_the_word(client):
    season, members, _ = cross_year(3, state=SheetState.APPRAISED)
    pair(season, members[1], members[2])
    pair(season, members[2], members[0], finished_at=NOON)
    client.force_login(make_approver(members[0]))
    form = {"to": "bloc_review", "seen_version": 1}

    page = client.get(season.get_absolute_url())
    refused = client.post(address(season, "season-advance"), form)
    season.refresh_from_db()
    before = season.stage
    client.post(address(season, "season-advance"), form | {"confirmation": "CHỐT"})

    assert "1/2 lượt chấm chéo đã hoàn thành. Sau bước này" in page.content.decode()
    assert "1/2 lượt chấm chéo đã hoàn thành." in said(refused)[0]
    season.refresh_from_db()
    assert (before, season.stage) == ("appraisal", "bloc_review")


def test_ending_the_appraisal_names_who_has_not_sent_a_returned_sheet_again(client):
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    assign(season)
    make_sheet(season, members[0], state=SheetState.APPRAISED)
    make_sheet(season, members[2], state=SheetState.RETURNED)
    client.force_login(make_approver(members[0]))

    page = client.get(season.get_absolute_url())
    client.post(address(season, "season-advance"), {"to": "bloc_review", "seen_version": 1})

    sentence = f"Còn 1 đơn vị chưa gửi lại phiếu được trả lại: {members[2].short_name}."
    assert f"{sentence} Sau bước này" in page.content.decode()
    assert page.context["work"].sentence == sentence
    season.refresh_from_db()
    assert season.stage == Stage.APPRAISAL


def test_an_appraisal_for_which_everybody_gave_points_ends_without_the_word(client):
    season, members, _ = cross_year(3, state=SheetState.APPRAISED)
    pair(season, members[1], members[2], finished_at=NOON)
    client.force_login(make_approver(members[0]))

    client.post(address(season, "season-advance"), {"to": "bloc_review", "seen_version": 1})

    season.refresh_from_db()
    assert season.stage == Stage.BLOC_REVIEW


def test_a_ranking_that_no_longer_fits_greys_the_button_and_says_why(client):
    season, members = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    assign(season)
    sheets = [make_sheet(season, member, state=SheetState.APPRAISED) for member in members]
    for sheet in sheets:
        score(sheet, {"I.1": "30", "I.2": "20", "II.1": "40"}, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    client.force_login(make_approver(members[0]))

    before = client.get(season.get_absolute_url()).context["advance"]
    score(sheets[0], {"I.1": "29"}, layer="appraised")
    after = client.get(season.get_absolute_url())

    assert before.allowed
    assert "không còn khớp với điểm hiện nay" in after.content.decode()
    assert not after.context["advance"].allowed


@pytest.mark.parametrize("typed", ["CHỐT", " CHO\u0302\u0301T "])
def test_the_word_lets_the_dossier_go(client, typed):
    season, members = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    client.force_login(make_approver(members[0]))
    page = client.get(address(season)).content.decode()
    form = {"to": "submitted", "seen_version": 1, "confirmation": typed}

    client.post(address(season, "season-advance"), form)

    season.refresh_from_db()
    assert 'name="confirmation"' in page
    assert season.stage == Stage.SUBMITTED


def test_a_stage_that_does_not_follow_is_refused(client):
    season, members = make_bloc_year(2, stage=Stage.RUNNING)
    client.force_login(make_approver(members[0]))

    client.post(address(season, "season-advance"), {"to": "submitted", "seen_version": 1})

    season.refresh_from_db()
    assert season.stage == Stage.RUNNING


def test_the_province_steps_back_with_a_reason_and_not_without(client):
    season, _ = make_bloc_year(2, stage=Stage.SUBMITTED)
    client.force_login(make_officer(season.bloc))
    back = address(season, "season-step-back")

    refused = client.post(back, {"seen_version": 1, "reason": "  "})
    season.refresh_from_db()
    assert season.stage == Stage.SUBMITTED
    assert said(refused) == ["Quý vị cần nêu lý do đưa năm thi đua trở lại bước trước."]

    client.post(back, {"seen_version": 1, "reason": "Thiếu biên bản"})
    season.refresh_from_db()
    assert season.stage == Stage.BLOC_REVIEW


def test_only_the_province_is_offered_the_way_back(client):
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)
    client.force_login(make_editor(members[0]))
    assert "Trở lại bước trước" not in client.get(address(season)).content.decode()

    client.force_login(make_officer(season.bloc))
    assert "Trở lại bước trước" in client.get(address(season)).content.decode()


def test_back_leads_to_the_list_as_it_was_and_nowhere_else(client):
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))

    kept = client.get(address(season), {"tro-ve": "/tong-quan/?buoc=setup&page=2"})
    foreign = client.get(address(season), {"tro-ve": "//example.org/"})

    assert 'href="/tong-quan/?buoc=setup&amp;page=2"' in kept.content.decode()
    assert "example.org" not in foreign.content.decode()


def test_the_record_shows_what_the_report_prints(client):
    season = make_whole_season()
    client.force_login(make_officer(season.bloc))

    page = client.get(address(season, "season-record")).content.decode()

    for text in ("thu ngân sách ước 8.841 tỷ đồng", "Nhiệm vụ 1.", "Bài báo 1", "chiều ngày"):
        assert text.casefold() in page.casefold()


def test_the_record_unfolds_inside_the_page_without_a_second_frame(client):
    season, members = make_bloc_year(1)
    make_meeting(season)
    client.force_login(make_editor(members[0]))

    whole = client.get(address(season, "season-record")).content.decode()
    part = client.get(address(season, "season-record"), headers={"HX-Request": "true"})

    assert "<html" in whole
    assert "<html" not in part.content.decode()
    assert "Hội nghị 1" in part.content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_for_many(
    client, django_assert_num_queries, size
):
    season, members = make_bloc_year(size, stage=Stage.BLOC_REVIEW)
    assign(season)
    make_ranking(season)
    for member in members:
        make_sheet(season, member, state=SheetState.APPRAISED)
        make_proposal(season, member)
    settle_in(client, make_editor(members[0]))

    # session, user, appointments, season, offices, sheets, steps, extensions, table, ranking,
    # proposals, samples, province lines, ballots, elections, members, visible sheets, own
    # reports without words; of the next stage: table, ranking, the frozen one, and today's content
    # beside it
    with django_assert_num_queries(29):
        client.get(address(season))


def test_an_appointment_that_ended_opens_nothing(client):
    season, members = make_bloc_year(2)
    person = make_user()
    person.appointments.create(
        role="editor",
        agency=members[0],
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate(),
    )
    client.force_login(person)

    assert client.get(address(season)).status_code == 404

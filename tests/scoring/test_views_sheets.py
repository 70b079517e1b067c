import re

import pytest

from blocs.models import CalendarStep, StepExtension
from blocs.states import Stage, StepKind
from scoring.models import ScoreSheet
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_officer,
    make_ranking,
    make_sheet,
    make_step,
    make_table,
    score,
)
from tests.scoring.pages import (
    cells,
    held,
    piece,
    season_page,
    sheet_page,
    sign_in,
    text_of,
    value_of,
    whole_form,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points=POINTS)


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency)
    client.force_login(user)
    return user


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_sheet_and_for_many(
    client, django_assert_num_queries, size
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    for agency in agencies[:size]:
        make_sheet(season, agency, points={"I.1": "38.5"})
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, season, seats, table, criteria, sheets, lines, members,
    # visible sheets
    with django_assert_num_queries(11):
        page = client.get(season_page("sheet-list", season))

    assert page.content.decode().count("38,50") == size


def test_the_list_shows_state_lateness_and_who_acts_next_and_filters_by_state(client):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, agencies[1], state=SheetState.SUBMITTED, submitted_late=True)
    make_sheet(season, agencies[2])
    client.force_login(make_editor(agencies[0]))

    everything = client.get(season_page("sheet-list", season))
    sent = client.get(season_page("sheet-list", season), {"trang_thai": "submitted"})

    rows = [row.record for row in everything.context["table"].rows]
    assert [row.name for row in rows] == [agency.name for agency in agencies]
    assert [row.next_person for row in rows] == ["", "Trưởng khối", "Chuyên viên của đơn vị"]
    assert text_of(everything).count("Gửi muộn") == 1
    assert [row.record.name for row in sent.context["table"].rows] == [agencies[1].name]


def test_the_list_sorts_by_points_and_each_link_leads_back_to_it(client):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    for agency, points in zip(agencies, ("10", "30", "20"), strict=True):
        make_sheet(season, agency, points={"I.1": points})
    client.force_login(make_editor(agencies[0]))

    page = client.get(season_page("sheet-list", season), {"sort": "-self_total"})
    link = re.search(r'href="(/phieu/\d+/\?tro-ve=[^"]+)"', page.content.decode()).group(1)
    opened = client.get(link)

    rows = [str(row.record.self_total) for row in page.context["table"].rows]
    assert rows == ["30.00", "20.00", "10.00"]
    assert f'href="{season_page("sheet-list", season)}?sort=-self_total"' in (
        opened.content.decode()
    )


def test_a_member_sees_only_its_own_sheet_until_the_ranking_is_frozen(client, year):
    season, agencies = year
    for agency in agencies:
        make_sheet(season, agency, points={"I.1": "38.5"})
    client.force_login(make_editor(agencies[2]))

    before = client.get(season_page("sheet-list", season))
    make_ranking(season)
    after = client.get(season_page("sheet-list", season))

    assert [row.record.name for row in before.context["table"].rows] == [agencies[2].name]
    assert len(after.context["table"].rows) == 3


def test_the_secretariat_opens_the_missing_sheets_from_the_list(client, year):
    season, agencies = year
    assign(season)
    client.force_login(make_editor(agencies[0]))

    listing = client.get(season_page("sheet-list", season))
    answer = client.post(season_page("sheets-open", season))

    assert "Mở phiếu cho 3 đơn vị" in text_of(listing)
    assert answer.url == season_page("sheet-list", season)
    assert ScoreSheet.objects.filter(season=season).count() == 3


def test_a_member_may_not_open_sheets_and_reads_why(client, year):
    season, agencies = year
    assign(season)
    client.force_login(make_editor(agencies[2]))

    answer = client.post(season_page("sheets-open", season), follow=True)

    assert "Chỉ đơn vị Trưởng khối" in text_of(answer)
    assert not ScoreSheet.objects.exists()


def test_a_season_of_another_bloc_does_not_exist_for_a_stranger(client, year, sheet):
    season, _ = year
    stranger, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    assert client.get(season_page("sheet-list", season)).status_code == 404
    assert client.post(season_page("sheets-open", season)).status_code == 404
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert client.post(sheet_page("sheet-save", sheet), whole_form(sheet)).status_code == 404
    assert stranger.pk != season.pk


@pytest.mark.parametrize("leaves", [1, 3])
def test_a_sheet_costs_the_same_for_one_line_and_for_many(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2])
    for line in sheet.lines.all():
        make_evidence(line)
        make_evidence(line)
    sign_in(client, make_editor(agencies[2]))

    # session, user, appointments, sheet, seats, table, criteria, lines, evidence, deadline
    with django_assert_num_queries(10):
        page = client.get(sheet.get_absolute_url())

    assert page.content.decode().count('data-col="points"') == leaves


def test_the_sheet_shows_points_sums_and_what_is_left_with_a_comma(client, editor, sheet):
    line = line_of(sheet, "I.1")

    page = client.get(sheet.get_absolute_url())

    assert value_of(page, f"{line.pk}-points") == "38,50"
    assert piece(page, "g1") == "58,50"
    assert piece(page, "total") == "87,25"
    assert piece(page, "left") == "Đã chấm đủ các dòng"


def test_an_empty_score_shows_empty_and_the_note_leads_to_it(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points={"I.1": "38.5"})
    client.force_login(make_editor(agencies[2]))

    page = client.get(sheet.get_absolute_url())

    assert value_of(page, f"{line_of(sheet, 'II.1').pk}-points") == ""
    assert piece(page, "g4") == ""
    assert piece(page, "left") == "Còn 2 dòng chưa chấm · Đến dòng đầu tiên"
    assert f'href="#dong-{line_of(sheet, "I.2").pk}"' in page.content.decode()


def test_the_page_says_until_when_the_agency_itself_may_send(client, year, editor, sheet):
    season, _ = year
    step = make_step(season, StepKind.SELF_SCORING, due_at=NOON)
    StepExtension.objects.create(
        step=step,
        agency=sheet.agency,
        due_at=NOON.replace(day=20),
        reason="Bão lụt",
        approved_at=NOON,
    )

    page = client.get(sheet.get_absolute_url())

    assert "Hạn gửi: trước 12:00 ngày 20/11/2022." in text_of(page)
    CalendarStep.objects.all().delete()
    assert "Hạn gửi" not in text_of(client.get(sheet.get_absolute_url()))


def test_steps_are_offered_or_greyed_with_the_reason(client, editor, sheet):
    page = client.get(sheet.get_absolute_url())

    offered = {str(act.action): bool(act.verdict) for act in page.context["acts"]}
    assert offered == {"ask_approval": True, "submit": False}
    assert "Chỉ thủ trưởng đơn vị được gửi đi." in text_of(page)


def test_the_head_reads_a_members_sheet_without_cells(client, year, sheet):
    _, agencies = year
    client.force_login(make_editor(agencies[0]))

    page = client.get(sheet.get_absolute_url())

    assert 'data-col="points"' not in page.content.decode()
    assert piece(page, "total") == "87,25"


def test_the_agency_sees_the_appraisal_only_after_it_is_done(client, editor, sheet):
    line = line_of(sheet, "I.1")
    score(sheet, {"I.1": "30"}, layer="appraised")
    type(line).objects.filter(pk=line.pk).update(appraisal_reason="Thiếu minh chứng")
    sheets = ScoreSheet.objects.filter(pk=sheet.pk)
    sheets.update(state=SheetState.SUBMITTED.value, submitted_at=NOON)

    during = client.get(sheet.get_absolute_url())
    sheets.update(state=SheetState.APPRAISED.value)
    after = client.get(sheet.get_absolute_url())

    assert "Thiếu minh chứng" not in text_of(during)
    assert "Thiếu minh chứng" in text_of(after)
    assert piece(after, f"x{line.pk}") == "−8,50"


def test_sample_scores_are_marked_on_every_page(client, year):
    season, agencies = year
    assign(season, scores_are_sample=True)
    sheet = make_sheet(season, agencies[2])
    client.force_login(make_officer(season.bloc))

    for address in (
        season_page("sheet-list", season),
        season_page("ranking", season),
        sheet.get_absolute_url(),
        sheet_page("appraisal", sheet),
        sheet_page("sheet-take", sheet, "submit"),
    ):
        assert "DỮ LIỆU MẪU" in text_of(client.get(address)), address


def test_the_whole_form_saves_what_was_touched(client, editor, sheet):
    line = line_of(sheet, "II.1")
    form = whole_form(sheet) | cells(line, "30,5", "Vượt kế hoạch")

    answer = client.post(sheet_page("sheet-save", sheet), form, follow=True)

    assert answer.redirect_chain == [(sheet.get_absolute_url(), 302)]
    assert "Đã lưu 1 dòng." in text_of(answer)
    assert held(line) == ("30.50", "Vượt kế hoạch")


def test_one_bad_cell_saves_nothing_and_keeps_everything_that_was_typed(client, editor, sheet):
    good, bad, worse = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))
    form = whole_form(sheet)
    form |= cells(good, "39", "Lời mới") | cells(bad, "7") | cells(worse, "nhiều")

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 422
    assert value_of(answer, f"{good.pk}-points") == "39"
    assert value_of(answer, f"{good.pk}-words") == "Lời mới"
    assert value_of(answer, f"{worse.pk}-points") == "nhiều"
    assert piece(answer, f"m{worse.pk}").startswith("Tiêu chí II.1: Điểm ghi bằng chữ số")
    assert piece(answer, f"m{good.pk}") == ""
    assert held(good) == ("38.50", "")


def test_points_that_the_table_refuses_name_their_cell(client, editor, sheet):
    bad = line_of(sheet, "I.2")
    form = whole_form(sheet) | cells(bad, "7")

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 422
    assert piece(answer, f"m{bad.pk}").startswith("Tiêu chí I.2: chỉ chấm 0 điểm")
    assert held(bad) == ("20.00", "")


def test_a_conflict_in_the_whole_form_shows_both_and_the_next_save_keeps_mine(
    client, editor, sheet
):
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, "39")
    score(sheet, {"I.1": "36"})
    sheet.lines.filter(pk=line.pk).update(version=2)

    refused = client.post(sheet_page("sheet-save", sheet), form)
    again = form | {f"{line.pk}-seen": value_of(refused, f"{line.pk}-seen")}
    client.post(sheet_page("sheet-save", sheet), again)

    assert refused.status_code == 409
    assert "vừa ghi 36,00 ; quý vị nhập 39 ." in piece(refused, f"m{line.pk}")
    assert value_of(refused, f"{line.pk}-points") == "39"
    assert held(line) == ("39.00", "")


def test_a_line_that_only_someone_else_changed_is_left_alone(client, editor, sheet):
    mine, theirs = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    form = whole_form(sheet) | cells(mine, "39")
    score(sheet, {"II.1": "12"})
    sheet.lines.filter(pk=theirs.pk).update(version=2)

    client.post(sheet_page("sheet-save", sheet), form)

    assert held(mine) == ("39.00", "")
    assert held(theirs) == ("12.00", "")


def test_a_form_opened_before_the_sheet_was_sent_is_refused_and_keeps_what_was_typed(
    client, editor, sheet
):
    line = line_of(sheet, "I.1")
    form = whole_form(sheet) | cells(line, "39", "Lời mới")
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.AWAITING.value)

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 403
    assert "đang chờ thủ trưởng đơn vị duyệt" in text_of(answer)
    assert "Quý vị nhập 39 – chưa lưu" in text_of(answer)
    assert "Quý vị nhập: Lời mới – chưa lưu" in text_of(answer)
    assert held(line) == ("38.50", "")


def test_someone_who_only_reads_the_sheet_cannot_save_it(client, year, sheet):
    _, agencies = year
    line = line_of(sheet, "I.1")
    client.force_login(make_approver(agencies[0]))

    answer = client.post(sheet_page("sheet-save", sheet), whole_form(sheet) | cells(line, "39"))

    assert answer.status_code == 403
    assert "Chỉ người được phân công của đơn vị" in text_of(answer)
    assert held(line) == ("38.50", "")

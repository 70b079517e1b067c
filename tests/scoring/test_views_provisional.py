"""Points that other members' results may still move are marked wherever they are shown."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from blocs.states import Stage
from scoring.models import ScoreLine, ScoreSheet
from scoring.selectors import season_scores, sheet_grid
from scoring.selectors.score_matrix import frozen_score_matrix, live_score_matrix
from scoring.services import save_appraisal
from scoring.services.rankings import freeze_ranking
from scoring.states import SheetState
from tests.factories import NOON, line_of, make_editor, make_officer
from tests.scoring.calculated import make_calculated_year, report
from tests.scoring.given import sector_year
from tests.scoring.pages import (
    HTMX,
    piece,
    save_cell,
    season_page,
    sheet_page,
    sign_in,
    text_of,
)

pytestmark = pytest.mark.django_db
ONE = "còn 1 đơn vị chưa được thẩm định tiêu chí này"
CLAIM = "còn 1 đơn vị chưa báo cáo kết quả tiêu chí này"
SUM = "còn 1 đơn vị chưa được thẩm định ở tiêu chí so sánh giữa các đơn vị"


def appraise(sheet, actual):
    line = line_of(sheet, "I.1")
    save_appraisal(
        line_id=line.pk,
        seen_version=line.version,
        points=None,
        reason="Theo báo cáo" if line.self_actual != Decimal(actual) else "",
        actor=None,
        actual=Decimal(actual),
    )


@pytest.fixture
def year():
    """A season whose I.1 compares three members without targets; the last is not appraised."""
    season, agencies, sheets = make_calculated_year(stage=Stage.SELF_SCORING)
    for sheet, actual in zip(sheets, ("80", "100", "50"), strict=True):
        report(sheet, "I.1", actual)
    season.stage = Stage.APPRAISAL.value
    season.save(update_fields=["stage"])
    ScoreSheet.objects.update(state=SheetState.SUBMITTED.value, submitted_at=NOON)
    for sheet, actual in zip(sheets[:2], ("80", "100"), strict=True):
        appraise(sheet, actual)
    return season, agencies, [ScoreSheet.objects.get(pk=sheet.pk) for sheet in sheets]


@pytest.fixture
def officer(client):
    user = make_officer()
    sign_in(client, user)
    return user


def test_a_sheet_knows_of_each_layer_what_its_points_wait_for(year):
    _, _, sheets = year
    grid = sheet_grid(sheets[0])

    waiting = {row.node.key: row.points.awaited.appraised for row in grid.rows}
    assert {key for key, count in waiting.items() if count} == {"I", "I.1"}
    assert grid.total.awaited.appraised == 1
    assert grid.total.awaited.own == 0


def test_the_appraisal_page_says_it_in_words_until_the_last_result_is_found(client, year):
    _, agencies, sheets = year
    sign_in(client, make_editor(agencies[0]))  # the head appraises
    page = sheet_page("appraisal", sheets[1])

    before = client.get(page)
    appraise(sheets[2], "50")
    after = client.get(page)

    assert f"Tạm tính: {ONE}." in text_of(before)
    assert f"tạm tính , {SUM}" in piece(before, "total")
    assert "tạm tính" not in text_of(after).lower()


def test_the_answer_to_a_save_brings_the_mark_up_to_date(client, year):
    season, agencies, sheets = year
    sign_in(client, make_editor(agencies[0]))  # the head appraises
    line = line_of(sheets[1], "I.1")
    save = {"name": "appraisal-line-save", "layer": "appraised"}

    answer = save_cell(client, line, points="100", **save)
    last = save_cell(client, line_of(sheets[2], "I.1"), points="50", **save)

    assert f"Tạm tính: {ONE}." in piece(answer, f"w{line.pk}")
    assert f"tạm tính , {ONE}" in piece(answer, f"p{line.pk}")
    assert "tạm tính" not in text_of(last).lower()
    assert season.stage == Stage.APPRAISAL


def test_a_claim_is_provisional_while_a_member_has_not_reported(client):
    _, agencies, sheets = make_calculated_year()
    report(sheets[0], "I.1", "80")
    report(sheets[1], "I.1", "100")
    sign_in(client, make_editor(agencies[0]))
    page = sheets[0].get_absolute_url()

    before = client.get(page)
    report(sheets[2], "I.1", "50")
    after = client.get(page)

    assert f"Tạm tính: {CLAIM}." in text_of(before)
    assert "tạm tính" in piece(before, "total")
    assert "tạm tính" not in text_of(after).lower()


def test_a_member_to_whom_the_criterion_is_not_assigned_is_not_waited_for(year):
    _, _, sheets = year
    ScoreLine.objects.filter(sheet=sheets[2], criterion__key="I.1").update(
        is_assigned=False, unassigned_reason="Không có nhiệm vụ", self_points=None
    )

    assert sheet_grid(sheets[0]).total.awaited.appraised == 0


def test_the_matrix_marks_the_cell_its_group_and_its_sum(client, year, officer):
    season, _, sheets = year

    page = client.get(season_page("matrix", season))

    cells = {row.node.key: [one.awaited for one in row.cells] for row in page.context["rows"]}
    assert cells["I.1"] == [ONE, ONE, ""]
    assert cells["I"][:2] == [SUM, SUM]
    assert cells["I.2"] == ["", "", ""]
    assert [one.awaited for one in page.context["totals"]] == [SUM, SUM, ""]
    assert f"Điểm ghi “tạm tính” còn thay đổi: {SUM}." in text_of(page)
    appraise(sheets[2], "50")
    assert "tạm tính" not in text_of(client.get(season_page("matrix", season)))


def test_the_workbook_writes_the_word_behind_the_number(client, year, officer):
    season, _, _ = year

    answer = client.get(season_page("matrix-xlsx", season))

    sheet = load_workbook(io.BytesIO(answer.content)).active
    row = next(cells for cells in sheet.iter_rows(min_row=6) if cells[0].value == "I.1")
    shown = [(cell.value, "tạm tính" in cell.number_format) for cell in row[3:12]]
    assert shown == [
        *((32, False), (32, True), (32, True)),
        *((40, False), (40, True), (40, True)),
        *((20, False), (None, False), (20, False)),
    ]
    assert f"Điểm ghi “tạm tính” còn thay đổi: {SUM}." in sheet.cell(2, 1).value


def test_the_ranking_is_marked_before_it_is_frozen_and_never_after(client, year, officer):
    season, _, sheets = year
    ScoreSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets[:2]]).update(
        state=SheetState.APPRAISED.value
    )
    ScoreLine.objects.exclude(criterion__key="I.1").update(
        is_assigned=False, unassigned_reason="Không có nhiệm vụ"
    )
    season.stage = Stage.BLOC_REVIEW.value
    season.save(update_fields=["stage"])

    live = client.get(season_page("ranking", season))
    ranking = freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    frozen = client.get(season_page("ranking", season))

    assert [row.awaited.appraised for row in live.context["rows"]] == [1, 1]
    assert f"Điểm ghi “tạm tính” còn thay đổi: {SUM}." in text_of(live)
    assert f"tạm tính , {SUM}" in text_of(live)
    assert "tạm tính" not in text_of(frozen)
    assert frozen_score_matrix(ranking).why_provisional == ""


def test_the_list_of_sheets_marks_their_totals(client, year, officer):
    season, _, sheets = year

    before = text_of(client.get(season_page("sheet-list", season)))
    appraise(sheets[2], "50")
    after = text_of(client.get(season_page("sheet-list", season)))

    assert before.count(f"tạm tính , {SUM}") == 2
    assert f"Điểm ghi “tạm tính” còn thay đổi: {SUM}." in before
    assert "tạm tính" not in after


def test_a_sector_sees_that_the_members_it_has_not_measured_may_move_the_points(client):
    _, sheets, sector = sector_year()
    client.force_login(make_editor(sector))
    lines = [line_of(sheet, "V.2") for sheet in sheets]
    words = "còn {} đơn vị chưa được chấm tiêu chí này"

    answers = [
        client.post(
            reverse("scoring:sector-line-save", args=[line.pk]),
            {f"{line.pk}-points": value, f"{line.pk}-words": "", f"{line.pk}-seen": "0"},
            headers=HTMX,
        )
        for line, value in zip(lines, ("80", "100", "50"), strict=True)
    ]

    assert piece(answers[0], f"p{lines[0].pk}") == f"40,00 tạm tính , {words.format(2)}"
    assert piece(answers[1], f"p{lines[0].pk}") == f"32,00 tạm tính , {words.format(1)}"
    assert piece(answers[2], f"p{lines[0].pk}") == "32,00"


def test_the_desk_marks_differences_that_may_still_move(client, year, officer):
    season, _, sheets = year
    line = line_of(sheets[0], "I.1")
    save_appraisal(
        line_id=line.pk,
        seen_version=line.version,
        points=None,
        reason="Theo số liệu thống kê",
        actor=None,
        actual=Decimal(40),
    )

    page = client.get(f"{season_page('deviation', season)}?hien=tat-ca")

    assert f"tạm tính , {ONE}" in text_of(page)


@pytest.mark.parametrize("size", [2, 4])
def test_looking_at_all_members_costs_the_same_for_two_and_for_four(
    size, django_assert_num_queries
):
    season, _, sheets = make_calculated_year(size)
    report(sheets[0], "I.1", "80")

    # table, its tree, sheets, members, lines, what sector agencies gave
    with django_assert_num_queries(6):
        scores = season_scores(season)
    with django_assert_num_queries(6):
        live_score_matrix(season)

    assert scores.members[0].total.awaited.own == size - 1

import re

import pytest

from scoring.models import ScoreLine
from scoring.states import Layer, SheetState
from tests.factories import line_of, make_editor
from tests.scoring.calculated import aim, make_calculated_year, points_on, report
from tests.scoring.pages import (
    cells,
    piece,
    save_cell,
    sheet_page,
    sign_in,
    text_of,
    value_of,
    whole_form,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    season, agencies, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    aim(sheets, "I.2", "100", "100", "100")
    return season, agencies, sheets


@pytest.fixture
def sheet(year, client):
    _, agencies, sheets = year
    sign_in(client, make_editor(agencies[2]))
    return sheets[2]


def row_of(answer, line):
    """Return what a person reads in the row of a line."""
    row = re.search(rf'<tr[^>]*id="dong-{line.pk}".*?</tr>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", row.group(0)).split())


def test_a_calculated_line_shows_its_formula_target_result_points_and_arithmetic(client, sheet):
    report(sheet, "I.2", "90.5")
    line = line_of(sheet, "I.2")

    page = client.get(sheet_page("sheet-detail", sheet))

    said = row_of(page, line)
    assert "20 điểm × kết quả/chỉ tiêu" in said
    assert "Chỉ tiêu: 100%" in said
    assert "20 × 90,5/100 = 18,1" in said
    assert "18,10 điểm" in said
    assert value_of(page, f"{line.pk}-actual") == "90,5"
    assert f'name="{line.pk}-points"' not in page.content.decode()


def test_a_saved_result_answers_with_points_arithmetic_and_sums(client, sheet):
    line = line_of(sheet, "I.2")

    answer = save_cell(client, line, points="90,5", words="Theo báo cáo")

    assert answer.status_code == 200
    assert piece(answer, f"p{line.pk}").startswith("18,10")
    assert piece(answer, f"w{line.pk}") == "20 × 90,5/100 = 18,1"
    assert piece(answer, "total") == "18,10"
    assert f'id="t{line.pk}" data-actual="90,5"' in answer.content.decode()
    held = line_of(sheet, "I.2")
    assert (str(held.self_actual), str(held.self_points)) == ("90.5000", "18.10")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("chín mươi", "Kết quả ghi bằng chữ số"), ("1,23456", "bốn chữ số sau dấu phẩy")],
)
def test_a_bad_result_is_refused_at_its_cell(client, sheet, typed, fault):
    line = line_of(sheet, "I.2")

    answer = save_cell(client, line, points=typed)

    assert answer.status_code == 422
    assert fault in piece(answer, f"m{line.pk}")
    assert f'id="m{line.pk}" data-field="actual"' in answer.content.decode()
    assert line_of(sheet, "I.2").self_actual is None


def test_events_that_take_points_off_have_a_cell_of_their_own_and_show_a_minus(client, sheet):
    line = line_of(sheet, "V")

    answer = save_cell(client, line, points="0", minus="3")

    assert piece(answer, f"p{line.pk}").startswith("−1,50")
    page = client.get(sheet_page("sheet-detail", sheet))
    assert value_of(page, f"{line.pk}-minus") == "3"
    assert "−5/+5" in row_of(page, line)
    assert "0 × 1 − 3 × 0,5 = −1,5" in row_of(page, line)


def test_points_that_the_others_moved_are_in_nobodys_way(client, sheet, year):
    _, _, sheets = year
    line = report(sheet, "I.1", "110")
    shown = cells(line)
    report(sheets[1], "I.1", "150")
    assert line_of(sheet, "I.1").version == line.version + 1

    answer = client.post(
        f"/phieu/dong/{line.pk}/luu/",
        shown | {f"{line.pk}-actual": "120"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert points_on(sheets, "I.1") == [None, "40.00", "28.00"]


def test_a_result_that_a_colleague_changed_is_a_conflict(client, sheet):
    line = report(sheet, "I.1", "110")
    shown = cells(line)
    report(sheet, "I.1", "115")

    answer = client.post(
        f"/phieu/dong/{line.pk}/luu/",
        shown | {f"{line.pk}-actual": "120"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 409
    assert "vừa ghi 115" in piece(answer, f"m{line.pk}")
    assert 'data-actual="115"' in answer.content.decode()
    assert str(line_of(sheet, "I.1").self_actual) == "115.0000"


def test_the_whole_form_saves_results_without_scripts(client, sheet):
    form = whole_form(sheet)
    form |= cells(line_of(sheet, "I.2"), points="95")
    form |= cells(line_of(sheet, "V"), points="2", minus="1")

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 302
    assert points_on([sheet], "I.2") == ["19.00"]
    assert points_on([sheet], "V") == ["1.50"]


def test_what_others_score_is_shown_with_who_does_and_takes_nothing(client, sheet):
    page = client.get(sheet_page("sheet-detail", sheet))

    head_title = sheet.season.bloc.head_title
    sector = line_of(sheet, "III").criterion.sector.short_name
    for key, who in {
        "II": head_title,
        "III": sector,
        "IV": "Tỉnh",
    }.items():
        line = line_of(sheet, key)
        assert f"{who} chấm" in row_of(page, line)
        assert f'name="{line.pk}-' not in page.content.decode()


def test_a_line_that_is_not_assigned_is_grey_with_its_reason(client, sheet):
    line = line_of(sheet, "I.1")
    ScoreLine.objects.filter(pk=line.pk).update(
        is_assigned=False, unassigned_reason="Không có chức năng thu ngân sách"
    )

    page = client.get(sheet_page("sheet-detail", sheet))

    assert "Không giao cho đơn vị này: Không có chức năng thu ngân sách" in row_of(page, line)
    assert 'class="line depth-1 unassigned"' in page.content.decode()
    assert f'name="{line.pk}-' not in page.content.decode()
    assert "Còn 1 dòng chưa chấm" in text_of(page)


def test_the_appraiser_sees_result_and_arithmetic_and_types_a_result(client, year):
    _, agencies, sheets = year
    report(sheets[2], "I.2", "90")
    type(sheets[2]).objects.filter(pk=sheets[2].pk).update(
        state=SheetState.SUBMITTED.value, submitted_at="2022-11-15T05:00:00+00:00"
    )
    sign_in(client, make_editor(agencies[0]))
    line = line_of(sheets[2], "I.2")

    page = client.get(sheet_page("appraisal", sheets[2]))
    said = row_of(page, line)
    assert "kết quả 90%" in said
    assert "20 × 90/100 = 18" in said
    assert 'data-self="90"' in page.content.decode()
    assert f'name="{line_of(sheets[2], "II").pk}-points"' in page.content.decode()
    assert f'name="{line_of(sheets[2], "III").pk}-points"' not in page.content.decode()

    answer = save_cell(
        client, line, "appraisal-line-save", points="80", words="Số kiểm tra", layer=Layer.APPRAISED
    )
    assert answer.status_code == 200
    assert piece(answer, f"p{line.pk}").startswith("16,00")
    assert piece(answer, f"x{line.pk}") == "−2,00"


@pytest.mark.parametrize("size", [1, 3])
def test_the_sheet_asks_as_often_for_one_member_as_for_three(
    client, django_assert_num_queries, size
):
    _, agencies, sheets = make_calculated_year(size)
    for sheet in sheets:
        report(sheet, "I.1", "110")
    sign_in(client, make_editor(agencies[-1]))

    with django_assert_num_queries(15):
        client.get(sheet_page("sheet-detail", sheets[-1]))

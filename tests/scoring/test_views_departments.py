"""The page of an agency's departments, and its sheet with them."""

import io

import pytest
from openpyxl import load_workbook

from blocs.states import Stage
from scoring.models import Ranking
from scoring.services import freeze_ranking
from scoring.spreadsheets.sheet_columns import DEPARTMENT
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import cells, save_cell, sheet_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
PLAN, OFFICE = "Phòng Kế hoạch", "Văn phòng"
POINTS = {"I.1": "30", "I.2": "20", "II.1": "20"}


def year(stage=Stage.SELF_SCORING, state=SheetState.DRAFT, size=3, **fields):
    season, agencies = make_bloc_year(size, stage=stage, **fields)
    assign(season, make_table())
    return season, agencies, make_sheet(season, agencies[2], state=state, points=POINTS)


def words_of(answer):
    """Return the texts of the first sheet of a workbook."""
    scores = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return {cell.value for row in scores.iter_rows() for cell in row if cell.value}


def divide(sheet, **texts):
    for key, text in texts.items():
        sheet.lines.filter(criterion__key=key.replace("_", ".")).update(department=text)


def sent(sheet, **texts):
    found = {}
    for key, text in texts.items():
        line = line_of(sheet, key.replace("_", "."))
        found |= {f"{line.pk}-text": text, f"{line.pk}-seen": line.department}
    return found


def test_the_whole_page_is_saved_at_once_and_offers_the_names_in_use(client):
    _, agencies, sheet = year()
    divide(sheet, II_1=OFFICE)
    sign_in(client, make_editor(agencies[2]))

    page = client.get(sheet_page("departments", sheet))
    answer = client.post(
        sheet_page("departments", sheet), sent(sheet, I_1=PLAN, I_2=PLAN, II_1=OFFICE), follow=True
    )

    assert f'<option value="{OFFICE}">' in page.content.decode()
    assert "Đã lưu phân công 2 tiêu chí." in text_of(answer)
    assert value_of(answer, f"{line_of(sheet, 'I.2').pk}-text") == PLAN
    assert "Còn 2 trên 5 tiêu chí chưa phân công." in text_of(answer)


def test_the_criteria_stand_under_their_groups_and_are_saved_above_and_below(client):
    _, agencies, sheet = year()
    sign_in(client, make_editor(agencies[2]))

    page = client.get(sheet_page("departments", sheet))

    begins = [[group.key for group in groups] for groups, _, _ in page.context["rows"]]
    assert begins == [["I"], [], ["II"], [], []]
    table = page.content.decode()
    assert table.count(">Lưu phân công</button>") == 2
    assert table.index(">I</th>") < table.index(">I.1</td>") < table.index(">II</th>")


def test_a_text_that_is_too_long_is_named_at_its_row_and_nothing_is_lost(client):
    _, agencies, sheet = year()
    sign_in(client, make_editor(agencies[2]))

    answer = client.post(sheet_page("departments", sheet), sent(sheet, I_1=PLAN, I_2="x" * 121))

    assert answer.status_code == 422
    assert "Dài quá 120 ký tự (đang có 121); đề nghị rút gọn." in text_of(answer)
    assert value_of(answer, f"{line_of(sheet, 'I.1').pk}-text") == PLAN
    assert not sheet.lines.exclude(department="").exists()


def test_a_colleague_who_was_faster_is_told_and_the_next_try_knows_it(client):
    _, agencies, sheet = year()
    typed = sent(sheet, I_1=PLAN)
    divide(sheet, I_1=OFFICE)
    sign_in(client, make_editor(agencies[2]))

    answer = client.post(sheet_page("departments", sheet), typed)

    assert answer.status_code == 409
    assert f"Tiêu chí I.1: phần phân công vừa được người khác ghi là “{OFFICE}”" in text_of(answer)
    line = line_of(sheet, "I.1")
    assert value_of(answer, f"{line.pk}-text") == PLAN
    assert value_of(answer, f"{line.pk}-seen") == OFFICE


@pytest.mark.parametrize(("text", "status"), [(PLAN, 409), ("x" * 121, 422)])
def test_sending_the_page_again_takes_nothing_back_from_a_colleague(client, text, status):
    _, agencies, sheet = year()
    typed = sent(sheet, I_1=text, I_2="Phòng A", II_1="", III="")
    divide(sheet, I_1="Phòng B", I_2="Phòng C", II_1=OFFICE)
    sign_in(client, make_editor(agencies[2]))

    answer = client.post(sheet_page("departments", sheet), typed)

    assert answer.status_code == status
    assert value_of(answer, f"{line_of(sheet, 'I.2').pk}-text") == "Phòng A"
    assert value_of(answer, f"{line_of(sheet, 'II.1').pk}-text") == OFFICE
    stale = ("I.1: phần phân công vừa được", "I.2: phần phân công vừa được", "II.1: phần")
    told = [part in text_of(answer) for part in stale]
    assert told == ([True, True, False] if status == 409 else [False] * 3)
    keys = ("I.1", "I.2", "II.1")
    again = {
        f"{line_of(sheet, key).pk}-{part}": value_of(answer, f"{line_of(sheet, key).pk}-{part}")
        for key in keys
        for part in ("text", "seen")
    }
    client.post(sheet_page("departments", sheet), again | sent(sheet, I_1=PLAN))
    assert [line_of(sheet, key).department for key in keys] == [PLAN, "Phòng A", OFFICE]


def test_a_line_that_is_not_the_agencys_is_not_asked_for(client):
    _, agencies, sheet = year()
    away = sheet.lines.filter(criterion__key="II.1")
    away.update(is_assigned=False, unassigned_reason="Không", self_points=None)
    sign_in(client, make_editor(agencies[2]))

    page = client.get(sheet_page("departments", sheet))

    assert f"{line_of(sheet, 'II.1').pk}-text" not in page.content.decode()


@pytest.mark.parametrize("leaves", [1, 3])
def test_the_page_costs_the_same_for_one_line_and_for_three(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2])
    sign_in(client, make_editor(agencies[2]))

    # Session, user, standing, sheet, seats, lines, groups, sample.
    with django_assert_num_queries(8):
        page = client.get(sheet_page("departments", sheet))

    assert page.content.decode().count('-text"') == leaves


def test_the_sheet_tells_the_department_and_shows_one_departments_lines(client):
    _, agencies, sheet = year()
    divide(sheet, I_1=PLAN, II_1=OFFICE)
    sign_in(client, make_editor(agencies[2]))

    whole = client.get(sheet.get_absolute_url())
    one = client.get(sheet.get_absolute_url(), {"phong": PLAN})
    nobody = client.get(sheet.get_absolute_url(), {"phong": "-"})
    unknown = client.get(sheet.get_absolute_url(), {"phong": "Phòng X"})

    def keys(answer):
        return [shown.row.node.key for shown in answer.context["rows"] if shown.row.line]

    assert f"Tham mưu, thực hiện: {PLAN}" in text_of(whole)
    assert f"Tất cả (5) {PLAN} (1) {OFFICE} (1) Chưa phân công (3)" in text_of(whole)
    assert keys(one) == ["I.1"]
    assert [shown.row.node.key for shown in one.context["rows"]] == ["I", "I.1"]
    assert keys(nobody) == ["I.2", "III", "IV"]
    assert keys(unknown) == keys(whole)


def test_saving_one_departments_lines_touches_no_other_and_comes_back_to_them(client):
    _, agencies, sheet = year()
    divide(sheet, I_1=PLAN)
    sign_in(client, make_editor(agencies[2]))
    page = client.get(sheet.get_absolute_url(), {"phong": PLAN})
    line = line_of(sheet, "I.1")
    form = {
        f"{line.pk}-points": "31",
        f"{line.pk}-words": "",
        f"{line.pk}-seen": value_of(page, f"{line.pk}-seen"),
    }
    action = page.content.decode().split('id="sheet-form" action="', 1)[1].split('"', 1)[0]

    answer = client.post(action.replace("&amp;", "&"), form)

    assert answer.status_code == 302
    assert answer.url == f"{sheet.get_absolute_url()}?phong=Ph%C3%B2ng+K%E1%BA%BF+ho%E1%BA%A1ch"
    assert str(line_of(sheet, "I.1").self_points) == "31.00"
    assert str(line_of(sheet, "II.1").self_points) == "20.00"


def test_a_line_that_a_colleague_moved_away_comes_back_with_what_was_typed(client):
    _, agencies, sheet = year()
    divide(sheet, I_1="Phòng Khác", I_2="Phòng Khác", II_1=OFFICE)
    sign_in(client, make_editor(agencies[2]))
    typed = {
        **cells(line_of(sheet, "I.1"), "77", "Vượt kế hoạch"),
        **cells(line_of(sheet, "I.2"), "19"),
    }
    divide(sheet, I_1=OFFICE)

    answer = client.post(f"{sheet_page('sheet-save', sheet)}?phong=Phòng+Khác", typed)

    assert answer.status_code == 422
    assert [shown.row.node.key for shown in answer.context["rows"]] == ["I", "I.1", "I.2"]
    line = line_of(sheet, "I.1")
    assert value_of(answer, f"{line.pk}-points") == "77"
    assert value_of(answer, f"{line.pk}-words") == "Vượt kế hoạch"
    assert value_of(answer, f"{line_of(sheet, 'I.2').pk}-points") == "19"


def test_the_first_line_that_waits_is_found_on_the_whole_sheet_where_a_filter_hides_it(client):
    _, agencies, sheet = year()
    sheet.lines.filter(criterion__key="I.1").update(self_points=None)
    divide(sheet, I_1=PLAN, I_2=OFFICE)
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheet, "I.1")

    def link(answer):
        return answer.content.decode().split(" data-jump")[0].rpartition('href="')[2]

    pages = [client.get(sheet.get_absolute_url(), {"phong": name}) for name in (PLAN, OFFICE)]
    saved = save_cell(client, line_of(sheet, "I.2"), points="19")

    here, away = f'#dong-{line.pk}"', f'{sheet.get_absolute_url()}#dong-{line.pk}"'
    assert [link(answer) for answer in (*pages, saved)] == [here, away, away]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("secretariat", True), ("deputy", True), ("province", True), ("member", False)],
)
def test_who_leads_and_the_province_read_and_other_members_do_not(client, who, sees):
    season, agencies, sheet = year(Stage.BLOC_REVIEW, SheetState.APPRAISED, size=4)
    score(sheet, POINTS, layer="appraised")
    for agency in (*agencies[:2], agencies[3]):
        other = make_sheet(season, agency, state=SheetState.APPRAISED, points=POINTS)
        score(other, POINTS, layer="appraised")
    divide(sheet, I_1=PLAN)
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    season.season_table.__class__.objects.filter(season=season).update(
        lines_from=Stage.BLOC_REVIEW.value
    )
    assert Ranking.objects.exists()
    person = {
        "secretariat": lambda: make_editor(agencies[0]),
        "province": lambda: make_officer(season.bloc),
        "deputy": lambda: make_editor(agencies[1]),
        "member": lambda: make_editor(agencies[3]),
    }[who]()
    client.force_login(person)

    page = client.get(sheet.get_absolute_url())
    own = client.get(sheet_page("departments", sheet))
    book = client.get(sheet_page("sheet-workbook", sheet))

    assert page.status_code == 200
    assert (PLAN in text_of(page)) == sees
    cells = words_of(book)
    assert {PLAN, DEPARTMENT.title} & cells == ({PLAN, DEPARTMENT.title} if sees else set())
    assert "I.1" in cells
    assert own.status_code == (200 if sees else 404)
    if sees:
        assert "Lưu phân công" not in text_of(own)
        assert "Chỉ người của đơn vị" in text_of(own)

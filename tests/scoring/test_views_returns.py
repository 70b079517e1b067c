import pytest

from blocs.states import Stage
from scoring.models import LineReturn, ScoreSheet, SheetReturn
from scoring.states import CriterionKind, SheetAction, SheetState
from tests.factories import (
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import piece, sheet_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)


@pytest.fixture
def appraiser(client, year):
    person = make_editor(year[1][0])
    sign_in(client, person)
    return person


def post(client, sheet, reasons=(), *, picked=(), reason="Thiếu minh chứng", seen=1):
    form = {"seen_version": seen, "reason": reason}
    form |= {f"{line_of(sheet, key).pk}-why": text for key, text in dict(reasons).items()}
    form |= {f"{line_of(sheet, key).pk}-back": "on" for key in picked}
    return client.post(sheet_page("sheet-return", sheet), form)


def state_of(sheet):
    return ScoreSheet.objects.get(pk=sheet.pk).state


def test_the_step_of_returning_has_a_page_of_its_own(client, appraiser, sheet):
    assert sheet_page("sheet-return", sheet) == sheet_page("sheet-take", sheet, SheetAction.RETURN)

    page = client.get(sheet_page("sheet-return", sheet))

    assert "Đây là lần trả lại thứ 1" in text_of(page)
    assert page.templates[0].name == "scoring/sheet_return.html"


def test_a_penalty_stands_below_zero_as_it_does_on_the_sheet(client, appraiser, sheet):
    score(sheet, {"IV": "2"})

    said = text_of(client.get(sheet_page("sheet-return", sheet)))

    assert "IV Tiêu chí IV −10 −2,00" in said


def test_a_sheet_goes_back_with_a_reason_for_each_picked_line(client, appraiser, sheet):
    sheet.lines.filter(criterion__key="II.1").update(appraisal_reason="Chưa đủ hồ sơ")

    answer = post(client, sheet, {"I.1": "Thiếu quyết định"}, picked=["I.1", "II.1"])

    assert answer.url == sheet_page("appraisal", sheet)
    rows = LineReturn.objects.exclude(reason="").values_list("line__criterion__key", "reason")
    assert dict(rows) == {"I.1": "Thiếu quyết định", "II.1": "Chưa đủ hồ sơ"}
    assert SheetReturn.objects.get().reason == "Thiếu minh chứng"
    assert state_of(sheet) == SheetState.RETURNED


def test_a_reason_without_a_tick_picks_its_line(client, appraiser, sheet):
    post(client, sheet, {"I.2": "Chưa đạt"})

    assert LineReturn.objects.exclude(reason="").get().line.criterion.key == "I.2"


def test_a_picked_line_without_a_reason_keeps_everything_that_was_typed(client, appraiser, sheet):
    answer = post(client, sheet, {"I.1": "Thiếu quyết định", "I.2": "  "}, picked=["I.2"])

    line, bare = line_of(sheet, "I.1"), line_of(sheet, "I.2")
    assert answer.status_code == 422
    assert value_of(answer, f"{line.pk}-why") == "Thiếu quyết định"
    assert value_of(answer, "reason").strip() == "Thiếu minh chứng"
    assert piece(answer, f"loi-{bare.pk}").startswith("Quý vị ghi lý do trả lại của dòng này")
    assert not SheetReturn.objects.exists()
    assert state_of(sheet) == SheetState.SUBMITTED


def test_without_a_general_reason_nothing_goes_back(client, appraiser, sheet):
    answer = post(client, sheet, {"I.1": "Thiếu quyết định"}, reason="  ")

    assert answer.status_code == 422
    assert value_of(answer, f"{line_of(sheet, 'I.1').pk}-why") == "Thiếu quyết định"
    assert state_of(sheet) == SheetState.SUBMITTED


def test_a_stale_page_says_so_and_keeps_what_was_typed(client, appraiser, sheet):
    ScoreSheet.objects.filter(pk=sheet.pk).update(version=5)

    answer = post(client, sheet, {"I.1": "Thiếu quyết định"})

    assert answer.status_code == 409
    assert "Phiếu vừa được người khác xử lý" in text_of(answer)
    assert value_of(answer, f"{line_of(sheet, 'I.1').pk}-why") == "Thiếu quyết định"


def test_the_page_says_when_the_rounds_are_used_up(client, appraiser, year):
    season, agencies = year
    assign(season, make_table(rules={"max_rounds": 1}))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    first = text_of(client.get(sheet_page("sheet-return", sheet)))
    SheetReturn.objects.create(sheet=sheet, reason="Sửa", returned_at=sheet.submitted_at)

    page = client.get(sheet_page("sheet-return", sheet))
    answer = post(client, sheet, {"I.1": "Thiếu quyết định"})

    assert "lần trả lại thứ 1 (bảng tiêu chí cho phép tối đa 1 lần)" in first
    assert "tối đa 1 lần; phiếu này đã được trả lại 1 lần" in text_of(page)
    assert answer.status_code == 422
    assert value_of(answer, f"{line_of(sheet, 'I.1').pk}-why") == "Thiếu quyết định"
    assert state_of(sheet) == SheetState.SUBMITTED


def test_the_agency_itself_and_strangers_return_nothing(client, year, sheet):
    sign_in(client, make_editor(year[1][2]))
    own = post(client, sheet, {"I.1": "x"})
    sign_in(client, make_editor(make_bloc_year(1)[1][0]))
    strange = post(client, sheet, {"I.1": "x"})

    assert (own.status_code, strange.status_code) == (403, 404)
    assert state_of(sheet) == SheetState.SUBMITTED


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_costs_the_same_for_one_line_and_for_many(
    client, appraiser, year, lines, django_assert_num_queries
):
    season, agencies = year
    nodes = [(f"{number}", CriterionKind.MANUAL, "10") for number in range(1, lines + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED)
    score(sheet, {"1": "5"})

    # session, user, appointments, sheet, table, criteria, lines, evidence, appointments
    # again, seats twice (who may open it, who may return), calendar; returns so far and the
    # table's rules; sample
    with django_assert_num_queries(15):
        page = client.get(sheet_page("sheet-return", sheet))

    assert page.content.decode().count("-why") == lines

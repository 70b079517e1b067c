import pytest

from blocs.states import Stage
from scoring import services
from scoring.models import LineReturn, ScoreSheet
from scoring.states import SheetAction, SheetState
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
from tests.scoring.pages import sheet_page, sign_in, text_of

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}
A = SheetAction


@pytest.fixture
def year():
    return make_bloc_year(4, stage=Stage.APPRAISAL)


@pytest.fixture
def sheet(year):
    season, agencies = year
    held = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    score(held, {"I.1": "30"}, layer="appraised")
    return held


def take(action, sheet, keys=()):
    services.take(
        action,
        sheet_id=sheet.pk,
        seen_version=ScoreSheet.objects.get(pk=sheet.pk).version,
        actor=None,
        reason="Xem lại",
        line_reasons={line_of(sheet, key).pk: f"Thiếu {key}" for key in keys},
    )


def two_rounds(sheet):
    take(A.RETURN, sheet, ["I.1"])
    LineReturn.objects.exclude(reason="").update(answer="Đã bổ sung")
    score(sheet, {"I.1": "36"})
    take(A.SUBMIT, sheet)
    score(sheet, {"I.1": "33"}, layer="appraised")
    take(A.RETURN, sheet, ["II.1"])


def test_the_history_shows_every_round_with_the_points_of_then(client, year, sheet):
    two_rounds(sheet)
    sign_in(client, make_editor(year[1][2]))

    page = text_of(client.get(sheet_page("sheet-history", sheet)))
    whole = text_of(client.get(sheet_page("sheet-history", sheet) + "?tat-ca=1"))

    assert page.index("Trả lại lần 2") < page.index("Trả lại lần 1")
    assert "I.1 Tiêu chí I.1 38,50 30,00 Thiếu I.1 Đã bổ sung" in page
    assert "II.1 Tiêu chí II.1 28,75 Thiếu II.1" in page
    assert ("I.2" in page, "I.2" in whole) == (False, True)


def test_the_appraiser_s_unfinished_points_stay_hidden_in_the_history_too(client, year, sheet):
    two_rounds(sheet)
    services.answer_lines(
        sheet_id=sheet.pk,
        answers=[
            services.Answer(one.pk, "00000000", "Đã sửa")
            for one in LineReturn.objects.filter(reason="Thiếu II.1")
        ],
        actor=None,
    )
    take(A.SUBMIT, sheet)
    sign_in(client, make_editor(year[1][2]))

    page = text_of(client.get(sheet_page("sheet-history", sheet)))

    assert "Thiếu I.1" in page
    assert "30,00" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda season, agencies: make_editor(agencies[2]), 200),
        (lambda season, agencies: make_editor(agencies[0]), 200),
        (lambda season, agencies: make_officer(season.bloc), 200),
        (lambda season, agencies: make_editor(agencies[1]), 403),
        (lambda season, agencies: make_editor(agencies[3]), 404),
    ],
)
def test_who_may_read_the_history(client, year, sheet, who, status):
    two_rounds(sheet)
    sign_in(client, who(*year))

    assert client.get(sheet_page("sheet-history", sheet)).status_code == status


def test_the_pages_of_the_sheet_lead_to_its_history(client, year, sheet):
    sign_in(client, make_editor(year[1][0]))

    page = client.get(sheet_page("appraisal", sheet))

    assert sheet_page("sheet-history", sheet) in page.content.decode()


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_history_costs_the_same_for_one_round_and_for_many(
    client, year, rounds, django_assert_num_queries
):
    season, agencies = year
    assign(season, make_table())
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    for _ in range(rounds):
        take(A.RETURN, sheet, ["I.1"])
        LineReturn.objects.exclude(reason="").update(answer="Đã bổ sung")
        take(A.SUBMIT, sheet)
    sign_in(client, make_editor(agencies[2]))

    # session, user, appointments, sheet, seats; returns, lines, their lines, criteria; what
    # amendments did; sample; the late mark
    with django_assert_num_queries(12):
        page = client.get(sheet_page("sheet-history", sheet))

    assert text_of(page).count("Thiếu I.1") == rounds


def test_the_second_appraisal_shows_the_round_before_beside_the_new_one(client, year, sheet):
    sheet.lines.filter(criterion__key="I.1").update(explanation="Có quyết định")
    take(A.RETURN, sheet, ["I.1"])
    LineReturn.objects.exclude(reason="").update(answer="Đã bổ sung")
    score(sheet, {"I.1": "36"})
    take(A.SUBMIT, sheet)
    sign_in(client, make_editor(year[1][0]))

    page = client.get(sheet_page("appraisal", sheet))

    text = text_of(page)
    assert (
        "Điểm chuẩn Tự chấm lần 1 Thẩm định lần 1 Lý do Giải trình Tự chấm Minh chứng "
        "Thẩm định Chênh lệch Lý do chênh lệch" in text
    )
    assert "38,50 30,00 Thiếu I.1 Đã bổ sung Trên phiếu: Có quyết định 36,00" in text
    rows = [row for row in page.content.decode().split("<tr")[2:] if "</tr>" in row]
    assert {row.split("</tr>")[0].count("<td") + row.count("<th ") for row in rows} == {12}


def test_the_first_appraisal_has_no_columns_of_another_round(client, year, sheet):
    sign_in(client, make_editor(year[1][0]))

    assert "lần 1" not in text_of(client.get(sheet_page("appraisal", sheet)))

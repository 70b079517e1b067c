from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from blocs.states import Stage
from scoring import services
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import CriterionKind, Layer, SheetState
from tests.factories import (
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
)
from tests.scoring.pages import HTMX, cells, held, piece, save_cell, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points={"I.1": "38.5"})


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency, full_name="Trần Thị Sáu")
    client.force_login(user)
    return user


def write_first(line, actor, explanation=""):
    services.save_line(
        line_id=line.pk,
        seen_version=1,
        points=Decimal(36),
        explanation=explanation,
        actor=actor,
    )


def send(sheet, state):
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        state=state.value, submitted_at="2022-12-01T00:00:00Z"
    )


def test_a_saved_line_answers_with_the_tick_and_the_sums_above_it(client, editor, sheet):
    line = line_of(sheet, "I.2")

    answer = save_cell(client, line, points="20", words="Đạt")

    assert answer.status_code == 200
    assert held(line) == ("20.00", "Đạt")
    assert 'data-points="20,00"' in answer.content.decode()
    assert value_of(answer, f"{line.pk}-seen").startswith("2.")
    assert piece(answer, "g1") == piece(answer, "s1") == "58,50"
    assert piece(answer, "total") == "58,50"
    assert piece(answer, "left") == "Còn 1 dòng chưa chấm · Đến dòng đầu tiên"
    assert piece(answer, f"m{line.pk}") == ""
    assert "Đã lưu mục I.2 lúc" in piece(answer, "announce")
    assert 'id="g4"' not in answer.content.decode()


@pytest.mark.parametrize("leaves", [1, 3])
def test_a_save_costs_the_same_in_a_short_and_in_a_long_table(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2])
    sign_in(client, make_editor(agencies[2]))
    line = line_of(sheet, "1")
    chain_lock = 1 if connection.vendor == "postgresql" else 0

    # session, user, appointments, line; begin, numbers of sheet and season, three locks,
    # appointments again, the line, the end of the audit, its new line, commit; and for the
    # sums: table, criteria, lines, evidence; and the calendar
    with django_assert_num_queries(20 + chain_lock):
        answer = save_cell(client, line, points="5")

    assert answer.status_code == 200


def test_every_answer_says_when_it_was_read_and_later_ones_say_more(client, editor, sheet):
    line = line_of(sheet, "I.2")
    before = timezone.now().timestamp()

    answers = [
        save_cell(client, line, points=typed) for typed in ("20", "99", "0")
    ]  # two on an old version

    marks = [float(answer["X-Read-At"]) for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 409, 409]
    assert before <= marks[0] < marks[1] < marks[2]


def test_bad_points_name_the_cell_and_save_nothing(client, editor, sheet):
    line = line_of(sheet, "I.1")

    answer = save_cell(client, line, points="41")

    assert answer.status_code == 422
    assert piece(answer, f"m{line.pk}") == "Tiêu chí I.1: điểm phải từ 0 đến 40."
    assert 'data-field="points"' in answer.content.decode()
    assert f'id="t{line.pk}"' not in answer.content.decode()
    assert held(line) == ("38.50", "")


def test_a_conflict_shows_both_values_who_and_when_and_offers_both(client, editor, sheet):
    line = line_of(sheet, "I.1")
    colleague = make_editor(sheet.agency, full_name="Nguyễn Văn Bảy")
    services.save_line(
        line_id=line.pk,
        seen_version=1,
        points=Decimal(36),
        explanation="Theo báo cáo",
        actor=colleague,
    )

    answer = save_cell(client, line, points="39", words="Lời của tôi")

    assert answer.status_code == 409
    said = piece(answer, f"m{line.pk}")
    assert said.startswith("Nguyễn Văn Bảy vừa ghi 36,00 lúc ")
    assert "quý vị nhập 39" in said
    assert "Lời ghi đang lưu: “Theo báo cáo”." in said
    page = answer.content.decode()
    assert 'data-keep="2"' in page
    assert 'data-take="2" data-points="36,00"' in page
    assert 'data-minus="" data-words="Theo báo cáo"' in page
    assert held(line) == ("36.00", "Theo báo cáo")


def test_keeping_mine_after_a_conflict_saves_over_the_version_that_was_shown(client, editor, sheet):
    line = line_of(sheet, "I.1")
    services.save_line(
        line_id=line.pk, seen_version=1, points=Decimal(36), explanation="", actor=None
    )

    answer = client.post(
        reverse("scoring:line-save", args=[line.pk]),
        cells(line, "39") | {f"{line.pk}-seen": "2"},
        headers=HTMX,
    )

    assert answer.status_code == 200
    assert held(line) == ("39.00", "")


def test_a_save_after_the_sheet_was_sent_is_refused_in_the_row(client, editor, sheet):
    line = line_of(sheet, "I.1")
    send(sheet, SheetState.SUBMITTED)

    answer = save_cell(client, line, points="39")

    assert answer.status_code == 403
    assert piece(answer, f"m{line.pk}").startswith("Chưa lưu được: Phiếu đã gửi")
    assert held(line) == ("38.50", "")


def test_a_line_of_another_bloc_does_not_exist(client, sheet):
    _, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))
    line = line_of(sheet, "I.1")

    assert save_cell(client, line, points="39").status_code == 404
    assert save_cell(client, line, "appraisal-line-save", points="39").status_code == 404
    assert held(line) == ("38.50", "")


@pytest.mark.parametrize("seen", ["", "abc", "1.zz", "99999999999"])
def test_a_malformed_version_is_refused_in_the_row(client, editor, sheet, seen):
    line = line_of(sheet, "I.1")

    answer = client.post(
        reverse("scoring:line-save", args=[line.pk]),
        cells(line, "39") | {f"{line.pk}-seen": seen},
        headers=HTMX,
    )

    assert answer.status_code == 422
    assert "tải lại trang" in piece(answer, f"m{line.pk}")
    assert held(line) == ("38.50", "")


def test_text_from_people_is_shown_as_text(client, editor, sheet):
    line = line_of(sheet, "I.1")

    save_cell(client, line, words='<script>alert("x")</script>')
    page = client.get(sheet.get_absolute_url())

    assert value_of(page, f"{line.pk}-words") == '<script>alert("x")</script>'
    assert "<script>alert" not in page.content.decode()


def test_the_head_appraises_a_line_and_sees_the_difference(client, year, sheet):
    _, agencies = year
    send(sheet, SheetState.SUBMITTED)
    client.force_login(make_editor(agencies[0]))
    line = line_of(sheet, "I.1")

    answer = save_cell(
        client, line, "appraisal-line-save", points="36", words="Thiếu", layer=Layer.APPRAISED
    )

    assert answer.status_code == 200
    assert held(line, Layer.APPRAISED) == ("36.00", "Thiếu")
    assert piece(answer, f"x{line.pk}") == "−2,50"
    assert piece(answer, "total") == "36,00"
    assert piece(answer, "left") == "Đã thẩm định đủ các dòng"


def test_an_agency_cannot_appraise_its_own_line(client, editor, sheet):
    send(sheet, SheetState.SUBMITTED)
    line = line_of(sheet, "I.1")

    answer = save_cell(client, line, "appraisal-line-save", points="36", layer=Layer.APPRAISED)

    assert answer.status_code == 403
    assert "không thẩm định phiếu của đơn vị mình" in text_of(answer)
    assert held(line, Layer.APPRAISED) == ("", "")


def test_the_province_must_give_its_reason_at_once(client, year, sheet):
    season, _ = year
    type(season).objects.update(stage=Stage.APPRAISAL.value)
    send(sheet, SheetState.APPRAISED)
    client.force_login(make_officer(season.bloc))
    line = line_of(sheet, "I.1")
    address = reverse("scoring:appraisal-line-save", args=[line.pk]) + "?lop=tinh"

    silent = client.post(address, cells(line, "30", "", layer=Layer.PROVINCE), headers=HTMX)
    given = client.post(address, cells(line, "30", "Kết luận", layer=Layer.PROVINCE), headers=HTMX)

    assert silent.status_code == 422
    assert 'data-field="words"' in silent.content.decode()
    assert given.status_code == 200
    assert held(line, Layer.PROVINCE) == ("30.00", "Kết luận")
    assert ScoreLine.objects.get(pk=line.pk).appraised_points is None

import pytest

from accounts.models import AuditEvent
from blocs.states import Stage, StepClosing, StepKind
from scoring import services
from scoring.models import LineReturn, ScoreSheet
from scoring.services.returns import mark_of_answer
from scoring.states import SheetAction, SheetState
from tests.factories import (
    NOON,
    join,
    line_of,
    make_agency,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_step,
)
from tests.scoring.pages import sheet_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


def give_back(sheet, keys=("I.1", "II.1")):
    services.take(
        SheetAction.RETURN,
        sheet_id=sheet.pk,
        seen_version=ScoreSheet.objects.get(pk=sheet.pk).version,
        actor=None,
        reason="Xem lại hồ sơ",
        line_reasons={line_of(sheet, key).pk: f"Thiếu {key}" for key in keys},
    )


@pytest.fixture
def sheet(year):
    season, agencies = year
    held = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    give_back(held)
    return held


@pytest.fixture
def editor(client, year):
    person = make_editor(year[1][2])
    sign_in(client, person)
    return person


def back(key):
    return LineReturn.objects.order_by("-pk").filter(line__criterion__key=key).first()


def post(client, sheet, answers, *, seen=""):
    form = {}
    for key, text in answers.items():
        form |= {f"{back(key).pk}-answer": text, f"{back(key).pk}-seen": mark_of_answer(seen)}
    return client.post(sheet_page("sheet-answers", sheet), form)


def test_the_agency_reads_why_each_line_came_back_and_answers(client, editor, sheet):
    page = client.get(sheet_page("sheet-answers", sheet))
    answer = post(client, sheet, {"I.1": " Đã bổ sung ", "II.1": ""})

    text = text_of(page)
    assert "Giải trình lần trả lại 1" in text
    assert ("Thiếu I.1" in text, "Thiếu II.1" in text, "I.2" in text) == (True, True, False)
    assert answer.url == sheet.get_absolute_url()
    assert (back("I.1").answer, back("II.1").answer) == ("Đã bổ sung", "")
    event = AuditEvent.objects.last()
    assert (event.action, event.before, event.after) == (
        "sheet.answer_returns",
        {"I.1": ""},
        {"I.1": "Đã bổ sung"},
    )


def test_the_sheet_leads_to_the_answers_that_are_missing(client, editor, sheet):
    page = client.get(sheet.get_absolute_url())

    assert "Giải trình 2 dòng bị trả lại" in text_of(page)
    assert sheet_page("sheet-answers", sheet) in page.content.decode()
    assert "Thiếu I.1" in text_of(page)


def test_an_answer_saved_by_a_colleague_is_not_overwritten(client, editor, sheet):
    LineReturn.objects.filter(pk=back("I.1").pk).update(answer="Của đồng nghiệp")

    answer = post(client, sheet, {"I.1": "Của tôi", "II.1": "Khác"})

    assert answer.status_code == 409
    assert "Của đồng nghiệp" in text_of(answer)
    assert value_of(answer, f"{back('I.1').pk}-answer") == "Của tôi"
    assert value_of(answer, f"{back('II.1').pk}-answer") == "Khác"
    assert (back("I.1").answer, back("II.1").answer) == ("Của đồng nghiệp", "")


def test_an_answer_sent_after_the_deadline_is_refused_and_shown(client, editor, year, sheet):
    closing = StepClosing.REFUSES.value
    make_step(year[0], StepKind.APPRAISAL, due_at=NOON, closing=closing)

    answer = post(client, sheet, {"I.1": "Đã bổ sung quyết định"})

    assert answer.status_code == 403
    assert "“Thẩm định điểm” đã khóa từ 12:00 ngày 15/11/2022" in text_of(answer)
    assert "Quý vị nhập: Đã bổ sung quyết định – chưa lưu" in text_of(answer)
    assert back("I.1").answer == ""


def test_only_lines_of_the_latest_round_are_answered(client, editor, sheet):
    first = back("I.1")
    LineReturn.objects.filter(answer="").exclude(reason="").update(answer="Đã sửa")
    services.take(SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=2, actor=None)
    give_back(sheet, keys=["I.2"])

    old = client.post(
        sheet_page("sheet-answers", sheet),
        {f"{first.pk}-answer": "Sửa lịch sử", f"{first.pk}-seen": mark_of_answer("Đã sửa")},
    )

    assert old.status_code == 422
    assert LineReturn.objects.get(pk=first.pk).answer == "Đã sửa"
    page = text_of(client.get(sheet_page("sheet-answers", sheet)))
    assert ("Thiếu I.2" in page, "Thiếu I.1" in page) == (True, False)


def test_too_long_an_answer_is_refused(client, editor, sheet):
    answer = post(client, sheet, {"I.1": "x" * 5_001})

    assert answer.status_code == 422
    assert back("I.1").answer == ""


def test_other_members_neither_read_nor_write_the_answers(client, year, sheet):
    fourth = make_agency()
    join(year[0], fourth)
    for person, status in [(make_editor(fourth), 404), (make_editor(year[1][0]), 403)]:
        sign_in(client, person)
        assert post(client, sheet, {"I.1": "x"}).status_code == status

    assert back("I.1").answer == ""


@pytest.mark.parametrize("keys", [["I.1"], ["I.1", "I.2", "II.1"]])
def test_the_page_costs_the_same_for_one_line_and_for_many(
    client, editor, year, keys, django_assert_num_queries
):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)
    give_back(sheet, keys=keys)

    # session, user, appointments, sheet, seats, appointments again, returns, lines, calendar,
    # seats again, sample
    with django_assert_num_queries(11):
        page = client.get(sheet_page("sheet-answers", sheet))

    assert page.content.decode().count("-answer") == len(keys)

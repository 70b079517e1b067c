from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from blocs.states import Role, Stage, StepKind
from scoring import services
from scoring.models import ScoreSheet
from scoring.states import SheetAction, SheetState
from tests.factories import (
    appoint,
    assign,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_step,
    make_table,
    score,
)
from tests.scoring.pages import sheet_page, sign_in, text_of

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}
LATE = {"late": [{"from_days": 1, "points": "0.5"}, {"from_days": 3, "points": "1.5"}]}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


def late_sheet(year, *, days=4, rules=None, **fields):
    season, agencies = year
    assign(season, make_table(rules=LATE if rules is None else rules))
    late = {"submitted_late": days > 0, "days_late": days}
    fields = {"state": SheetState.SUBMITTED, "points": POINTS, **late, **fields}
    return make_sheet(season, agencies[2], **fields)


@pytest.fixture
def sheet(year):
    return late_sheet(year)


def clear(sheet, actor, reason="Mất điện toàn tỉnh", seen=1):
    return services.clear_late(sheet_id=sheet.pk, seen_version=seen, reason=reason, actor=actor)


def late_of(sheet):
    return ScoreSheet.objects.values_list("submitted_late", "days_late").get(pk=sheet.pk)


def test_the_agency_reads_what_the_delay_costs_and_the_points_before(client, year, sheet):
    score(sheet, {"I.1": "10"}, layer="appraised")  # not shown to the agency yet
    sign_in(client, make_editor(year[1][2]))

    page = text_of(client.get(sheet.get_absolute_url()))

    assert "Gửi muộn 4 ngày" in page
    assert (
        "Trừ điểm nộp muộn: 4 ngày → 1,50 điểm; điểm tự chấm trước khi trừ: 87,25, "
        "sau khi trừ: 85,75." in page
    )


def test_the_appraiser_reads_it_from_the_points_given_so_far(client, year, sheet):
    score(sheet, {"I.1": "30", "I.2": "20", "II.1": "20"}, layer="appraised")
    sign_in(client, make_editor(year[1][0]))

    page = text_of(client.get(sheet_page("appraisal", sheet)))

    assert "1,50 điểm; điểm trước khi trừ: 70,00, sau khi trừ: 68,50." in page


def test_a_table_that_says_nothing_takes_nothing_off(client, year):
    sheet = late_sheet(year, rules={})
    sign_in(client, make_editor(year[1][2]))

    page = text_of(client.get(sheet.get_absolute_url()))

    assert "Gửi muộn 4 ngày; bảng tiêu chí không trừ điểm." in page


def test_a_sheet_in_time_says_nothing_of_it(client, year):
    sheet = late_sheet(year, days=0)
    sign_in(client, make_editor(year[1][2]))

    assert "muộn" not in text_of(client.get(sheet.get_absolute_url()))


def test_the_province_takes_the_late_mark_off_and_it_leaves_a_trace(client, year, sheet):
    officer = make_officer(year[0].bloc)
    sign_in(client, officer)
    address = sheet_page("late-clear", sheet)

    led = client.get(sheet.get_absolute_url())
    asked = client.get(address)
    answer = client.post(address, {"seen_version": 1, "reason": "Mất điện toàn tỉnh"})

    assert address in led.content.decode()
    assert "Số ngày muộn 4" in text_of(asked)
    assert answer.url == sheet.get_absolute_url()
    assert late_of(sheet) == (False, 0)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.reason) == (
        "sheet.clear_late",
        officer,
        "Mất điện toàn tỉnh",
    )
    assert event.before == {"submitted_late": True, "days_late": 4}
    history = text_of(client.get(sheet_page("sheet-history", sheet)))
    assert "Đã bỏ ghi nhận gửi muộn 4 ngày" in history
    assert "Mất điện toàn tỉnh" in history


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"seen_version": 1, "reason": " "}, 422),
        ({"seen_version": 1, "reason": "\u200e"}, 422),
        ({"seen_version": 7, "reason": "Mất điện"}, 409),
    ],
)
def test_without_a_reason_or_from_a_stale_page_the_mark_stays(client, year, sheet, form, status):
    sign_in(client, make_officer(year[0].bloc))

    answer = client.post(sheet_page("late-clear", sheet), form)

    assert answer.status_code == status
    assert late_of(sheet) == (True, 4)
    assert not AuditEvent.objects.exists()


def test_nobody_else_takes_the_mark_off(year, sheet):
    season, agencies = year
    party = appoint(make_editor(agencies[2]), Role.OFFICER, blocs=[season.bloc]).user
    for person in (make_editor(agencies[0]), make_approver(agencies[2]), party):
        with pytest.raises(NotAllowed):
            clear(sheet, person)

    assert late_of(sheet) == (True, 4)


def test_after_the_decision_the_mark_stays(year, sheet):
    season, _ = year
    season.stage = Stage.DECIDED.value
    season.save()

    with pytest.raises(NotAllowed, match="Đã có quyết định"):
        clear(sheet, make_officer(season.bloc))
    assert late_of(sheet) == (True, 4)


def test_a_sheet_in_time_has_no_mark_to_take_off(year):
    sheet = late_sheet(year, days=0)

    with pytest.raises(NotAllowed, match="không bị ghi nhận gửi muộn"):
        clear(sheet, make_officer(year[0].bloc))


@pytest.mark.parametrize(
    ("rules", "said"),
    [(LATE, "bị trừ 1,50 điểm."), ({}, "bảng tiêu chí không trừ điểm.")],
)
def test_who_sends_late_reads_first_how_late_it_is_and_what_it_costs(client, rules, said):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = late_sheet((season, agencies), days=0, rules=rules, state=SheetState.DRAFT)
    make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() - timedelta(days=4))
    sign_in(client, make_approver(agencies[2]))

    pages = (sheet.get_absolute_url(), sheet_page("sheet-take", sheet, SheetAction.SUBMIT))
    late = [text_of(client.get(page)) for page in pages]
    season.steps.update(due_at=timezone.now() + timedelta(days=1))
    in_time = [text_of(client.get(page)) for page in pages]

    for page in late:
        assert "phiếu được ghi là gửi muộn" in page
        assert said in page
    assert not any("gửi muộn" in page for page in in_time)

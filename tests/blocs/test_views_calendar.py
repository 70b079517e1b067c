from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from blocs import services
from blocs.converters import SLUGS
from blocs.models import CalendarStep, StepExtension
from blocs.states import Role, StepClosing, StepKind
from tests.factories import (
    appoint,
    make_agency,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_season,
)
from tests.scoring.pages import sign_in, text_of, value_of

pytestmark = pytest.mark.django_db

OPENS = datetime(2022, 11, 1, 1, tzinfo=UTC)  # 08:00 in Viet Nam
DUE = datetime(2022, 11, 30, 10, tzinfo=UTC)  # 17:00
STEP = {
    "opens_on": "01/11/2022",
    "opens_time": "08:00",
    "due_on": "30/11/2022",
    "due_time": "17:00",
    "grace_days": "2",
    "closing": "refuses",
    "seen": "0",
}
SHUT = {**STEP, "reason": "Đã nhận đủ phiếu"}
MORE = {"due_on": "05/12/2022", "due_time": "24:00", "reason": "Bão lụt", "seen": "0"}


@pytest.fixture
def year():
    return make_bloc_year(3)


def page(name, season, *more):
    return reverse(f"blocs:{name}", args=[season.bloc.code, season.cycle.label, *more])


def set_step(season, kind=StepKind.SELF_SCORING, **changes):
    values = {"opens_at": OPENS, "due_at": DUE, "actor": None, **changes}
    return services.set_step(season_id=season.pk, kind=kind, **values)


def extend(step, agency, days=5, reason="Bão lụt", actor=None):
    return services.extend_step(
        step_id=step.pk,
        agency=agency,
        due_at=DUE + timedelta(days=days),
        reason=reason,
        actor=actor,
    )


def test_every_step_has_an_address_of_its_own():
    assert set(SLUGS) == set(StepKind)
    assert len(set(SLUGS.values())) == len(StepKind)


def test_the_secretariat_sets_a_step_and_reads_it_in_the_calendar(client, year):
    season, agencies = year
    sign_in(client, make_approver(agencies[0]))
    address = page("step-set", season, StepKind.SELF_SCORING)

    asked = client.get(address)
    answer = client.post(address, {**SHUT, "xac-nhan": "1"})
    shown = text_of(client.get(page("calendar", season)))

    assert address.endswith("/lich/tu-cham/")
    assert value_of(asked, "due_time") == "17:00"
    assert answer.url == page("calendar", season)
    step = CalendarStep.objects.get()
    assert (step.opens_at, step.due_at, step.grace_days) == (OPENS, DUE, 2)
    assert step.closing == StepClosing.REFUSES
    assert (
        "Tự chấm điểm 08:00 ngày 01/11/2022 17:00 ngày 30/11/2022 2 ngày "
        "17:00 ngày 02/12/2022 Khóa, không nhận nữa Đã khóa" in shown
    )
    assert "Đặt bước “Tự chấm điểm”: mở 08:00 ngày 01/11/2022, hạn 17:00 ngày 30/11/2022" in shown


def test_a_due_time_at_midnight_is_asked_and_confirmed_as_the_end_of_the_day_before(client, year):
    season, agencies = year
    sign_in(client, make_approver(agencies[0]))
    address = page("step-set", season, StepKind.SELF_SCORING)
    ends = {"due_on": "05/12/2022", "due_time": "24:00", "grace_days": "0"}
    client.post(address, {**STEP, **ends, "closing": "marks_late"})

    asked = client.get(address)
    again = {**SHUT, **ends, "due_on": "04/12/2022", "seen": value_of(asked, "seen")}
    shown = text_of(client.post(address, {**again, "reason": "Đủ phiếu"}))

    assert (value_of(asked, "due_on"), value_of(asked, "due_time")) == ("05/12/2022", "24:00")
    assert "Hạn hiện nay hết ngày 05/12/2022" in shown
    assert "Hạn mới hết ngày 04/12/2022" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": "01/11/2022", "due_time": "08:00"}, "Hạn cuối phải sau thời điểm bắt đầu."),
        ({"due_on": "32/11/2022"}, "ngày/tháng/năm"),
        ({"due_time": "25:00"}, "hết ngày là 24:00"),
        ({"grace_days": "91"}, "90"),
        ({"closing": "x"}, "x"),
    ],
)
def test_a_step_that_cannot_be_keeps_what_was_typed(client, year, changes, said):
    season, agencies = year
    sign_in(client, make_approver(agencies[0]))

    answer = client.post(page("step-set", season, StepKind.APPRAISAL), {**STEP, **changes})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert value_of(answer, "opens_on") == "01/11/2022"
    assert not CalendarStep.objects.exists()


def test_a_step_is_shut_at_once_with_a_reason_and_after_a_page_that_says_so_only(client, year):
    season, agencies = year
    set_step(season, due_at=timezone.now() + timedelta(days=7))
    sign_in(client, make_approver(agencies[0]))
    address = page("step-set", season, StepKind.SELF_SCORING)
    sent = {**SHUT, "seen": value_of(client.get(address), "seen")}

    bare = client.post(address, {**sent, "reason": " ", "xac-nhan": "1"})
    asked = client.post(address, sent)
    again = client.post(address, {**sent, "sua": "1"})
    before = CalendarStep.objects.get().closing
    typed = {name: value_of(asked, name) for name in sent}
    done = client.post(address, {**typed, "xac-nhan": "1"})
    shown = text_of(client.get(page("calendar", season)))

    assert bare.status_code == 422
    assert "Quý vị cần nêu lý do khóa ngay." in text_of(bare)
    assert "Bước bị khóa ngay: mọi đơn vị chưa gửi" in text_of(asked)
    assert "Hạn mới 17:00 ngày 02/12/2022 , đã qua" in text_of(asked)
    assert value_of(again, "due_on") == "30/11/2022"
    assert (before, done.status_code) == (StepClosing.MARKS_LATE, 302)
    assert CalendarStep.objects.get().closing == StepClosing.REFUSES
    assert "Lý do: Đã nhận đủ phiếu" in shown


def test_a_past_deadline_that_only_marks_as_late_needs_no_second_page(client, year):
    season, agencies = year
    sign_in(client, make_approver(agencies[0]))
    address = page("step-set", season, StepKind.SELF_SCORING)

    assert client.post(address, {**STEP, "closing": "marks_late"}).status_code == 302


def test_an_officer_who_acts_for_a_member_too_gives_it_no_more_time(client, year):
    season, agencies = year
    set_step(season)
    officer = make_officer(season.bloc)
    appoint(officer, Role.EDITOR, agency=agencies[2])
    sign_in(client, officer)
    address = page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code)

    shown = client.get(page("calendar", season))
    refused = client.post(address, {**MORE, "xac-nhan": "1"})

    assert address not in shown.content.decode()
    assert agencies[1].code in shown.content.decode()
    assert "thuộc chính đơn vị này nên không kéo dài thời hạn của đơn vị mình" in text_of(shown)
    assert refused.status_code == 403
    assert "không kéo dài thời hạn của đơn vị mình" in text_of(refused)
    assert not StepExtension.objects.exists()


def test_a_step_set_by_a_colleague_meanwhile_is_shown_and_not_replaced(client, year):
    season, agencies = year
    sign_in(client, make_approver(agencies[0]))
    set_step(season, due_at=DUE + timedelta(days=7))
    address = page("step-set", season, StepKind.SELF_SCORING)

    sent = {**SHUT, "xac-nhan": "1"}
    stale = client.post(address, sent)
    again = client.post(address, {**sent, "seen": value_of(stale, "seen")})

    assert stale.status_code == 409
    assert "hạn 17:00 ngày 07/12/2022" in text_of(stale)
    assert value_of(stale, "due_on") == "30/11/2022"
    assert again.status_code == 302
    assert CalendarStep.objects.get().due_at == DUE


def test_a_member_reads_only_its_own_deadlines_and_sets_nothing(client, year):
    season, agencies = year
    step = set_step(season)
    extend(step, agencies[2])
    extend(step, agencies[1], reason="Sáp nhập", days=6)
    sign_in(client, make_editor(agencies[2]))

    shown = text_of(client.get(page("calendar", season)))
    refused = client.post(
        page("step-set", season, StepKind.SELF_SCORING), {**SHUT, "xac-nhan": "1"}
    )
    more = client.post(
        page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code),
        {**MORE, "xac-nhan": "1"},
    )

    assert "Thời hạn của đơn vị quý vị" in shown
    assert f"{agencies[2].name} 17:00 ngày 05/12/2022 được gia hạn" in shown
    assert ("Bão lụt" in shown, "Sáp nhập" in shown) == (True, False)
    assert (agencies[1].name in shown, "Lịch sử thay đổi" in shown) == (False, False)
    assert (refused.status_code, more.status_code) == (403, 403)
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(more)
    assert CalendarStep.objects.get().grace_days == 0
    assert StepExtension.objects.count() == 2


def test_a_stranger_finds_no_calendar(client, year):
    season, agencies = year
    set_step(season)
    sign_in(client, make_editor(make_bloc_year(1)[1][0]))

    for address in (
        page("calendar", season),
        page("step-set", season, StepKind.SELF_SCORING),
        page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code),
    ):
        assert client.get(address).status_code == 404


def test_the_province_extends_for_one_agency_after_a_page_that_says_what_it_means(client, year):
    season, agencies = year
    set_step(season)
    officer = make_officer(season.bloc)
    sign_in(client, officer)
    address = page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code)

    asked = client.get(address)
    checked = client.post(address, MORE)
    before = StepExtension.objects.count()
    typed = {name: value_of(checked, name) for name in MORE}
    answer = client.post(address, {**typed, "xac-nhan": "1"})
    shown = text_of(client.get(page("calendar", season)))

    assert "Hạn hiện nay của đơn vị: 17:00 ngày 30/11/2022" in text_of(asked)
    assert "Hạn mới hết ngày 05/12/2022 Lý do Bão lụt" in text_of(checked)
    assert (before, answer.url) == (0, page("calendar", season))
    held = StepExtension.objects.get()
    assert (held.agency, held.reason, held.approved_by) == (agencies[2], "Bão lụt", officer)
    assert f"{agencies[2].name} hết ngày 05/12/2022 được gia hạn" in shown
    assert f"{agencies[1].name} 17:00 ngày 30/11/2022 Gia hạn" in shown
    assert f"{officer.full_name}: Gia hạn bước “Tự chấm điểm” cho {agencies[2].short_name}" in shown
    assert AuditEvent.objects.last().action == "step.extend"


def test_the_extension_can_still_be_changed_before_it_is_confirmed(client, year):
    season, agencies = year
    set_step(season)
    sign_in(client, make_officer(season.bloc))

    again = client.post(
        page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code), {**MORE, "sua": "1"}
    )

    assert value_of(again, "due_on") == "05/12/2022"
    assert value_of(again, "reason").strip() == "Bão lụt"
    assert not StepExtension.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "Quý vị cần nêu lý do gia hạn."),
        ({"due_on": "30/11/2022", "due_time": "17:00"}, "Hạn mới phải sau thời hạn chung."),
        ({"due_on": ""}, "Quý vị ghi ngày."),
    ],
)
def test_an_extension_needs_a_reason_and_a_later_moment(client, year, changes, said):
    season, agencies = year
    set_step(season)
    sign_in(client, make_officer(season.bloc))
    address = page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code)

    answer = client.post(address, {**MORE, **changes, "xac-nhan": "1"})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not StepExtension.objects.exists()


def test_an_extension_given_by_a_colleague_meanwhile_is_not_replaced(client, year):
    season, agencies = year
    extend(set_step(season), agencies[2], days=9)
    sign_in(client, make_officer(season.bloc))
    address = page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code)

    answer = client.post(address, {**MORE, "xac-nhan": "1"})

    assert answer.status_code == 409
    assert StepExtension.objects.get().due_at == DUE + timedelta(days=9)


def test_more_time_is_given_to_members_of_a_step_that_is_set_only(client, year):
    season, agencies = year
    sign_in(client, make_officer(season.bloc))
    unset = client.get(page("step-extend", season, StepKind.SELF_SCORING, agencies[2].code))
    set_step(season)

    strange = client.get(page("step-extend", season, StepKind.SELF_SCORING, make_agency().code))

    assert (unset.status_code, strange.status_code) == (404, 404)


@pytest.mark.parametrize("size", [1, 3])
def test_the_calendar_costs_the_same_for_one_member_and_for_many(
    client, size, django_assert_num_queries
):
    agencies = [make_agency() for _ in range(size)]
    season = make_season(members=agencies)
    for kind in list(StepKind)[:size]:
        step = set_step(season, kind)
        for agency in agencies:
            extend(step, agency)
    sign_in(client, make_officer(season.bloc))

    # session, user, appointments, season, seats, members, calendar, extensions; steps,
    # extensions and their lines in the audit
    with django_assert_num_queries(11):
        shown = client.get(page("calendar", season))

    assert text_of(shown).count("được gia hạn") == size * size

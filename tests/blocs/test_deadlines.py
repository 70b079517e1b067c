from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from blocs.rules.deadlines import (
    Calendar,
    Window,
    calendar_of,
    days_late,
    deadline,
    deadline_text,
    is_late,
    last_day,
)
from blocs.states import StepKind

DUE = datetime(2022, 12, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("grace_days", "extended_to", "limit"),
    [
        (0, None, DUE),
        (5, None, DUE + 5 * DAY),
        (0, DUE + 3 * DAY, DUE + 3 * DAY),
        (5, DUE + 3 * DAY, DUE + 5 * DAY),  # an extension never takes the common grace away
        (0, DUE - DAY, DUE),
    ],
)
def test_grace_and_extension_move_the_deadline_and_never_back(grace_days, extended_to, limit):
    assert deadline(DUE, grace_days, extended_to) == limit


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (DUE - timedelta(seconds=1), False),
        (DUE, True),  # half-open: the due moment itself is late
        (DUE + timedelta(seconds=1), True),
        (datetime(2022, 12, 14, 16, 59, 59, tzinfo=UTC), False),  # 23:59:59 in Viet Nam
        (datetime(2022, 12, 14, 17, tzinfo=UTC), True),
    ],
)
def test_the_moment_decides_in_whatever_zone_it_is_written(moment, late):
    assert is_late(moment, DUE) is late


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (DUE - timedelta(microseconds=1), 0),
        (DUE, 1),
        (DUE + timedelta(hours=23, minutes=59), 1),
        (DUE + DAY, 2),
        (DUE + 10 * DAY, 11),
    ],
)
def test_days_late_are_days_of_the_calendar_after_a_midnight(moment, days):
    assert days_late(moment, DUE) == days


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (timedelta(0), 1),
        (timedelta(hours=6, minutes=59), 1),  # the same day, after five o'clock
        (timedelta(hours=7), 1),  # the next day has begun
        (timedelta(hours=30), 1),  # still the next day
        (timedelta(hours=31), 2),
    ],
)
def test_days_late_are_days_of_the_calendar_after_office_hours(moment, days):
    five_o_clock = DUE.replace(hour=17)

    assert days_late(five_o_clock + moment, five_o_clock) == days


def calendar(now, **fields):
    window = Window(opens_at=DUE - 10 * DAY, due_at=DUE, **fields)
    return Calendar(now, {StepKind.SELF_SCORING: window})


def test_a_step_opens_at_its_moment():
    early = calendar(DUE - 10 * DAY - timedelta(microseconds=1))

    assert early.opens_later(StepKind.SELF_SCORING) == DUE - 10 * DAY
    assert calendar(DUE - 10 * DAY).opens_later(StepKind.SELF_SCORING) is None
    assert early.opens_later(StepKind.APPRAISAL) is None


@pytest.mark.parametrize(
    ("now", "fields", "since"),
    [
        (DUE - timedelta(microseconds=1), {"refuses": True}, None),
        (DUE, {"refuses": True}, DUE),
        (DUE, {"refuses": False}, None),
        (DUE + DAY, {"refuses": True, "grace_days": 2}, None),
        (DUE + 2 * DAY, {"refuses": True, "grace_days": 2}, DUE + 2 * DAY),
        (DUE + 2 * DAY, {"refuses": True, "extended": {7: DUE + 3 * DAY}}, None),
        (DUE + 3 * DAY, {"refuses": True, "extended": {7: DUE + 3 * DAY}}, DUE + 3 * DAY),
    ],
)
def test_a_step_shuts_after_grace_and_the_agency_s_own_time(now, fields, since):
    assert calendar(now, **fields).shut_since(StepKind.SELF_SCORING, 7) == since


def test_a_season_without_steps_opens_and_shuts_nothing():
    silent = calendar_of(None, [])

    assert silent.deadline(StepKind.SELF_SCORING) is None
    assert silent.opens_later(StepKind.SELF_SCORING) is None
    assert silent.shut_since(StepKind.SELF_SCORING) is None


def test_a_calendar_gathers_the_extensions_of_each_step():
    opens_at = DUE - 10 * DAY
    rows = [
        ("self_scoring", opens_at, DUE, 1, "refuses", 7, DUE + 5 * DAY),
        ("self_scoring", opens_at, DUE, 1, "refuses", 8, DUE + DAY),
        ("appraisal", DUE, DUE + 9 * DAY, 0, "marks_late", None, None),
    ]

    found = calendar_of(DUE, rows)

    own = found.windows[StepKind.SELF_SCORING]
    assert own == Window(opens_at, DUE, 1, True, {7: DUE + 5 * DAY, 8: DUE + DAY})
    assert (own.is_extended(7), own.is_extended(8), own.is_extended(9)) == (True, False, False)
    assert found.deadline(StepKind.SELF_SCORING, 8) == DUE + DAY
    assert found.windows[StepKind.APPRAISAL] == Window(DUE, DUE + 9 * DAY)


@pytest.mark.parametrize(
    ("limit", "text", "day"),
    [
        (DUE, "hết ngày 14/12/2022", 14),
        (DUE + timedelta(minutes=1), "00:01 ngày 15/12/2022", 15),
        (DUE + timedelta(hours=17), "17:00 ngày 15/12/2022", 15),
    ],
)
def test_a_deadline_is_written_by_the_last_day_in_time(limit, text, day):
    assert deadline_text(limit) == text
    assert last_day(limit).day == day

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from blocs.rules.deadlines import deadline, is_late

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

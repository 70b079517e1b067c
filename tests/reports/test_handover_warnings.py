"""What the handover page warns of before it is done: too early, and without a deputy."""

from datetime import date

import pytest
from django.urls import reverse

from tests.blocs.handing import DAY, make_leaving_year
from tests.factories import make_approver
from tests.reports.pages import settle_in
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
EARLY = "bàn giao bây giờ là trước khi năm kết thúc"
NO_DEPUTY = "chưa có Phó Trưởng khối năm 2026 được xác nhận"


@pytest.mark.parametrize(
    ("size", "day", "warned"),
    [(3, DAY, (False, False)), (2, DAY, (False, True)), (3, date(2025, 12, 31), (False, False))],
)
def test_a_missing_deputy_is_warned_of(client, time_machine, size, day, warned):
    shown = _page(client, time_machine, size, day)

    assert (EARLY in shown, NO_DEPUTY in shown) == warned


def test_a_handover_before_the_end_of_the_year_is_warned_of(client, time_machine):
    shown = _page(client, time_machine, 3, date(2025, 12, 30))

    assert "Lưu ý: năm thi đua 2025 đến hết ngày 31/12/2025" in shown
    assert EARLY in shown


def _page(client, time_machine, size, day):
    time_machine.move_to(day)
    season, members = make_leaving_year(size)
    settle_in(client, make_approver(members[0]))
    return text_of(
        client.get(reverse("reports:handover", args=[season.bloc.code, season.cycle.label]))
    )

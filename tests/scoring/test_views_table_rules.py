"""What a page of a table says about its classes, floors and whatever it hardly means."""

import pytest

from tests.factories import make_officer, make_province, make_table
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db


def test_classes_and_floors_in_points_are_told_as_ranges_without_a_gap(client):
    bands = [
        {"code": "a", "label": "Tiên tiến", "total_points": "7.5", "criterion_points": "7"},
        {"code": "b", "label": "Yếu", "total_points": "0"},
    ]
    floor = {"code": "s", "label": "Dưới sàn", "kind": "total_floor", "effect": "bar_flag"}
    province = make_province()
    sign_in(client, make_officer(province=province))
    table = make_table(
        province=province, rules={"bands": bands, "conditions": [{**floor, "floor_points": "3.5"}]}
    )

    text = text_of(client.get(table.get_absolute_url()))

    assert "Tiên tiến từ 7,5 điểm trở lên 7 điểm Yếu dưới 7,5 điểm" in text
    assert ": 3,5 điểm" in text
    assert "Đề nghị xem lại" not in text

"""Where a figure of the words comes from: the list of the data, and the place of its row."""

import pytest

from reports.rules.figure_keys import origin_of
from reports.states import PrintedList


@pytest.mark.parametrize(
    ("key", "origin"),
    [
        ("chi-tieu.cuc-thue.thu", (PrintedList.INDICATORS, "chi-tieu.cuc-thue.thu")),
        ("chi-tieu.cuc-thue.thu.ty-le.bo", (PrintedList.INDICATORS, "chi-tieu.cuc-thue.thu")),
        ("chi-tieu.cuc-thue", (PrintedList.INDICATORS, "")),
        ("khen-thuong.co-tinh", (PrintedList.AWARDS, "khen-thuong.co-tinh")),
        ("khen-thuong.co-tinh.so-voi-nam-truoc", (PrintedList.AWARDS, "khen-thuong.co-tinh")),
        ("phong-trao.so-luong", (PrintedList.MOVEMENTS, "")),
        ("nhiem-vu.nam-sau", (PrintedList.TASKS, "")),
        ("dang-ky.chi-tieu", (PrintedList.REGISTRATIONS, "")),
        ("hang.cuc-thue", (PrintedList.RANKING, "")),
        ("don-vi.so-luong", (PrintedList.MEMBERS, "")),
        ("khac", None),
    ],
)
def test_a_figure_is_changed_where_its_list_is(key, origin):
    assert origin_of(key) == origin

from datetime import time

import pytest

from blocs.rules.programme import (
    ProgrammeError,
    ProgrammeLine,
    read_programme,
    usual_programme,
    written,
)
from blocs.states import MeetingKind

WORDS = {"head": "Trưởng khối", "deputy": "Phó Trưởng khối", "guests": "Thành viên Hội đồng"}
ALWAYS = [
    "Đón tiếp đại biểu, ổn định tổ chức",
    "Chào cờ, tuyên bố lý do, giới thiệu đại biểu",
    "Phát biểu khai mạc",
    "Phát biểu chỉ đạo",
    "Kết luận, bế mạc hội nghị",
]


def points(*kinds: MeetingKind) -> list[str]:
    return [line.text for line in usual_programme(set(kinds), **WORDS)]


@pytest.mark.parametrize(
    ("kind", "added"),
    [
        (MeetingKind.COVENANT_SIGNING, ["Ký kết giao ước thi đua"]),
        (MeetingKind.LAUNCH, ["Phát động phong trào thi đua"]),
        (MeetingKind.MID_REVIEW, ["Báo cáo sơ kết công tác thi đua", "Tham luận, thảo luận"]),
        (MeetingKind.SUMMARY, ["Báo cáo tổng kết công tác thi đua", "Tham luận, thảo luận"]),
        (MeetingKind.PEER_REVIEW, ["Bình xét, công bố kết quả bình xét"]),
        (MeetingKind.ELECTION, ["Bầu, suy tôn Trưởng khối, Phó Trưởng khối"]),
        (MeetingKind.HANDOVER, ["Bàn giao nhiệm vụ Trưởng khối"]),
        (MeetingKind.REGULAR, ["Trao đổi các nội dung sinh hoạt"]),
    ],
)
def test_each_purpose_adds_its_own_points(kind, added):
    assert [text for text in points(kind) if text not in ALWAYS] == added


def test_every_conference_opens_and_ends():
    assert points() == ALWAYS


def test_one_conference_for_everything_keeps_the_usual_order():
    found = points(*MeetingKind)

    wanted = ["tổng kết", "Tham luận", "chỉ đạo", "Bình xét", "Bàn giao", "giao ước", "bế mạc"]
    places = [next(place for place, text in enumerate(found) if word in text) for word in wanted]
    assert places == sorted(places)


def test_the_guests_who_direct_are_named():
    lines = usual_programme({MeetingKind.SUMMARY}, **WORDS)

    assert [one.performer for one in lines if one.text == "Phát biểu chỉ đạo"] == [
        "Thành viên Hội đồng"
    ]
    assert all(one.performer for one in lines)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("07:30 | Khai mạc | Ban Tổ chức", ProgrammeLine("Khai mạc", "Ban Tổ chức", time(7, 30))),
        ("7h | Khai mạc", ProgrammeLine("Khai mạc", "", time(7))),
        ("7 giờ 05|Khai mạc|", ProgrammeLine("Khai mạc", "", time(7, 5))),
        ("| Khai mạc | Ban Tổ chức", ProgrammeLine("Khai mạc", "Ban Tổ chức")),
        ("Khai  mạc", ProgrammeLine("Khai mạc")),
        ("Khai mạc | Ban Tổ chức", ProgrammeLine("Khai mạc", "Ban Tổ chức")),
    ],
)
def test_a_typed_line_is_read_with_or_without_its_hour(typed, expected):
    assert read_programme(f"\n{typed}\n  \n") == (expected,)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Khai mạc\n25:00 | Bế mạc | Ai đó", "Dòng 2: giờ ghi theo dạng"),
        ("07:30 - 08:00 | Đón tiếp", "Dòng 1: giờ ghi theo dạng"),
        ("25:00 | Khai mạc", "Dòng 1: giờ ghi theo dạng"),
        ("07:30 | | Ban Tổ chức", "Dòng 1: chưa ghi nội dung"),
        ("a | b | c | d", "Dòng 1: chỉ ghi ba phần"),
        ("x" * 501, "Dòng 1: nội dung tối đa 500"),
        (f"Khai mạc | {'x' * 301}", "người thực hiện tối đa 300"),
    ],
)
def test_a_line_that_does_not_hold_is_named(typed, told):
    with pytest.raises(ProgrammeError, match=told):
        read_programme(typed)


def test_what_is_written_is_read_back():
    lines = (
        ProgrammeLine("Đón tiếp", "Ban Tổ chức", time(7, 30)),
        ProgrammeLine("Khai mạc", "Đơn vị Trưởng khối"),
        ProgrammeLine("Nghỉ giải lao"),
    )

    assert read_programme(written(lines)) == lines
    assert read_programme("") == ()

import pytest

from blocs.rules.programme import usual_programme
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

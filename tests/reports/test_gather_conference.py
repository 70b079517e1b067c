"""The invitation to a meeting of the season and its programme."""

from datetime import date

import pytest

from blocs.models import Season
from blocs.states import MeetingKind
from reports.gather import gather_invitation, gather_paper, gather_programme
from reports.papers import fingerprint
from reports.states import DocumentKind
from reports.subjects import subjects_of
from tests.factories import make_bloc, make_bloc_year, make_meeting
from tests.reports.whole_season import make_whole_season

pytestmark = pytest.mark.django_db
INVITATION, PROGRAMME = DocumentKind.INVITATION.value, DocumentKind.PROGRAMME.value
KINDS = (INVITATION, PROGRAMME)


def fresh(season: Season) -> Season:
    return Season.objects.with_names().get(pk=season.pk)


def test_the_invitation_says_who_to_what_when_and_where():
    paper = gather_invitation(fresh(make_whole_season()), "1")

    assert paper.invited == (
        "Chủ tịch Liên đoàn Lao động",
        "Phó Trưởng Ban",
        "Đại diện lãnh đạo các đơn vị thành viên: Cục Thuế; Sở Nội vụ; Kho bạc Nhà nước",
    )
    assert paper.subject == "Dự hội nghị tổng kết 1"
    assert paper.matters == ("tổng kết năm 2022", "ký kết giao ước thi đua năm 2023")
    assert paper.chair == "Cục Thuế"
    assert (paper.hour, paper.time_text) == ("", "chiều ngày 24/02/2023 (thứ Sáu)")
    assert paper.place == "Hội trường tỉnh"
    assert paper.letterhead.symbol == "GM-KTĐ"
    assert "báo trước cho đơn vị Trưởng khối" in paper.notes[0]


def test_what_is_not_on_record_is_left_to_be_written_in():
    season, members = make_bloc_year(2)
    make_meeting(season)

    paper = gather_invitation(fresh(season), "1")

    assert (paper.time_text, paper.place) == ("", "")
    assert paper.chair == f"{members[0].name} – Trưởng khối"


def test_a_bloc_without_members_or_head_invites_all_the_same():
    season, _ = make_bloc_year(1)
    season.memberships.all().delete()
    season.offices.all().delete()
    make_meeting(season)

    paper = gather_invitation(fresh(season), "1")

    assert paper.invited == (f"Đại diện lãnh đạo các đơn vị thành viên {season.bloc.name}",)
    assert paper.chair == ""


def test_the_programme_follows_what_the_meeting_is_for():
    paper = gather_programme(fresh(make_whole_season()), "1")

    assert [row.matter for row in paper.rows] == [
        "Đón tiếp đại biểu, ổn định tổ chức",
        "Chào cờ, tuyên bố lý do, giới thiệu đại biểu",
        "Phát biểu khai mạc",
        "Báo cáo tổng kết công tác thi đua",
        "Tham luận, thảo luận",
        "Phát biểu chỉ đạo",
        "Ký kết giao ước thi đua",
        "Kết luận, bế mạc hội nghị",
    ]
    assert {row.hour for row in paper.rows} == {""}
    assert paper.rows[5].performer == "Chủ tịch Liên đoàn Lao động"
    assert (paper.invitation, paper.letterhead.symbol) == ("GM-KTĐ", "")


def test_where_nobody_is_named_the_council_speaks():
    season, _ = make_bloc_year(2, bloc=make_bloc(kind="cum"))
    make_meeting(season, MeetingKind.HANDOVER)

    rows = {row.matter: row.performer for row in gather_programme(fresh(season), "1").rows}

    assert rows["Phát biểu chỉ đạo"].startswith("Đại diện lãnh đạo Hội đồng Thi đua")
    assert rows["Bàn giao nhiệm vụ Trưởng cụm"] == "Đơn vị Trưởng cụm"


def test_each_meeting_has_its_papers_by_its_place_in_the_year():
    season, _ = make_bloc_year(2)
    make_meeting(season, name="Hội nghị sơ kết")
    make_meeting(season, name="Hội nghị tổng kết", held_on=date(2023, 2, 24))

    for kind in KINDS:
        assert [(one.key, one.name, one.agency_id) for one in subjects_of(season, kind)] == [
            ("1", "Hội nghị sơ kết", None),
            ("2", "Hội nghị tổng kết (ngày 24/02/2023)", None),
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_meeting_gives_the_same_paper(kind):
    season = make_whole_season()
    paper = gather_paper(fresh(season), kind, "1")

    assert fingerprint(gather_paper(fresh(season), kind, "1")) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 3])
def test_papers_of_a_meeting_cost_the_same_for_one_member_and_for_many(
    kind, size, django_assert_num_queries
):
    season = fresh(make_whole_season(size))

    # members, offices, the meeting with its purposes, attendances, agencies, guests, duties,
    # programme; the invitation its own words
    with django_assert_num_queries(9 + (kind == "giay-moi")):
        gather_paper(season, kind, "1")

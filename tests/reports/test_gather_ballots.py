"""Slips and counting minutes, from ballots held through the services."""

import pytest
from django.utils import timezone

from awards.models import Ballot, BallotVoter
from awards.states import BallotMethod
from blocs.states import OfficeRole
from reports.gather import gather_ballot_slips, gather_counting_minutes
from reports.papers import fingerprint
from reports.states import DocumentKind
from reports.subjects import subject_of, subjects_of
from tests.awards.balloting import close, set_open, vote
from tests.reports.ballot_years import AWARD, closed, drafted, opened, voting_year
from tests.reports.whole_season import fresh

pytestmark = pytest.mark.django_db
SLIPS, MINUTES = DocumentKind.BALLOT_SLIPS.value, DocumentKind.COUNTING_MINUTES.value


def slips_of(ballot: Ballot):
    return gather_ballot_slips(fresh(ballot.season), str(ballot.pk))


def minutes_of(ballot: Ballot):
    return gather_counting_minutes(fresh(ballot.season), str(ballot.pk))


def test_there_is_a_slip_for_each_voter_and_none_tells_who_it_is_for():
    season, members = voting_year()
    ballot = opened(season, members, max_choices=2, self_vote=False)

    paper = slips_of(ballot)

    assert paper.count == 9
    assert paper.nominees == tuple(agency.name for agency in members[:3])
    assert (paper.bloc, paper.cycle) == ("Khối thi đua số 1", "2022")
    assert paper.matter == f"Đề nghị tặng {AWARD}"
    assert "không quá 02 đơn vị" in paper.instructions[0]
    assert "hoặc không có dấu của khối. Không đánh dấu ô nào" in paper.instructions[1]
    assert "Đơn vị không bỏ phiếu cho chính mình." in paper.instructions
    assert "Phiếu kín: không ghi tên, không ký tên." in paper.instructions
    said = str(paper.as_content())
    assert [agency.name for agency in members[3:] if agency.name in said] == []


def test_slips_do_not_change_with_who_is_there_or_has_one():
    season, members = voting_year()
    ballot = opened(season, members)
    before = fingerprint(slips_of(ballot))

    BallotVoter.objects.filter(ballot=ballot, agency=members[5]).update(
        is_present=True, voted=True, channel="paper"
    )

    assert fingerprint(slips_of(ballot)) == before


def test_slips_for_an_office_name_the_office():
    season, members = voting_year()
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER, role=OfficeRole.HEAD)

    assert slips_of(ballot).matter == "Bầu Trưởng khối của năm thi đua sau"


def test_slips_are_printed_while_the_ballot_is_open_and_only_then():
    season, members = voting_year()
    found = [
        drafted(season, members),
        opened(season, members),
        closed(season, members),
        set_open(season, members[:3]),
    ]

    ready = [subject_of(season, SLIPS, str(ballot.pk)) for ballot in found]

    assert [bool(one.ready) if one else None for one in ready] == [False, True, False, None]
    assert "chưa mở" in ready[0].ready.reason
    assert "không in thêm phiếu" in ready[2].ready.reason


def test_minutes_tell_the_slips_the_votes_and_the_arithmetic():
    season, members = voting_year()

    paper = minutes_of(closed(season, members))

    assert [line.text for line in paper.slips] == ["08", "07", "06", "00", "01"]
    assert paper.sums == (
        "Hợp lệ 6 + không hợp lệ 0 + trắng 1 = 7 phiếu thu về.",
        "Phát ra 8 − thu về 7 = 1 phiếu không thu về.",
    )
    assert paper.quorum == "có mặt 9/9 thành viên, đủ 1/2"
    assert [(row.name, row.votes, row.result) for row in paper.rows] == [
        (members[0].name, "6/9", "Được bầu"),
        (members[1].name, "0/9", "Không đạt mức"),
        (members[2].name, "0/9", "Không đạt mức"),
    ]
    assert paper.rows[0].arithmetic == "6/9 = 66,67% ≥ 2/3 của 9 thành viên"
    assert paper.tellers == ("Ông (bà) Người Thứ Nhất", "Ông (bà) Người Thứ Hai")
    assert [one.name for one in paper.signers] == ["Người Thứ Nhất", "Người Thứ Hai", ""]
    assert paper.conclusions == (f"Được bầu 01 đơn vị: {members[0].name}.",)
    assert paper.how_counted == ""
    assert paper.began.endswith(timezone.localdate().strftime("%Y"))


def test_minutes_of_an_online_ballot_say_that_nobody_counted():
    season, members = voting_year()
    ballot = set_open(season, members[:3])
    for member in members[:6]:
        vote(ballot, member, 1)

    paper = minutes_of(close(ballot, reason="Hết giờ"))

    assert paper.tellers == ()
    assert "phần mềm kiểm đếm" in paper.how_counted
    assert [one.position for one in paper.signers] == ["Trưởng khối"]


def test_minutes_wait_for_the_result():
    season, members = voting_year()
    ballot = opened(season, members)

    (found,) = subjects_of(season, MINUTES)

    assert (found.key, bool(found.ready)) == (str(ballot.pk), False)
    assert "chưa công bố kết quả" in found.ready.reason


def test_a_void_ballot_is_offered_for_nothing():
    season, members = voting_year()
    ballot = drafted(season, members)
    Ballot.objects.filter(pk=ballot.pk).update(state="void", void_reason="Nhầm danh sách")

    assert subjects_of(season, SLIPS) == subjects_of(season, MINUTES) == []


def test_the_same_ballot_gives_the_same_minutes():
    season, members = voting_year()
    ballot = closed(season, members)
    paper = minutes_of(ballot)

    assert fingerprint(minutes_of(ballot)) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("size", [9, 12])
def test_ballot_papers_cost_the_same_for_few_voters_and_for_many(size, django_assert_num_queries):
    season, members = voting_year(size)
    ballot = closed(season, members)
    season = fresh(season)

    # ballot with award, meeting; members' names, nominees, voters
    with django_assert_num_queries(4):
        gather_ballot_slips(season, str(ballot.pk))
    # members, offices, ballot with its result, results by nominee, tellers
    with django_assert_num_queries(5):
        gather_counting_minutes(season, str(ballot.pk))

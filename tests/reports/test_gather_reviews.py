"""Minutes of the review, the letter of proposals, and the notice of a refusal."""

from datetime import date
from decimal import Decimal

import pytest

from awards.models import BallotOverride, Proposal
from awards.states import QuotaBase, QuotaMode
from blocs.models import MeetingPurpose, Season
from blocs.states import NarrativeSection, Stage
from reports.gather import (
    gather_paper,
    gather_refusal_notice,
    gather_review_minutes,
    gather_submission,
)
from reports.papers import fingerprint
from reports.states import DocumentKind
from reports.subjects import is_ready, subjects_of
from tests.factories import NOON, make_award_type, make_bloc_year, make_proposal, make_quota
from tests.reports.ballot_years import closed, voting_year
from tests.reports.whole_season import fresh, make_whole_season, rank_as_reported, rank_by_points

pytestmark = pytest.mark.django_db
MINUTES, LETTER = DocumentKind.REVIEW_MINUTES.value, DocumentKind.SUBMISSION.value
NOTICE = DocumentKind.REFUSAL_NOTICE.value


def reviewed_season() -> Season:
    season = make_whole_season()
    rank_by_points(season)
    meeting = season.meetings.get()
    MeetingPurpose.objects.create(meeting=meeting, kind="peer_review")
    return fresh(season)


def test_the_minutes_tell_who_was_there_what_was_ranked_and_what_was_concluded():
    paper = gather_review_minutes(reviewed_season())

    assert paper.occasion.name == "Hội nghị tổng kết 1"
    assert paper.occasion.time_text == "chiều ngày 24/02/2023"
    assert paper.chair == "Cục Thuế"
    assert paper.attendance == "01/03 đơn vị thành viên"
    assert paper.absent == ("Kho bạc Nhà nước (đi công tác)",)
    assert [row.agency for row in paper.review.ranking.rows] == [
        "Cục Thuế",
        "Sở Nội vụ",
        "Kho bạc Nhà nước",
    ]
    assert {one.agency for one in paper.review.proposals} == {"Kho bạc Nhà nước", "Cục Thuế"}
    assert [one.agency for one in paper.review.offices] == ["Sở Nội vụ"]
    assert paper.conclusions == ("Ghi nhận.",)
    assert (paper.letterhead.symbol, paper.letterhead.place) == ("BB-KTĐ", "")
    assert paper.recipients.closed_lines == (
        "Cơ quan thi đua, khen thưởng tỉnh;",
        "Các đơn vị thành viên;",
        "Lưu: VT, Hồ sơ.",
    )


def test_minutes_name_the_agency_of_what_is_told_of_one():
    season = reviewed_season()
    member = season.memberships.get(agency__name="Cục Thuế").agency
    season.statements.create(
        section=NarrativeSection.REVIEW.value,
        position=9,
        agency=member,
        text="Được suy tôn dẫn đầu.",
    )

    paper = gather_review_minutes(fresh(season))

    assert paper.review.process[0] == "Cục Thuế: Được suy tôn dẫn đầu."


def test_minutes_without_a_meeting_on_record_leave_blanks():
    season = make_whole_season()
    rank_by_points(season)

    paper = gather_review_minutes(fresh(season))

    assert not paper.occasion
    assert (paper.chair, paper.attendance, paper.conclusions) == ("", "", ())


def test_minutes_wait_for_the_ranking():
    season, _ = make_bloc_year(2)

    before = is_ready(season, MINUTES)
    rank_as_reported(season, 1, 2)

    assert not before
    assert "Chưa chốt xếp hạng" in before.reason
    assert is_ready(season, MINUTES)


def test_minutes_show_only_the_ranks_that_are_published():
    season = reviewed_season()
    Season.objects.filter(pk=season.pk).update(published_ranks=1)

    paper = gather_review_minutes(fresh(season))

    assert [row.agency for row in paper.review.ranking.rows] == ["Cục Thuế"]


def test_minutes_name_the_decision_beyond_a_count_and_run_in_the_order_of_the_ballots():
    season, members = voting_year()
    first = closed(season, members)
    closed(season, members)
    nominee = first.nominees.get(position=2)
    BallotOverride.objects.create(
        nominee=nominee, decision="QĐ 9", reason="Theo kết luận", decided_at=NOON
    )

    votes = gather_review_minutes(fresh(season)).votes

    assert [row.result for row in votes] == [
        "Được bầu",
        "Không đạt mức; được chọn theo quyết định QĐ 9",
        "Không đạt mức",
        "Được bầu",
        "Không đạt mức",
        "Không đạt mức",
    ]


def test_minutes_say_that_a_quorum_was_missing():
    season, members = voting_year()
    closed(season, members, absent=members[8:], quorum=(1, 1))

    votes = gather_review_minutes(fresh(season)).votes

    assert {row.result.partition("; ")[2] for row in votes} == {"không đủ số đơn vị tham dự"}


def test_minutes_list_the_closed_ballots_with_their_arithmetic():
    season, members = voting_year()
    closed(season, members)

    paper = gather_review_minutes(fresh(season))

    votes = paper.votes
    (ballot,) = paper.ballots
    assert "điều kiện được bầu: " in ballot
    assert "số phiếu phát ra: 08; số phiếu thu về: 07; số phiếu hợp lệ: 06" in ballot
    assert [(row.agency, row.result) for row in votes] == [
        (members[0].name, "Được bầu"),
        (members[1].name, "Không đạt mức"),
        (members[2].name, "Không đạt mức"),
    ]
    assert votes[0].arithmetic == "6/9 = 66,67% ≥ 2/3 của 9 thành viên"


@pytest.mark.parametrize(
    "answered",
    [
        {"state": "refused", "answer": "Vượt số lượng của tỉnh."},
        {"state": "agreed", "answer": "Bổ sung báo cáo."},
        {"state": "granted", "decision_number": "9/QĐ", "decided_on": date(2023, 5, 5)},
    ],
)
def test_minutes_tell_the_blocs_own_review_and_no_later_answer(answered):
    season = reviewed_season()
    season.proposals.filter(state="agreed").update(achievement="Tốt.")
    before = gather_review_minutes(fresh(season)).review.proposals

    season.proposals.filter(state="agreed").update(**answered)

    assert gather_review_minutes(fresh(season)).review.proposals == before
    assert "Tốt" in [one.note for one in before]
    if answered["state"] == "refused":
        told = gather_paper(fresh(season), DocumentKind.SUMMARY_REPORT.value).review.proposals
        assert "không được chấp thuận: Vượt số lượng của tỉnh; Tốt" in [one.note for one in told]


def test_the_letter_lists_what_was_agreed_with_rank_and_points():
    paper = gather_submission(reviewed_season())

    assert [(line.agency, line.award, line.rank, line.points) for line in paper.lines] == [
        ("Kho bạc Nhà nước", "Cờ thi đua của tỉnh (cờ dẫn đầu)", "3", "70,00")
    ]
    assert [one.title for one in paper.groups] == ["Cờ thi đua của tỉnh (cờ dẫn đầu) (01 đơn vị)"]
    assert [(one.award, one.count_text) for one in paper.counts] == [
        ("Cờ thi đua của tỉnh (cờ dẫn đầu)", "01 đơn vị")
    ]
    assert paper.basis.lines[0] == "Căn cứ kết quả Hội nghị tổng kết 1 ngày 24 tháng 02 năm 2023"
    assert paper.letterhead.symbol == "TTr-KTĐ"
    assert "01 đơn vị thành viên" in paper.process[0]


def test_the_letter_tells_no_rank_that_is_not_published():
    season = reviewed_season()
    Season.objects.filter(pk=season.pk).update(published_ranks=1)

    (line,) = gather_submission(fresh(season)).lines

    assert (line.rank, line.points) == ("", "")


@pytest.mark.parametrize(("state", "listed"), [("draft", 0), ("withdrawn", 0), ("agreed", 1)])
def test_drafts_and_withdrawn_proposals_are_not_put_forward(state, listed):
    season, members = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    make_proposal(season, members[0], award_type=make_award_type(), state=state)

    assert bool(is_ready(season, LETTER)) is bool(listed)
    assert len(gather_submission(fresh(season)).lines) == listed


def test_the_letter_stays_the_same_while_the_province_works_on_it():
    season = reviewed_season()
    before = fingerprint(gather_submission(season))

    Proposal.objects.filter(season=season, state="agreed").update(state="sent")

    assert fingerprint(gather_submission(fresh(season))) == before


def test_the_letter_shows_the_blocs_own_limits_with_their_source():
    season = reviewed_season()
    award = season.proposals.get(state="agreed").award_type
    make_quota(
        award_type=award,
        mode=QuotaMode.PERCENT.value,
        base=QuotaBase.MEMBERS.value,
        percent=Decimal(50),
        source="Quy chế của tỉnh",
        valid_from=date(2000, 1, 1),
    )

    (limit,) = gather_submission(fresh(season)).limits

    assert (limit.award, limit.used, limit.source) == (award.name, "01", "Quy chế của tỉnh")
    assert limit.text.startswith("50% của 3 đơn vị thành viên là 1,5")


def test_the_letter_gives_the_votes_of_an_award_that_was_voted_on():
    season, members = voting_year()
    ballot = closed(season, members)
    make_proposal(season, members[0], award_type=ballot.award_type, state="agreed")

    paper = gather_submission(fresh(season))

    assert paper.lines[0].votes == "6/9 = 66,67% ≥ 2/3 của 9 thành viên"
    assert "Căn cứ kết quả kiểm phiếu của 01 cuộc bỏ phiếu" in paper.basis.lines[-1]


def test_the_notice_says_what_its_page_says():
    season, members = make_bloc_year(3)
    refused = make_proposal(
        season,
        members[2],
        award_type=make_award_type(name="Cờ thi đua"),
        fallback_award=make_award_type(name="Bằng khen"),
        state="refused",
        answer="chưa đủ thời gian.",
    )

    paper = gather_refusal_notice(fresh(season), str(refused.pk))

    assert paper.addressees[0] == members[2].name
    assert f"đối với {members[2].name} (" in paper.told[0]
    assert "không được chấp thuận" in paper.told[0]
    assert paper.told[1] == "Lý do: chưa đủ thời gian."
    assert paper.told[2] == "Hình thức thay thế đã nêu khi đề nghị: Bằng khen."
    assert paper.letterhead.issuing_org == "Cơ quan thi đua, khen thưởng"


def test_only_refused_proposals_have_a_notice():
    season, members = make_bloc_year(3)
    refused = make_proposal(season, members[1], state="refused", answer="Không đủ điều kiện")
    make_proposal(season, members[2])

    (found,) = subjects_of(season, NOTICE)

    assert (found.key, found.agency_id) == (str(refused.pk), members[1].pk)
    assert found.name.startswith(members[1].name)


@pytest.mark.parametrize("kind", [MINUTES, LETTER])
@pytest.mark.parametrize("size", [1, 3])
def test_papers_of_the_review_cost_the_same_for_one_member_and_for_many(
    kind, size, django_assert_num_queries
):
    season = make_whole_season(size)
    rank_by_points(season)
    season = fresh(season)
    # members, offices, ranking and rows, meetings with six kinds of rows, proposals, votes;
    # of the minutes statements and options, of the letter ballots and nine for the limits
    queries = {MINUTES: 17, LETTER: 26}

    with django_assert_num_queries(queries[kind]):
        gather_paper(season, kind)

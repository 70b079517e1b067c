"""The report on what one agency achieved, for one award."""

import re
from datetime import date
from decimal import Decimal

import pytest

from awards.models import CompletionRating
from awards.states import AwardKind
from blocs.models import Season, Statement
from blocs.states import NarrativeSection, Stage
from reports.gather import gather_achievement
from reports.papers import fingerprint
from reports.render.pdf import paper_html
from reports.states import DocumentKind
from reports.subjects import subjects_of
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    assign,
    make_agency,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_proposal,
    make_record,
    make_sheet,
    make_table,
)
from tests.reports.whole_season import make_whole_season, rank_by_points

pytestmark = pytest.mark.django_db


def put_forward(season, agency, **fields):
    award = make_award_type(name="Cờ thi đua của tỉnh")
    return make_proposal(season, agency, award_type=award, **fields)


def paper_of(proposal):
    season = Season.objects.with_names().get(pk=proposal.season_id)
    return gather_achievement(season, str(proposal.pk))


def test_the_awards_it_holds_stand_by_year_titles_apart_from_commendations():
    season, members = make_bloc_year(2)
    flag = make_award_type(name="Cờ thi đua", kind=AwardKind.TITLE.value)
    praise = make_award_type(name="Bằng khen", kind=AwardKind.COMMENDATION.value)
    later, earlier = make_cycle(label="2021"), make_cycle(label="2019")
    decided = {"decision_number": "12/QĐ-UBND", "decided_on": date(2022, 1, 24)}
    make_record(members[1], flag, later, issuer="Chủ tịch UBND tỉnh", **decided)
    make_record(members[1], flag, earlier)
    make_record(members[1], praise, later)
    gone = {"revoked_on": date(2022, 5, 1), "revocation_reason": "Sai hồ sơ"}
    make_record(members[1], praise, earlier, **gone)
    make_record(members[0], praise, later)

    paper = paper_of(put_forward(season, members[1]))

    assert [(one.year, one.award, one.decision) for one in paper.titles] == [
        ("2019", "Cờ thi đua", ""),
        (
            "2021",
            "Cờ thi đua",
            "Quyết định số 12/QĐ-UBND ngày 24/01/2022 của Chủ tịch UBND tỉnh",
        ),
    ]
    assert [(one.year, one.award) for one in paper.commendations] == [("2021", "Bằng khen")]


def test_results_are_those_of_this_agency_alone():
    season = make_whole_season()
    first, second, _ = (one.agency for one in season.memberships.select_related("agency"))

    own = paper_of(put_forward(season, first, achievement="Dẫn đầu phong trào."))
    other = paper_of(put_forward(season, second))

    assert own.results[0].startswith("Thu ngân sách ước 8.841 tỷ đồng; ước đạt 158%")
    assert own.results[1:] == ("Nội dung political_tasks 1.", "Dẫn đầu phong trào.")
    assert other.results == ()
    assert own.movements == ("Phong trào 1 (tỉnh phát động).",)


def test_what_is_known_of_it_is_filled_in_and_the_rest_left_for_the_pen():
    season, members = make_bloc_year(2)
    members[1].founded_on = date(1990, 10, 1)
    members[1].save()
    CompletionRating.objects.create(
        agency=members[1],
        cycle=make_cycle(label="2020"),
        level="excellent",
        decision_number="15/QĐ-BTC",
    )

    paper = paper_of(put_forward(season, members[1]))

    assert [(one.label.partition(";")[0], one.text) for one in paper.identity] == [
        ("Địa điểm trụ sở chính", ""),
        ("Ngày thành lập", "01/10/1990"),
        ("Cơ cấu tổ chức", ""),
        ("Tổ chức đảng, đoàn thể", ""),
        ("Thuận lợi", ""),
        ("Khó khăn", ""),
    ]
    assert paper.ratings == ("Năm 2020: Hoàn thành xuất sắc nhiệm vụ (15/QĐ-BTC).",)
    assert (paper.award, paper.agency) == ("Cờ thi đua của tỉnh", members[1].name)
    assert paper.letterhead.issuing_org == members[1].name


def test_its_own_conditions_and_party_work_are_filled_in_and_no_other_ones():
    season, members = make_bloc_year(2)
    said = [
        (NarrativeSection.ADVANTAGES, members[1], "Được tỉnh quan tâm."),
        (NarrativeSection.ADVANTAGES, members[0], "Của đơn vị khác."),
        (NarrativeSection.DIFFICULTIES, members[1], "Thiếu biên chế.\nTrụ sở xuống cấp."),
        (NarrativeSection.PARTY_BUILDING, members[1], "Chi bộ sinh hoạt hằng tháng."),
        (NarrativeSection.PARTY_BUILDING, None, "Của cả khối."),
    ]
    for position, (section, agency, text) in enumerate(said, start=1):
        Statement.objects.create(
            season=season, position=position, section=section.value, agency=agency, text=text
        )

    paper = paper_of(put_forward(season, members[1]))

    assert [(one.label, one.text) for one in paper.identity[-2:]] == [
        ("Thuận lợi", "Được tỉnh quan tâm"),
        ("Khó khăn", "Thiếu biên chế; Trụ sở xuống cấp"),
    ]
    assert paper.party == ("Chi bộ sinh hoạt hằng tháng.",)


def measured_sheet(state, **line):
    """Return a proposal whose agency was scored by one result against its target."""
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)
    nodes = [("I", CriterionKind.GROUP, "10"), ("I.1", CriterionKind.PROPORTIONAL, "10")]
    changes = {"I.1": {"unit": "tỷ đồng", "label": "Thu ngân sách"}}
    assign(season, make_table(nodes, changes=changes))
    sheet = make_sheet(season, members[1], state=state)
    values = {"target": Decimal(100), "self_actual": Decimal(90), "appraised_actual": Decimal(80)}
    sheet.lines.update(self_points=Decimal(9), appraised_points=Decimal(8), **{**values, **line})
    return put_forward(season, members[1])


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ({}, "80 tỷ đồng (80%)"),
        ({"province_actual": Decimal(85)}, "85 tỷ đồng (85%)"),
        ({"appraised_actual": None}, "90 tỷ đồng (90%)"),
    ],
)
def test_the_results_it_was_scored_by_stand_beside_their_targets(line, reached):
    paper = paper_of(measured_sheet(SheetState.APPRAISED, **line))

    assert paper.results == (f"Thu ngân sách: {reached} so với chỉ tiêu 100 tỷ đồng.",)


def test_results_that_nobody_has_appraised_are_not_told():
    assert paper_of(measured_sheet(SheetState.SUBMITTED)).results == ()


def test_the_place_that_the_review_gave_it_is_told_where_it_is_published():
    season = make_whole_season()
    rank_by_points(season)
    first, second, _ = (one.agency for one in season.memberships.select_related("agency"))
    Season.objects.filter(pk=season.pk).update(published_ranks=1)

    told = [paper_of(put_forward(season, one)).review for one in (first, second)]

    assert told[1] == ""
    assert told[0].startswith("xếp thứ 1 trong 03 đơn vị, ")
    assert told[0].endswith(" điểm.")


def test_its_head_signs_beside_the_superior_and_the_submitting_level():
    season, members = make_bloc_year(2)

    html = paper_html(paper_of(put_forward(season, members[1])))

    plain = html.replace("\u00a0", " ")
    titles = re.findall(r'<p class="signature-title">([^<]+)</p>', plain)
    assert titles == [
        "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",
        "THỦ TRƯỞNG CẤP TRÊN TRỰC TIẾP NHẬN XÉT, XÁC NHẬN",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ]
    assert re.findall(r"<h[23]>([^<]+)</h[23]>", html) == [
        "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
        "1. Đặc điểm, tình hình",
        "2. Chức năng, nhiệm vụ",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "1. Kết quả thực hiện chức năng, nhiệm vụ so với chỉ tiêu và so với năm trước",
        "2. Biện pháp, nguyên nhân đạt được thành tích",
        "3. Phong trào thi đua",
        "4. Việc thực hiện chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
        "5. Hoạt động của tổ chức đảng, đoàn thể",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "1. Danh hiệu thi đua",
        "2. Hình thức khen thưởng",
    ]
    assert "Theo Quyết định số" in html


def test_an_agency_that_is_no_member_keeps_its_own_name():
    season, _ = make_bloc_year(2)
    guest = make_agency(name="Sở ngoài khối")

    assert paper_of(put_forward(season, guest)).agency == "Sở ngoài khối"


def test_each_living_proposal_has_its_report_once_the_award_is_decided():
    season, members = make_bloc_year(4)
    ready = put_forward(season, members[1], state="agreed")
    undecided = make_proposal(season, members[2])
    put_forward(season, members[3], state="withdrawn")

    found = subjects_of(season, DocumentKind.ACHIEVEMENT.value)

    assert [(one.key, one.agency_id, one.ready.reason) for one in found] == [
        (str(ready.pk), members[1].pk, ""),
        (str(undecided.pk), members[2].pk, "chưa xác định hình thức khen thưởng"),
    ]


def test_a_refused_proposal_without_an_award_has_no_report_to_be_made_of():
    season, members = make_bloc_year(2)
    make_proposal(season, members[1], state="refused", answer="Chưa đủ")

    report = subjects_of(season, DocumentKind.ACHIEVEMENT.value)
    notice = subjects_of(season, DocumentKind.REFUSAL_NOTICE.value)

    assert [bool(one.ready) for one in (*report, *notice)] == [False, True]


def test_the_same_history_gives_the_same_paper():
    season, members = make_bloc_year(2)
    proposal = put_forward(season, members[1])
    paper = paper_of(proposal)

    assert fingerprint(paper_of(proposal)) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("years", [1, 3])
def test_a_long_history_costs_no_more_queries(years, django_assert_num_queries):
    season, members = make_bloc_year(2)
    for _ in range(years):
        make_record(members[1], make_award_type(), make_cycle())
    proposal = put_forward(season, members[1])
    season = Season.objects.with_names().get(pk=season.pk)

    # proposal, options, members, offices, history in four, titles, founding day in two,
    # indicators, statements, movements, ranking, sheet
    with django_assert_num_queries(16):
        gather_achievement(season, str(proposal.pk))

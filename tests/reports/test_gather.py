from datetime import date
from decimal import Decimal

import pytest

from blocs.models import (
    Indicator,
    IndicatorBaseline,
    Meeting,
    Province,
    Season,
)
from blocs.states import LetterheadBy
from reports.gather import gather_summary
from reports.papers import SummaryReport
from tests.factories import (
    make_bloc_year,
)
from tests.reports.whole_season import fresh, make_whole_season

pytestmark = pytest.mark.django_db


def summary(season: Season) -> SummaryReport:
    return gather_summary(fresh(season))


def test_the_report_names_the_bloc_the_years_and_its_members():
    paper = summary(make_whole_season())

    assert (paper.bloc, paper.cycle, paper.next_cycle) == ("Khối thi đua Tổng hợp", "2022", "2023")
    assert paper.situation.member_count == "03"
    assert [(member.agency, member.office) for member in paper.situation.members] == [
        ("Cục Thuế", "Trưởng khối (Cục trưởng; được bầu)"),
        ("Sở Nội vụ", "Phó Trưởng khối"),
        ("Kho bạc Nhà nước", ""),
    ]


def test_a_provincial_head_lends_its_letterhead_and_nothing_unknown_is_written():
    head = summary(make_whole_season()).letterhead

    assert (head.variant, head.issuing_org) == ("A", "Cục Thuế")
    assert (head.parent_org, head.place) == ("ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "Tây Ninh")
    assert (head.symbol, head.number, head.date, head.year) == ("BC-KTĐ", "", "", "")


def test_a_central_head_prints_under_the_province():
    season = make_whole_season()
    head = season.offices.get(role="head", term="current").agency
    head.level = "central"
    head.save()

    assert summary(season).letterhead.variant == "B"
    assert summary(season).letterhead.issuing_org == "Khối thi đua Tổng hợp"


def test_a_province_may_want_the_bloc_s_own_name_on_top():
    season = make_whole_season()
    Province.objects.update(letterhead_by=LetterheadBy.BLOC.value)

    head = summary(season).letterhead

    assert (head.variant, head.issuing_org) == ("B", "Khối thi đua Tổng hợp")
    assert head.parent_org == "ỦY BAN NHÂN DÂN TỈNH TÂY NINH"


def test_every_baseline_stands_beside_its_issuer_with_its_qualifier():
    (indicator,) = summary(make_whole_season()).results.indicators

    assert indicator.sentence == (
        "Cục Thuế: thu ngân sách ước 8.841 tỷ đồng; "
        "ước đạt 158% so với kế hoạch Bộ Tài chính giao (5.591,8 tỷ đồng); "
        "ước đạt 158% so với kế hoạch Hội đồng nhân dân tỉnh giao (5.591,8 tỷ đồng); "
        "tăng 2% so với cùng kỳ năm trước"
    )


def test_a_source_s_own_word_and_a_change_over_the_plan_are_kept():
    season, _ = make_bloc_year(1)
    indicator = Indicator.objects.create(
        season=season,
        position=1,
        subject="Toàn tỉnh",
        name="Thu nội địa",
        unit="tỷ đồng",
        value=Decimal(10500),
        qualifier="more_than",
        qualifier_text="hơn",
    )
    IndicatorBaseline.objects.create(
        indicator=indicator,
        position=1,
        issuer="Bộ Tài chính",
        label="dự toán",
        change=Decimal("-3.5"),
    )
    IndicatorBaseline.objects.create(
        indicator=indicator, position=2, kind="last_year", ratio=Decimal(98), value=Decimal(10000)
    )

    (text,) = summary(season).results.indicators

    assert text.value_text == "hơn 10.500 tỷ đồng"
    assert (text.agency, text.baselines) == ("Toàn tỉnh", ())
    assert text.note == "giảm 3,5% so với dự toán Bộ Tài chính giao"
    assert text.year_on_year == (
        "bằng 98% so với cùng kỳ năm trước; cùng kỳ năm trước: 10.000 tỷ đồng"
    )


def test_an_indicator_without_a_value_invents_none():
    season, _ = make_bloc_year(1)
    Indicator.objects.create(season=season, position=1, name="Tỷ lệ giải ngân", unit="%")

    (text,) = summary(season).results.indicators

    assert text.sentence == "Tỷ lệ giải ngân"


def test_each_section_gets_its_own_statements():
    paper = summary(make_whole_season())

    assert paper.situation.intro == ("Nội dung situation 1.",)
    assert paper.situation.advantages == ("Nội dung advantages 1.",)
    assert paper.situation.difficulties == ("Nội dung difficulties 1.",)
    assert [(line.agency, line.text) for line in paper.results.highlights] == [
        ("Cục Thuế", "Nội dung political_tasks 1.")
    ]
    assert paper.results.party_government == ("Nội dung party_building 1.",)
    assert paper.results.movements_intro == ("Nội dung movements 1.",)
    assert paper.results.awards_intro == ("Nội dung commendation 1.",)
    assert paper.results.activity == ("Nội dung bloc_activities 1.",)
    assert paper.shortcomings.shortcomings == ("Nội dung limitations 1.",)
    assert paper.next_year.intro == ("Nội dung next_year 1.",)
    assert paper.review.process == ("Nội dung review 1.",)
    assert paper.petitions == ("Nội dung recommendations 1.",)


def test_a_meeting_tells_its_purposes_guests_and_conclusions():
    (meeting,) = summary(make_whole_season()).results.meetings

    assert meeting.kinds == ("tổng kết năm 2022", "ký kết giao ước thi đua năm 2023")
    assert (meeting.time_text, meeting.place) == ("chiều ngày 24/02/2023", "Hội trường tỉnh")
    assert meeting.attendance == (
        "Cục Thuế (chủ trì)",
        "Kho bạc Nhà nước (vắng mặt (đi công tác))",
    )
    assert [guest.text for guest in meeting.guests] == [
        "Chủ tịch Liên đoàn Lao động (phụ trách khối, phát biểu chỉ đạo, chứng kiến)",
        "Phó Trưởng Ban",
    ]
    assert meeting.conclusions == ("Ghi nhận.",)


def test_where_several_spoke_each_conclusion_names_its_speaker():
    season = make_whole_season()
    meeting = Meeting.objects.get(season=season)
    second = meeting.guests.get(position=2)
    meeting.conclusions.create(position=2, speaker=second, text="Đồng ý.")

    (text,) = summary(season).results.meetings

    assert text.conclusions == (
        "Chủ tịch Liên đoàn Lao động: Ghi nhận.",
        "Phó Trưởng Ban: Đồng ý.",
    )


def test_movements_tasks_awards_and_references_are_all_there():
    paper = summary(make_whole_season())

    assert [line.sentence for line in paper.results.movements] == ["Phong trào 1 (tỉnh phát động)"]
    assert [line.sentence for line in paper.next_year.movements] == [
        "Phong trào năm sau 1 (thi đua đặc biệt)"
    ]
    assert paper.next_year.tasks == ("Nhiệm vụ 1.",)
    assert [(line.award, line.count_text) for line in paper.results.awards] == [
        ("Bằng khen 1", "03 đơn vị (nhiều năm)")
    ]
    (document,) = paper.references.documents
    assert (document.title, document.date) == ("Chỉ thị số 01/CT-UBND", "03/01/2023")
    (source,) = paper.references.sources
    assert (source.title, source.publisher, source.date) == (
        "Bài báo 1",
        "Báo Tây Ninh",
        "25/02/2023",
    )


def test_an_undecided_proposal_names_what_it_is_between():
    proposals = summary(make_whole_season()).review.proposals

    assert sorted(proposal.award_text for proposal in proposals) == [
        "Chưa xác định (Cờ thi đua hoặc Bằng khen)",
        "Cờ thi đua của tỉnh (cờ dẫn đầu)",
    ]


def test_a_withdrawn_proposal_is_not_printed_and_a_decision_is():
    season = make_whole_season()
    season.proposals.filter(award_type__isnull=True).update(state="withdrawn")
    season.proposals.filter(award_type__isnull=False).update(
        state="granted", decision_number="2871/QĐ-UBND", decided_on=date(2023, 3, 24)
    )

    (proposal,) = summary(season).review.proposals

    assert proposal.note == "Quyết định số 2871/QĐ-UBND ngày 24/3/2023"


def test_the_next_offices_carry_state_and_way_of_selection():
    (office,) = summary(make_whole_season()).review.offices

    assert office.sentence == "Trưởng khối: Sở Nội vụ (được suy tôn)"


def test_a_handover_keeps_its_day():
    season = make_whole_season()
    season.offices.filter(role="head", term="current").update(
        state="handed_over", handed_over_on=date(2023, 2, 24)
    )

    assert summary(season).situation.members[0].office == (
        "Trưởng khối (Cục trưởng; được bầu; bàn giao ngày 24/02/2023)"
    )

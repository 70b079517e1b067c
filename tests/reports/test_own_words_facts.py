"""What the page of an agency's own words tells of the data that its report prints."""

from datetime import date

import pytest
from django.urls import reverse

from awards.states import AwardKind
from blocs.models import Season
from blocs.states import AGENCY_SECTIONS, Stage
from tests.factories import (
    join,
    make_agency,
    make_award_type,
    make_cycle,
    make_editor,
    make_officer,
    make_record,
)
from tests.reports.narrating import make_year
from tests.reports.pages import settle_in
from tests.reports.test_views_narrative import text_of
from tests.reports.test_views_own_words import at, put_forward, say_own
from tests.reports.whole_season import make_whole_season, rank_by_points

pytestmark = pytest.mark.django_db
RESULTS = "II.1. Kết quả thực hiện nhiệm vụ"
SUMMARY = "II.1. Tóm tắt thành tích trong đề nghị"


@pytest.fixture
def whole():
    """Return a ranked season and its first member, which holds a title."""
    season = make_whole_season()
    rank_by_points(season)
    agency = season.memberships.order_by("position").first().agency
    flag = make_award_type(name="Cờ thi đua của tỉnh", kind=AwardKind.TITLE.value)
    make_record(agency, flag, make_cycle(label="2019"), decided_on=date(2020, 1, 24))
    return season, agency


def facts_of(response):
    return {one.label: one for one in response.context["report"].facts}


def test_the_page_tells_what_the_report_takes_from_the_data(client, whole):
    season, agency = whole
    client.force_login(make_editor(agency))

    facts = facts_of(client.get(at(season, agency)))

    assert facts[RESULTS].lines[0].startswith("Thu ngân sách ước 8.841 tỷ đồng")
    assert facts["II.1. Kết quả bình xét"].lines[0].startswith("xếp thứ 1 trong 03 đơn vị")
    assert facts["III.1. Danh hiệu thi đua"].lines == (
        "Năm 2019: Cờ thi đua của tỉnh, ngày 24/01/2020",
    )


def test_each_proposal_s_summary_is_told_with_its_page(client):
    season, (head, _, member) = make_year()
    first = put_forward(season, member, achievement="Dẫn đầu phong trào.")
    second = put_forward(season, member, achievement="Mười năm liền.")
    put_forward(season, member)
    client.force_login(make_editor(head))

    response = client.get(at(season, member))

    assert facts_of(response)[RESULTS].lines == ()
    summaries = [one for one in response.context["report"].facts if one.label.startswith(SUMMARY)]
    assert {one.label for one in summaries} == {f"{SUMMARY} Cờ thi đua"}
    assert [one.lines for one in summaries] == [("Dẫn đầu phong trào.",), ("Mười năm liền.",), ()]
    labels = [one.label for one in response.context["report"].facts]
    assert labels.index(summaries[0].label) == labels.index(RESULTS) + 1
    page = response.content.decode()
    for proposal in (first, second):
        address = proposal.get_absolute_url()
        assert f'Sửa tại: <a href="{address}">Trang Đề nghị khen thưởng</a>' in page


@pytest.mark.parametrize("who", ["own", "runs"])
def test_only_pages_on_which_the_person_may_change_it_are_linked(client, whole, who):
    season, agency = whole
    Season.objects.update(stage=Stage.BLOC_REVIEW.value)
    client.force_login(make_editor(agency) if who == "own" else make_officer(season.bloc))

    response = client.get(at(season, agency))

    page, bare = response.content.decode(), text_of(response)
    places = [place for one in facts_of(response).values() for place in one.places]
    for place in places:
        link = f'Sửa tại: <a href="{place.url}">Trang {place.page}</a>'
        assert (link in page) == bool(place.verdict)
        if place.verdict:
            assert client.get(place.url).status_code == 200
        else:
            assert f"Trang {place.page}: {place.verdict.reason}" in bare
    assert len(places) == 11 + season.proposals.filter(agency=agency).count()


def test_a_member_is_led_to_its_own_results_and_told_who_writes_the_common_words(client):
    season, (_, _, member) = make_year()
    put_forward(season, member, achievement="Tốt.")
    client.force_login(make_editor(member))

    response = client.get(at(season, member))

    page, bare = response.content.decode(), text_of(response)
    where = [season.bloc.code, season.cycle.label]
    rows = [reverse("reports:year-rows", args=[*where, one]) for one in ("indicators", "movements")]
    assert f'<a href="{rows[0]}">Trang Số liệu báo cáo, Chỉ tiêu</a>' in page
    assert f'<a href="{rows[1]}">' not in page
    assert f'<a href="{reverse("reports:narrative", args=where)}#' not in page
    who = f"Chỉ đơn vị {season.bloc.head_title} hoặc cơ quan thi đua, khen thưởng tỉnh được"
    for name in ("Nội dung văn bản", "Số liệu báo cáo, Phong trào thi đua", "Đề nghị khen thưởng"):
        assert f"Trang {name}: {who} cập nhật." in bare


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_proposal_and_for_many(
    client, django_assert_num_queries, count
):
    season, (_, _, member) = make_year()
    for place in range(count):
        put_forward(season, member)
        other = make_agency()
        join(season, other, position=10 + place)
        for section in AGENCY_SECTIONS:
            say_own(season, other, "Của họ.", section)
            say_own(season, member, "\n".join(["Của tôi."] * (place + 1)), section)
    settle_in(client, make_editor(member))

    with django_assert_num_queries(27):
        client.get(at(season, member))

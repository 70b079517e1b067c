"""The book of figures: every value as papers print it, under a key that lasts."""

import pytest

from awards.models import AwardType
from blocs.models import Movement, NextTask, Registration, RegistrationItem, Season
from blocs.rules.figures import is_key, shown_value
from reports.gather import gather_summary
from reports.gather.figures import gather_figures
from reports.rules.figure_keys import book_of
from scoring.models import Ranking, RankingRow
from tests.factories import make_meeting, make_proposal
from tests.reports.narrating import against, make_two_years, make_year, revenue
from tests.reports.whole_season import make_whole_season, rank_as_reported, rank_by_points

pytestmark = pytest.mark.django_db


def fresh(season: Season) -> Season:
    return Season.objects.with_names().get(pk=season.pk)


def book(season):
    return dict(book_of(gather_figures(fresh(season)).entries))


def test_results_have_their_qualifiers_and_every_plan_by_its_issuer():
    season, (agency, *_) = make_year()
    row = revenue(season, agency, "8841", qualifier="estimate")
    against(row, "158", value="5591.8", qualifier="estimate")
    against(row, "130", issuer="UBND tỉnh", qualifier="less_than", qualifier_text="gần")
    against(row, kind="last_year", issuer="", change="2")
    key = f"chi-tieu.{agency.code}.thu-ngan-sach"

    found = {name: value for name, value in book(season).items() if name.startswith("chi-tieu")}

    assert found == {
        key: "ước 8.841 tỷ đồng",
        f"{key}.ke-hoach.bo-tai-chinh": "5.591,8 tỷ đồng",
        f"{key}.ty-le.bo-tai-chinh": "ước đạt 158%",
        f"{key}.ty-le.ubnd-tinh": "đạt gần 130%",
        f"{key}.tang-giam.nam-truoc": "tăng 2%",
    }


def test_a_figure_is_written_as_the_paper_writes_it():
    season = fresh(make_whole_season(3, rows=2))
    rank_by_points(season)
    paper, values = gather_summary(season), set(book(season).values())

    for indicator in paper.results.indicators:
        assert indicator.value_text in values
    assert {row.count_text.partition(" (")[0] for row in paper.results.awards} <= values
    assert {f"{row.final_text} điểm" for row in paper.review.ranking.rows} <= values
    assert paper.situation.member_count in values


def test_two_results_of_one_name_have_keys_of_their_own():
    season, (agency, *_) = make_year()
    revenue(season, agency, "1")
    revenue(season, agency, "2")
    revenue(season, None, "3", subject="Toàn tỉnh", name="Thu ngân sách năm 2022")
    revenue(season, None, "4", name="Thu")

    found = {name: value for name, value in book(season).items() if name.startswith("chi-tieu")}

    assert found == {
        f"chi-tieu.{agency.code}.thu-ngan-sach": "1 tỷ đồng",
        f"chi-tieu.{agency.code}.thu-ngan-sach-2": "2 tỷ đồng",
        "chi-tieu.toan-tinh.thu-ngan-sach": "3 tỷ đồng",
        "chi-tieu.chung.thu": "4 tỷ đồng",
    }


@pytest.mark.parametrize(
    ("now", "was", "change"),
    [
        ({"value": "110"}, {"value": "100"}, "tăng 10%"),
        ({"value": "100"}, {"value": "150"}, "giảm 33,3%"),
        ({"value": "100"}, {"value": "100"}, "không thay đổi"),
        ({"value": "110", "qualifier": "about"}, {"value": "100"}, None),
        ({"value": "110"}, {"value": "100", "qualifier": "estimate"}, None),
        ({"value": "110"}, {"value": "100", "unit": "triệu đồng"}, None),
        ({"value": "110"}, {"value": "0"}, None),
        ({"value": "110"}, {"value": "-5"}, None),
    ],
)
def test_a_change_on_last_year_is_worked_out_where_both_are_known_alike(now, was, change):
    last, season, (agency, *_) = make_two_years()
    revenue(last, agency, name="Thu ngân sách năm 2021", **was)
    revenue(season, agency, name="Thu ngân sách năm 2022", **now)

    key = f"chi-tieu.{agency.code}.thu-ngan-sach.tang-giam.nam-truoc"
    assert book(season).get(key) == change


def test_what_the_source_says_of_last_year_stands_above_what_could_be_worked_out():
    last, season, (agency, *_) = make_two_years()
    revenue(last, agency, "100")
    against(revenue(season, agency, "110"), kind="last_year", issuer="", change="9.5")

    key = f"chi-tieu.{agency.code}.thu-ngan-sach.tang-giam.nam-truoc"
    assert book(season)[key] == "tăng 9,5%"


def test_counts_of_the_year():
    season, (agency, other, _) = make_year()
    for position, term in enumerate(("current", "next", "next"), start=1):
        Movement.objects.create(season=season, position=position, term=term, name=f"P{position}")
    NextTask.objects.create(season=season, position=1, text="Việc.")
    make_meeting(season)
    for member in (agency, other):
        row = Registration.objects.create(season=season, agency=member)
        for position, kind in enumerate(("target", "building", "title"), start=1):
            RegistrationItem.objects.create(
                registration=row, position=position, kind=kind, content="x"
            )
    flag = AwardType.objects.get(code="co-tinh")
    make_proposal(season, agency, award_type=flag, state="agreed")
    make_proposal(season, other, state="agreed")
    make_proposal(season, other, award_type=flag, state="withdrawn")

    assert book(season) == {
        "don-vi.so-luong": "03",
        "giao-uoc.so-ban": "04",
        "dang-ky.so-don-vi": "02 đơn vị",
        "dang-ky.chi-tieu": "04 chỉ tiêu",
        "dang-ky.danh-hieu": "02 danh hiệu, hình thức khen thưởng",
        "phong-trao.so-luong": "01 phong trào thi đua",
        "phong-trao.nam-sau": "02 phong trào thi đua",
        "hoi-nghi.so-luong": "01 hội nghị, cuộc họp",
        "nhiem-vu.nam-sau": "01 nhiệm vụ",
        "de-nghi.so-luong": "02 đề nghị",
        "de-nghi.so-don-vi": "01 đơn vị thành viên",
        "de-nghi.co-tinh": "01 đơn vị",
    }


def test_members_and_awards_are_compared_with_last_year():
    last, season, _ = make_two_years()
    flag, paper = (AwardType.objects.get(code=code) for code in ("co-tinh", "bang-khen-tinh"))
    for year, counts in ((last, (3, 2)), (season, (5, 2))):
        for award, count in zip((flag, paper), counts, strict=True):
            year.award_counts.create(award_type=award, agencies=count)

    found = book(season)

    assert found["don-vi.so-voi-nam-truoc"] == "giảm 02 đơn vị"
    assert found["khen-thuong.co-tinh"] == "05 đơn vị"
    assert found["khen-thuong.co-tinh.so-voi-nam-truoc"] == "tăng 02 đơn vị"
    assert found["khen-thuong.bang-khen-tinh.so-voi-nam-truoc"] == "không thay đổi"


def test_places_and_points_are_those_of_the_frozen_ranking():
    season = make_whole_season()
    assert not [key for key in book(season) if key.startswith(("diem", "hang", "xep-hang"))]

    rank_by_points(season)

    codes = [one.agency.code for one in season.memberships.order_by("position")]
    found = book(season)
    assert found["xep-hang.so-don-vi"] == "03 đơn vị"
    assert [found[f"diem.{code}"] for code in codes] == ["90,00 điểm", "80,00 điểm", "70,00 điểm"]
    assert [found[f"hang.{code}"] for code in codes] == ["thứ 1", "thứ 2", "thứ 3"]


def test_a_place_that_the_bloc_does_not_publish_is_no_figure():
    season = make_whole_season()
    rank_by_points(season)
    Season.objects.filter(pk=season.pk).update(published_ranks=1)

    codes = [one.agency.code for one in season.memberships.order_by("position")]
    assert [f"hang.{code}" in book(season) for code in codes] == [True, False, False]
    assert [f"diem.{code}" in book(season) for code in codes] == [True, False, False]


def test_ranks_without_points_are_figures_without_points():
    season = make_whole_season()
    rank_as_reported(season, 1, 1, None)
    RankingRow.objects.filter(rank=1).update(shared=True)

    codes = [one.agency.code for one in season.memberships.order_by("position")]
    found = book(season)
    assert [found.get(f"hang.{code}") for code in codes] == ["đồng hạng 1", "đồng hạng 1", None]
    assert not [key for key in found if key.startswith("diem")]


def test_points_of_two_years_are_compared_where_the_scale_is_the_same():
    last = make_whole_season(label="2021")
    rank_by_points(last)
    season, _ = make_year(1, bloc=last.bloc)
    agency = last.memberships.get(position=2).agency
    season.memberships.update(agency=agency, name=agency.name)
    rank_by_points(season)
    found = book(season)
    key = f"diem.{agency.code}"

    assert found[f"{key}.so-voi-nam-truoc"] == "tăng 10,00 điểm"
    assert found[f"hang.{agency.code}.nam-truoc"] == "thứ 2"

    then = Ranking.objects.get(season=last)
    Ranking.objects.filter(pk=then.pk).update(
        content={**then.content, "table": {**then.content["table"], "scale": "1000.00"}}
    )
    assert f"{key}.so-voi-nam-truoc" not in book(season)


def test_last_year_is_the_year_before_and_of_the_same_truth():
    last, season, _ = make_two_years()
    assert "don-vi.so-voi-nam-truoc" in book(season)

    Season.objects.filter(pk=last.pk).update(is_sample=True)
    assert "don-vi.so-voi-nam-truoc" not in book(season)

    Season.objects.filter(pk=last.pk).update(is_sample=False)
    last.cycle.label = "2020"
    last.cycle.save(update_fields=["label"])
    assert "don-vi.so-voi-nam-truoc" not in book(season)


def test_every_key_and_value_fits_a_reference():
    season = make_whole_season(3, rows=2)
    rank_by_points(season)
    agency = season.memberships.first().agency
    revenue(season, agency, name="{{7*7}}|" * 20, unit="a|b{c}\\d")

    for key, value in book(season).items():
        assert is_key(key)
        assert shown_value(value) == value


@pytest.mark.parametrize("rows", [1, 3])
def test_the_book_costs_the_same_for_one_row_and_for_many(django_assert_num_queries, rows):
    last = make_whole_season(rows, label="2021", rows=rows)
    rank_by_points(last)
    season = make_whole_season(rows, rows=rows)
    Season.objects.filter(pk=season.pk).update(bloc=last.bloc)
    rank_by_points(season)
    season = fresh(season)

    # members, offices, last year, its size, names of awards, registrations and items, results,
    # baselines, last year's results, movements, meetings, tasks, awards of two years, rankings
    # and rows of two years, proposals and their awards
    with django_assert_num_queries(22):
        gather_figures(season)

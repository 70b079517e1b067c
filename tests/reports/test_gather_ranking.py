import pytest

from blocs.models import (
    Season,
)
from reports.gather import gather_covenant, gather_summary
from reports.papers import Covenant, SummaryReport
from scoring.models import Ranking, ScoreLine
from tests.factories import (
    assign,
    make_bloc,
    make_season,
    make_table,
)
from tests.reports.whole_season import fresh, make_whole_season, rank_as_reported, rank_by_points

pytestmark = pytest.mark.django_db


def summary(season: Season) -> SummaryReport:
    return gather_summary(fresh(season))


def covenant(season: Season) -> Covenant:
    return gather_covenant(fresh(season))


def test_a_computed_ranking_prints_points_and_the_annex_from_the_frozen_content():
    season = make_whole_season()
    rank_by_points(season)
    ScoreLine.objects.update(appraised_points=0)  # too late: the ranking is frozen

    paper = summary(season)

    assert [(row.rank, row.agency, row.final_text) for row in paper.review.ranking.rows] == [
        ("1", "Cục Thuế", "90,00"),
        ("2", "Sở Nội vụ", "80,00"),
        ("3", "Kho bạc Nhà nước", "70,00"),
    ]
    assert [group.code for group in paper.scores.groups] == ["I", "II", "III", "IV"]
    first = paper.scores.rows[0]
    assert [(line.label, line.cells, line.total) for line in first.lines] == [
        ("Tự chấm", ("60,00", "30,00", "", ""), "90,00"),
        ("Thẩm định", ("60,00", "30,00", "", ""), "90,00"),
        ("Chính thức", ("60,00", "30,00", "", ""), "90,00"),
    ]


def test_only_the_published_ranks_are_printed_anywhere():
    season = make_whole_season()
    season.published_ranks = 2
    season.save()
    rank_by_points(season)

    paper = summary(season)

    assert [row.rank for row in paper.review.ranking.rows] == ["1", "2"]
    assert paper.review.ranking.depth_note == "Chỉ công bố 02 thứ hạng đầu."
    assert [row.agency for row in paper.scores.rows] == ["Cục Thuế", "Sở Nội vụ"]
    assert "70,00" not in str(paper.as_content())


def test_a_reported_ranking_prints_ranks_and_no_points():
    season = make_whole_season()
    rank_as_reported(season, 2, 1, None)

    paper = summary(season)

    assert [(row.rank, row.agency) for row in paper.review.ranking.rows] == [
        ("1", "Sở Nội vụ"),
        ("2", "Cục Thuế"),
    ]
    assert not paper.review.ranking.has_points
    assert [line.agency for line in paper.review.ranking.unranked] == ["Kho bạc Nhà nước"]
    assert not paper.scores


def test_members_that_a_source_does_not_rank_are_not_called_unranked():
    season = make_whole_season()
    season.published_ranks = 2
    season.save()
    rank_as_reported(season, 2, 1, None)

    assert summary(season).review.ranking.unranked == ()


def test_without_a_ranking_no_points_leave_the_bloc():
    season = make_whole_season()
    rank_by_points(season)
    Ranking.objects.update(is_current=False)

    paper = summary(season)

    assert not paper.review.ranking
    assert not paper.scores


@pytest.mark.parametrize("where", ["season", "bloc", "ranking"])
def test_sample_data_marks_the_paper(where):
    season = make_whole_season()
    rank_as_reported(season, 1, 2, 3)
    subject = {"season": season, "bloc": season.bloc, "ranking": season.rankings.get()}[where]
    assert summary(season).sample is False
    subject.is_sample = True
    subject.save()

    assert summary(season).sample is True


def test_sample_scores_mark_the_paper():
    season = make_whole_season()
    assign(season, make_table(), scores_are_sample=True)
    rank_by_points(season)

    paper = summary(season)

    assert (paper.sample, paper.scores.sample, paper.review.ranking.sample) == (True, True, True)


def test_a_school_year_is_called_one():
    season = make_whole_season(label="2025-2026")
    season.cycle.kind = "school_year"
    season.cycle.save()

    paper = summary(season)

    assert (paper.cycle, paper.next_cycle) == ("học 2025-2026", "học 2026-2027")
    assert covenant(season).cycle == "học 2026-2027"


def test_a_cluster_speaks_of_a_cluster():
    season = make_whole_season()
    season.bloc.kind = "cum"
    season.bloc.save()

    paper = summary(season)

    assert paper.signature.capacity == "TM. Cụm thi đua"
    assert (paper.signature.position, paper.letterhead.symbol) == ("Trưởng cụm", "BC-CTĐ")


def test_a_season_of_which_nothing_is_known_still_prints():
    season = make_season(bloc=make_bloc(name="Khối A"))

    paper = summary(season)

    assert (paper.situation.member_count, paper.letterhead.place) == ("", "…………………")
    assert not paper.results
    assert covenant(season).cells == ()

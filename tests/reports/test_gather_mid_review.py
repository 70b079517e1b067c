"""The mid-year report: what is known so far, beside what was registered, and what is left."""

from datetime import UTC, date, datetime

import pytest

from blocs.models import Registration, RegistrationItem, Season
from blocs.states import CycleKind, Stage, StepKind
from reports.gather import gather_mid_review, gather_summary
from reports.states import DocumentKind
from reports.subjects import is_ready
from tests.factories import make_bloc_year, make_cycle, make_season, make_step
from tests.reports.whole_season import make_whole_season

pytestmark = pytest.mark.django_db
KIND = DocumentKind.MID_REVIEW.value


def fresh(season: Season) -> Season:
    return Season.objects.with_names().get(pk=season.pk)


def register(season, agency, content="Thu ngân sách"):
    row = Registration.objects.create(season=season, agency=agency)
    RegistrationItem.objects.create(
        registration=row, position=1, kind="target", content=content, unit="tỷ đồng"
    )
    RegistrationItem.objects.create(registration=row, position=2, kind="title", content="Cờ")
    RegistrationItem.objects.create(
        registration=row, position=3, kind="building", content="Đảng bộ trong sạch"
    )


def members_of(season):
    return [one.agency for one in season.memberships.select_related("agency")]


def test_targets_stand_beside_the_results_that_are_known():
    season = make_whole_season()
    first, second, _ = members_of(season)
    register(season, first)
    register(season, second, "Không có đơn thư vượt cấp")

    paper = gather_mid_review(fresh(season))

    assert [(row.agency, row.targets) for row in paper.progress] == [
        ("Cục Thuế", "Thu ngân sách; Đảng bộ trong sạch"),
        ("Sở Nội vụ", "Không có đơn thư vượt cấp; Đảng bộ trong sạch"),
    ]
    assert paper.progress[0].result.startswith("Thu ngân sách ước 8.841 tỷ đồng; ước đạt 158%")
    assert paper.progress[1].result == ""
    assert paper.results.indicators == ()
    assert paper.left == ("Hoàn thành đăng ký thi đua của các đơn vị: Kho bạc Nhà nước",)


def test_results_of_who_registered_nothing_stay_in_the_text_and_awards_wait_for_the_end():
    season = make_whole_season()

    paper, whole = gather_mid_review(fresh(season)), gather_summary(fresh(season))

    assert whole.results.awards
    assert (paper.results.awards, paper.results.awards_intro) == ((), ())
    assert paper.results.indicators == whole.results.indicators
    assert (paper.progress, paper.left) == ((), ())
    assert paper.situation == whole.situation
    assert paper.subject == (
        "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2022; "
        "nhiệm vụ trọng tâm 6 tháng cuối năm 2022"
    )


def test_the_steps_after_mid_year_are_what_is_left_with_their_deadlines():
    season, _ = make_bloc_year(2, stage=Stage.MID_REVIEW)
    make_step(season, StepKind.MID_REVIEW, due_at=datetime(2022, 7, 14, 17, tzinfo=UTC))
    make_step(season, StepKind.SELF_SCORING, due_at=datetime(2022, 11, 30, 17, tzinfo=UTC))
    make_step(season, StepKind.DOSSIER, due_at=datetime(2023, 1, 10, 3, tzinfo=UTC))

    assert gather_mid_review(fresh(season)).left == (
        "Tự chấm điểm (thời hạn: hết ngày 30/11/2022)",
        "Gửi hồ sơ về tỉnh (thời hạn: 10:00 ngày 10/01/2023)",
    )


def test_a_school_year_has_no_six_months():
    cycle = make_cycle(
        label="2025-2026",
        kind=CycleKind.SCHOOL_YEAR.value,
        starts_on=date(2025, 9, 1),
        ends_on=date(2026, 8, 31),
    )

    paper = gather_mid_review(fresh(make_season(cycle=cycle)))

    assert (paper.half, paper.rest) == (
        "giữa năm học 2025-2026",
        "thời gian còn lại của năm học 2025-2026",
    )


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        (Stage.COVENANT, "chưa đến bước"),
        (Stage.RUNNING, ""),
        (Stage.MID_REVIEW, ""),
        (Stage.SELF_SCORING, "đã qua bước sơ kết"),
        (Stage.CLOSED, "đã qua bước sơ kết"),
    ],
)
def test_the_report_is_made_while_its_figures_are_those_of_the_first_half(stage, why):
    verdict = is_ready(make_season(stage=stage), KIND)

    assert bool(verdict) is not bool(why)
    assert why in verdict.reason


@pytest.mark.parametrize("size", [1, 3])
def test_the_report_costs_the_same_for_one_member_and_for_many(size, django_assert_num_queries):
    season = make_whole_season(size)
    for agency in members_of(season):
        register(season, agency)
    season = fresh(season)

    # the year-end report without rows of a ranking, own words, members, registrations, items, steps
    with django_assert_num_queries(26):
        gather_mid_review(season)

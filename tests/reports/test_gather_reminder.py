"""The letter to those who owe something, and what is owed at which stage."""

from datetime import UTC, datetime

import pytest

from blocs.models import Registration, Season, StepExtension
from blocs.states import Stage, StepKind
from reports.gather import gather_reminder
from reports.states import DocumentKind
from reports.subjects import is_ready
from reports.subjects.owed import owed_in
from scoring.models import CrossAssignment
from scoring.states import SheetState
from tests.factories import NOON, make_bloc_year, make_sheet, make_step, make_user

pytestmark = pytest.mark.django_db
KIND = DocumentKind.REMINDER.value
DUE = datetime(2022, 11, 30, 17, tzinfo=UTC)  # midnight in Viet Nam


def fresh(season: Season) -> Season:
    return Season.objects.with_names().get(pk=season.pk)


def owed(season) -> list[tuple[str, str]]:
    names = dict(season.memberships.values_list("agency", "name"))
    return [(names[one.agency_id], one.matter) for one in owed_in(fresh(season))]


@pytest.mark.parametrize("stage", [Stage.REGISTRATION, Stage.COVENANT])
def test_who_has_not_registered_owes_that(stage):
    season, members = make_bloc_year(3, stage=stage)
    Registration.objects.create(season=season, agency=members[1])

    assert owed(season) == [
        (members[0].name, "Chưa đăng ký thi đua"),
        (members[2].name, "Chưa đăng ký thi đua"),
    ]


def test_who_has_not_sent_or_not_sent_again_owes_that():
    season, members = make_bloc_year(4, stage=Stage.SELF_SCORING)
    states = (SheetState.DRAFT, SheetState.SUBMITTED, SheetState.RETURNED, SheetState.AWAITING)
    for agency, state in zip(members, states, strict=True):
        make_sheet(season, agency, state=state)

    assert owed(season) == [
        (members[0].name, "Chưa gửi phiếu tự chấm điểm"),
        (members[2].name, "Chưa giải trình, gửi lại phiếu được trả lại"),
        (members[3].name, "Chưa gửi phiếu tự chấm điểm"),
    ]


def test_during_the_appraisal_returns_and_cross_scores_are_owed_but_no_unsent_sheet():
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    make_sheet(season, members[0])
    make_sheet(season, members[2], state=SheetState.RETURNED)
    given = {"season": season, "subject": members[2]}
    CrossAssignment.objects.create(scorer=members[1], **given)
    CrossAssignment.objects.create(scorer=members[0], finished_at=NOON, **given)

    assert owed(season) == [
        (members[1].name, f"Chưa chấm chéo phiếu của {members[2].short_name}"),
        (members[2].name, "Chưa giải trình, gửi lại phiếu được trả lại"),
    ]


def test_the_letter_names_each_member_once_and_each_matter_with_its_own_deadline():
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    for agency in members[1:]:
        make_sheet(season, agency)
    step = make_step(season, StepKind.SELF_SCORING, due_at=DUE)
    StepExtension.objects.create(
        step=step,
        agency=members[2],
        due_at=datetime(2022, 12, 9, 10, tzinfo=UTC),
        reason="Bão lũ",
        approved_by=make_user(),
        approved_at=NOON,
    )

    paper = gather_reminder(fresh(season))

    assert paper.addressees == (members[1].name, members[2].name)
    assert [(row.agency, row.due) for row in paper.rows] == [
        (members[1].name, "hết ngày 30/11/2022"),
        (members[2].name, "17:00 ngày 09/12/2022"),
    ]
    assert "còn 02 đơn vị thành viên" in paper.opening
    assert "“Tự chấm điểm”" in paper.opening
    assert "đơn vị Trưởng khối" in paper.asked[0]
    assert paper.letterhead.symbol == "KTĐ"  # a letter has no type abbreviation


def test_a_step_without_a_day_leaves_the_deadline_empty():
    season, _ = make_bloc_year(2, stage=Stage.REGISTRATION)

    assert {row.due for row in gather_reminder(fresh(season)).rows} == {""}


def test_nobody_is_reminded_of_nothing():
    season, members = make_bloc_year(2, stage=Stage.REGISTRATION)
    before = is_ready(season, KIND)
    for agency in members:
        Registration.objects.create(season=season, agency=agency)

    after = is_ready(fresh(season), KIND)

    assert before
    assert not after
    assert "không có đơn vị nào còn việc" in after.reason


@pytest.mark.parametrize("size", [2, 5])
def test_the_letter_costs_the_same_for_few_members_and_for_many(size, django_assert_num_queries):
    season, members = make_bloc_year(size, stage=Stage.APPRAISAL)
    for agency in members:
        make_sheet(season, agency, state=SheetState.RETURNED)
    CrossAssignment.objects.create(season=season, scorer=members[0], subject=members[1])
    season = fresh(season)

    # members, offices, members again, returned sheets, steps, cross-scoring
    with django_assert_num_queries(7):
        gather_reminder(season)

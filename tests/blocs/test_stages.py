import pytest

from blocs.rules.stages import MOVER, ORDER, Mover, has_reached, next_stages, previous_stage
from blocs.states import Stage


def test_the_year_runs_from_setup_to_its_close():
    assert [stage.value for stage in ORDER] == [
        "setup",
        "registration",
        "covenant",
        "running",
        "mid_review",
        "self_scoring",
        "appraisal",
        "bloc_review",
        "submitted",
        "provincial_appraisal",
        "decided",
        "closed",
    ]


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        (Stage.SETUP, (Stage.REGISTRATION, Stage.COVENANT, Stage.RUNNING)),
        (Stage.REGISTRATION, (Stage.COVENANT, Stage.RUNNING)),
        (Stage.RUNNING, (Stage.MID_REVIEW, Stage.SELF_SCORING)),
        (Stage.SELF_SCORING, (Stage.APPRAISAL,)),
        (Stage.DECIDED, (Stage.CLOSED,)),
        (Stage.CLOSED, ()),
    ],
)
def test_only_what_a_province_may_do_without_is_passed_over(stage, following):
    assert next_stages(stage) == following


def test_a_step_back_is_one_stage():
    assert previous_stage(Stage.SETUP) is None
    assert [previous_stage(stage) for stage in ORDER[1:]] == list(ORDER[:-1])


def test_the_province_moves_what_was_submitted_to_it():
    moved_by_province = {stage for stage in Stage if MOVER[stage] is Mover.PROVINCE}

    assert moved_by_province == {
        Stage.SUBMITTED,
        Stage.PROVINCIAL_APPRAISAL,
        Stage.DECIDED,
        Stage.CLOSED,
    }


def test_a_stage_is_reached_by_itself_and_by_later_ones():
    reached = [stage for stage in Stage if has_reached(stage, Stage.SUBMITTED)]

    assert reached == [Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED, Stage.CLOSED]

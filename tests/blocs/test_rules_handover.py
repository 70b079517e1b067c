from datetime import UTC, datetime

import pytest

from blocs.rules.carrying import CarriedStep
from blocs.rules.cycles import years_later
from blocs.rules.rotation import Successors, next_in_order, successors
from blocs.states import StepClosing, StepKind

ORDER = (10, 20, 30, 40)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "passing", "found"),
    [
        (10, (), 20),
        (40, (), 10),
        (None, (), 10),
        (99, (), 10),
        (10, (20,), 30),
        (30, (40, 10), 20),
        (10, (20, 30, 40), None),
    ],
)
def test_turns_go_round_the_members(after, passing, found):
    assert next_in_order(ORDER, after, passing=passing) == found


def test_nobody_follows_in_a_bloc_of_one_or_none():
    assert next_in_order((10,), 10) is None
    assert next_in_order((), None) is None


@pytest.mark.parametrize(
    ("head", "deputy", "gone", "succeeds", "found"),
    [
        (10, 20, (), True, (20, 30)),
        (10, 30, (), True, (30, 40)),
        (10, 30, (), False, (20, 30)),
        (40, 10, (), False, (10, 20)),
        (10, 20, (20,), True, (30, 40)),  # a deputy that no longer exists does not succeed
        (10, None, (), True, (20, 30)),
        (None, None, (), False, (10, 20)),
        (10, 99, (), True, (20, 30)),  # a deputy that is no member takes no turn
        (10, 20, (20, 30, 40), True, (None, None)),
    ],
)
def test_the_deputy_may_succeed_or_not(head, deputy, gone, succeeds, found):
    answer = successors(ORDER, head=head, deputy=deputy, gone=gone, deputy_succeeds=succeeds)

    assert answer == Successors(*found)


@pytest.mark.parametrize(
    ("moment", "years", "later"),
    [
        (at(2026, 3, 15, 17), 1, at(2027, 3, 15, 17)),
        (at(2024, 2, 29, 17), 1, at(2025, 3, 1, 17)),
        (at(2024, 2, 29, 17), 4, at(2028, 2, 29, 17)),
        (at(2023, 3, 1), 1, at(2024, 3, 1)),
        (at(2026, 12, 31, 23, 59), 2, at(2028, 12, 31, 23, 59)),
    ],
)
def test_a_step_keeps_its_day_and_time_in_a_later_year(moment, years, later):
    assert years_later(moment, years) == later


def step(new_due_at):
    day = at(2026, 1, 5)
    return CarriedStep(
        StepKind.DOSSIER.value, day, new_due_at, day, new_due_at, 2, StepClosing.REFUSES.value
    )


@pytest.mark.parametrize(
    ("due", "on_weekend"),
    [
        (at(2027, 1, 8, 17), False),  # a Friday
        (at(2027, 1, 9), False),  # the midnight that ends the Friday
        (at(2027, 1, 9, 17), True),
        (at(2027, 1, 11), True),  # the midnight that ends the Sunday
    ],
)
def test_a_new_deadline_on_a_weekend_is_seen(due, on_weekend):
    assert step(due).lands_on_weekend is on_weekend


def test_a_step_is_read_back_as_it_was_kept():
    kept = step(at(2027, 1, 8, 17))

    assert CarriedStep.from_content(kept.as_content()) == kept

from decimal import Decimal

import pytest
from django.db import connection

from accounts.errors import NotAllowed, Refused
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.errors import LinesRefused
from scoring.models import ScoreLine
from scoring.services import LineEdit
from scoring.states import CriterionKind
from tests.factories import assign, line_of, make_bloc_year, make_editor, make_sheet, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2])


@pytest.fixture
def editor(sheet):
    return make_editor(sheet.agency)


def edit(line, points, words="", *, seen=None):
    value = None if points is None else Decimal(points)
    return LineEdit(line.pk, line.version if seen is None else seen, value, words)


def test_a_whole_form_is_saved_with_one_event_and_untouched_lines_stay(sheet, editor):
    first, second, third = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))

    count = services.save_lines(
        sheet_id=sheet.pk,
        edits=[edit(first, "30"), edit(second, "20", "Đạt"), edit(third, None)],
        actor=editor,
    )

    assert count == 2
    assert [line_of(sheet, key).self_points for key in ("I.1", "I.2", "II.1")] == [30, 20, None]
    assert [line_of(sheet, key).version for key in ("I.1", "I.2", "II.1")] == [2, 2, 1]
    event = AuditEvent.objects.get()
    assert event.action == "sheet.save_lines"
    assert set(event.after) == {"I.1", "I.2"}


def test_one_bad_cell_stops_the_whole_form_and_every_bad_cell_is_named(sheet, editor):
    first, second, third = (line_of(sheet, key) for key in ("I.1", "I.2", "II.1"))
    ScoreLine.objects.filter(pk=third.pk).update(self_points=12, version=2)  # someone else

    with pytest.raises(LinesRefused) as refusal:
        services.save_lines(
            sheet_id=sheet.pk,
            edits=[edit(first, "30"), edit(second, "7"), edit(third, "13")],
            actor=editor,
        )

    assert set(refusal.value.errors) == {second.pk, third.pk}
    assert refusal.value.conflicts[third.pk].self_points == 12
    for shown in ("I.2", "II.1", "12,00", "13,00"):
        assert shown in str(refusal.value)
    assert [line_of(sheet, key).self_points for key in ("I.1", "I.2", "II.1")] == [None, None, 12]
    assert not AuditEvent.objects.exists()


def test_a_form_that_changes_nothing_records_nothing(sheet, editor):
    line = line_of(sheet, "I.1")

    count = services.save_lines(sheet_id=sheet.pk, edits=[edit(line, None, seen=0)], actor=editor)

    assert count == 0
    assert not AuditEvent.objects.exists()


def test_a_form_cannot_reach_into_another_sheet(sheet, editor, year):
    season, agencies = year
    theirs = line_of(make_sheet(season, agencies[1]), "I.1")

    with pytest.raises(Refused, match="không thuộc phiếu này"):
        services.save_lines(sheet_id=sheet.pk, edits=[edit(theirs, "1")], actor=editor)

    assert line_of(theirs.sheet, "I.1").version == 1


def test_a_form_is_refused_to_those_who_may_not_write(sheet, year):
    _, agencies = year
    line = line_of(sheet, "I.1")

    with pytest.raises(NotAllowed):
        services.save_lines(
            sheet_id=sheet.pk, edits=[edit(line, "1")], actor=make_editor(agencies[0])
        )

    assert line_of(sheet, "I.1").version == 1


@pytest.mark.parametrize("count", [1, 60])
def test_saving_a_form_costs_the_same_for_one_line_and_for_many(
    year, django_assert_num_queries, count
):
    season, agencies = year
    assign(season, make_table([(f"{place}", CriterionKind.MANUAL, "10") for place in range(count)]))
    sheet = make_sheet(season, agencies[2])
    editor = make_editor(agencies[2])
    edits = [edit(line, "5") for line in sheet.lines.all()]

    # Open and close the savepoint; season's id, season, sheet, standing, calendar, lines; one
    # update; the audit's last line and its new one, and on PostgreSQL the lock on its end.
    lock = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(11 + lock):
        services.save_lines(sheet_id=sheet.pk, edits=edits, actor=editor)

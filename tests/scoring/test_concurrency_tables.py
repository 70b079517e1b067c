"""Real threads: a table is amended or published while others write."""

from collections import Counter
from decimal import Decimal

import pytest

from accounts.audit import verify_chain
from accounts.models import AuditEvent
from scoring import services
from scoring.models import AmendedLine, Amendment, CriteriaTable, ScoreLine
from scoring.states import CriterionKind, TableState
from tests.factories import line_of, make_editor, make_sheet, make_table
from tests.scoring.amending import amended, apply, scoring_season
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)
LOWER = {"I.1": {"max_points": 30}, "I": {"max_points": 50}}


def save(line_id, editor, points):
    saved = services.save_line(
        line_id=line_id, seen_version=1, points=Decimal(points), explanation="", actor=editor
    )
    return saved.self_points


@pytest.mark.parametrize("attempt", range(5))
def test_a_save_during_an_amendment_is_cut_by_it_or_refused_and_never_lost(attempt):
    season, (_, _, member), officer = scoring_season()
    line = line_of(make_sheet(season, member, points={"I.1": "10"}), "I.1")
    editor = make_editor(member)
    table = amended(season.season_table.table, changes=LOWER)

    answer, _ = together(
        lambda: save(line.pk, editor, "40"),
        lambda: apply(season, table, officer),
    )

    held = ScoreLine.objects.get(pk=line.pk)
    before = AmendedLine.objects.get(key="I.1").before["self_points"]
    assert held.max_points == 30
    assert (answer, before, held.self_points, held.version) in {
        (Decimal(40), "40.00", Decimal(30), 3),  # saved first, then cut
        ("LineConflict", "10.00", Decimal(10), 2),  # amended first, then refused
    }
    assert verify_chain().count == AuditEvent.objects.count()


def test_lines_of_one_criterion_are_saved_or_gone_and_never_both():
    season, (_, _, member), officer = scoring_season()
    sheet = make_sheet(season, member)
    line, editor = line_of(sheet, "I.2"), make_editor(member)
    table = amended(season.season_table.table, changes={"I": {"max_points": 40}}, without=["I.2"])

    answer, _ = together(
        lambda: save(line.pk, editor, "20"),
        lambda: apply(season, table, officer),
    )

    kept = AmendedLine.objects.get(key="I.2").before
    assert not ScoreLine.objects.filter(pk=line.pk).exists()
    assert kept.get("self_points") == ("20.00" if answer == 20 else None)


def test_two_who_apply_the_same_amendment_apply_it_once():
    season, (_, _, member), officer = scoring_season()
    sheet = make_sheet(season, member)
    added = [("II.2", CriterionKind.MANUAL, "10")]
    table = amended(season.season_table.table, changes=LOWER, added=added)
    earlier = season.season_table.table_id

    answers = together(
        *[lambda: apply(season, table, officer, seen_table=earlier).pk for _ in range(4)]
    )

    assert len(set(answers)) == 1
    assert Amendment.objects.count() == 1
    assert sheet.lines.filter(criterion__key="II.2").count() == 1
    assert AuditEvent.objects.filter(action="season.apply_amendment").count() == 1


def test_of_an_edit_and_a_publication_one_is_first_and_the_other_refused():
    table = make_table(published=False)

    answers = together(
        lambda: services.publish_table(table=table, seen_version=1, actor=None).state,
        lambda: (
            services.edit_draft(
                table=table, title="Khác", issued_by="", decision="", seen_version=1, actor=None
            ).title
        ),
    )

    held = CriteriaTable.objects.get()
    assert Counter(type(answer) for answer in answers) == {str: 2}
    assert (answers, held.state) in (
        ([TableState.PUBLISHED, "Refused"], TableState.PUBLISHED),
        (["Stale", "Khác"], TableState.DRAFT),
    )


def test_two_who_draft_an_amendment_draft_one():
    table = make_table()

    answers = together(
        *[lambda: services.draft_amendment(table=table, actor=None).number for _ in range(3)]
    )

    assert sorted(map(str, answers)) == ["2", "Refused", "Refused"]
    assert CriteriaTable.objects.filter(amends=table).count() == 1

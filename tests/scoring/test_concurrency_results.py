"""Real threads on results that are compared with each other; each fails without the season lock."""

from decimal import Decimal

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from scoring.models import ScoreLine
from scoring.rules.formulas import calculated_points
from scoring.selectors.nodes import as_node
from scoring.selectors.results import results_of, rules_of
from scoring.states import Layer
from tests.factories import make_editor
from tests.scoring.calculated import aim, make_calculated_year, report
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_members_who_report_at_once_are_all_compared_with_each_other():
    _, _, sheets = make_calculated_year(4)
    aim(sheets, "I.1", *["100"] * 4)
    editors = [make_editor(sheet.agency) for sheet in sheets]
    actuals = ("104", "111", "127", "90")

    answers = together(
        *(
            lambda sheet=sheet, actual=actual, editor=editor: report(sheet, "I.1", actual, editor)
            for sheet, actual, editor in zip(sheets, actuals, editors, strict=True)
        )
    )

    lines = list(
        ScoreLine.objects.filter(criterion__key="I.1").select_related(
            "criterion__table", "criterion__sector", "sheet__agency"
        )
    )
    held = {line.sheet.agency.code: line.self_points for line in lines}
    criterion = lines[0].criterion
    results = results_of(lines, Layer.SELF)
    expected = calculated_points(as_node(criterion), results, rules_of(criterion.table))
    assert sorted(str(result.actual) for result in results.values()) == [
        f"{Decimal(actual):.4f}" for actual in sorted(actuals)
    ]
    assert held == expected
    assert len(answers) == AuditEvent.objects.count() == 4
    assert verify_chain() == Head(4, AuditEvent.objects.order_by("id").last().hash)

"""What was finished about a sheet is open again when points are asked for anew."""

import pytest

from accounts.models import AuditEvent
from blocs.permissions import seats_of
from scoring.models import CrossAssignment, LayerScore
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import written_rules
from scoring.services.targets import set_assigned
from scoring.states import CriterionKind, GivenLayer, LinePolicy, SheetState
from tests.factories import NOON, line_of
from tests.scoring.amending import amended, apply
from tests.scoring.given import cross_year, pair

pytestmark = pytest.mark.django_db
ASKS = written_rules(TableRules(cross_scorers=1))


@pytest.fixture
def finished():
    """A season in which a member has finished scoring the sheet of another."""
    season, agencies, sheets = cross_year(state=SheetState.APPRAISED)
    pair(season, agencies[2], agencies[3], finished_at=NOON)
    for line in sheets[3].lines.filter(criterion__key__in=["I.1", "II.1"]):
        LayerScore.objects.create(
            line=line,
            layer=GivenLayer.CROSS.value,
            scorer=agencies[2],
            points=10,
            min_points=line.min_points,
            max_points=line.max_points,
            given_at=NOON,
        )
    assert seats_of(season).head_id == agencies[0].pk
    return season, agencies, sheets


def is_open(season):
    return CrossAssignment.objects.get(season=season).finished_at is None


def assigned(sheet, key, *, to):
    line = line_of(sheet, key)
    reason = "Theo kế hoạch"
    set_assigned(line_id=line.pk, seen=line.is_assigned, is_assigned=to, reason=reason, actor=None)
    return AuditEvent.objects.last()


@pytest.mark.parametrize(("key", "reopens"), [("I.1", True), ("III", False)])
def test_a_line_that_comes_back_is_scored_by_the_others_again(finished, key, reopens):
    season, agencies, sheets = finished
    assigned(sheets[3], key, to=False)
    assert not is_open(season)

    event = assigned(sheets[3], key, to=True)

    assert is_open(season) is reopens
    assert event.after.get("cross_reopened") == ([agencies[2].code] if reopens else None)


@pytest.mark.parametrize(
    ("changes", "asked", "reopens", "kept"),
    [
        ({"added": [("I.3", CriterionKind.MANUAL, "5")]}, [], True, 2),
        ({"changes": {"II.1": {"label": "Lời khác"}}}, [], False, 2),
        ({"changes": {"II.1": {"kind": CriterionKind.PASS_FAIL.value}}}, [], True, 1),
        ({"changes": {"IV": {"max_points": 9}}}, ["IV"], True, 2),
    ],
)
def test_an_amendment_opens_what_it_asks_for_anew_and_what_went_back(
    finished, changes, asked, reopens, kept
):
    season, agencies, sheets = finished
    sheets[3].lines.filter(criterion__key__in=asked).update(self_points=1)
    choices = dict.fromkeys(asked, LinePolicy.ASK_AGAIN)

    apply(season, amended(season.season_table.table, rules=ASKS, **changes), choices=choices)

    assert is_open(season) is reopens
    event = AuditEvent.objects.get(action="season.apply_amendment")
    told = {agencies[3].code: [agencies[2].code]} if reopens else None
    assert event.after.get("cross_reopened") == told
    assert LayerScore.objects.filter(line__sheet=sheets[3]).count() == kept

import pytest

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.models import CrossAssignment
from scoring.services.cross import record_cross_pairs
from tests.factories import make_agency, make_editor
from tests.scoring.given import cross_year

pytestmark = pytest.mark.django_db


def pairs_of(season):
    rows = season.cross_assignments.order_by("scorer__code", "subject__code")
    return list(rows.values_list("scorer__code", "subject__code"))


def record(season, pairs, user=None):
    return record_cross_pairs(season_id=season.pk, pairs=pairs, actor=user)


def test_pairs_that_were_drawn_elsewhere_are_recorded_once():
    season, agencies, _ = cross_year()
    pairs = [(agencies[3], agencies[2]), (agencies[2], agencies[1])]

    made = [record(season, pairs, make_editor(agencies[0])), record(season, pairs[::-1])]

    assert pairs_of(season) == sorted((scorer.code, subject.code) for scorer, subject in pairs)
    assert {row.pk for row in made[0]} == {row.pk for row in made[1]}
    event = AuditEvent.objects.get(action="season.record_cross_pairs")
    assert event.after == {"pairs": [list(pair) for pair in pairs_of(season)]}


def test_other_pairs_than_those_on_record_are_refused():
    season, agencies, _ = cross_year()
    record(season, [(agencies[3], agencies[2])])

    with pytest.raises(Refused, match="đã phân công chấm chéo"):
        record(season, [(agencies[2], agencies[3])])

    assert pairs_of(season) == [(agencies[3].code, agencies[2].code)]
    assert AuditEvent.objects.count() == 1


def test_pairs_are_recorded_by_who_runs_the_season_in_its_scoring_stages():
    season, agencies, _ = cross_year()
    pairs = [(agencies[3], agencies[2])]
    with pytest.raises(NotAllowed):
        record(season, pairs, make_editor(agencies[2]))
    with pytest.raises(Invalid, match="chấm lẫn nhau"):
        record(season, [*pairs, (agencies[2], agencies[3]), (agencies[0], agencies[1])])
    with pytest.raises(Invalid, match="không phải là thành viên"):
        record(season, [(make_agency(), agencies[2])])
    type(season).objects.update(stage=Stage.BLOC_REVIEW.value)
    with pytest.raises(NotAllowed, match="bước tự chấm điểm hoặc bước thẩm định"):
        record(season, pairs)

    assert not CrossAssignment.objects.exists()
    assert not AuditEvent.objects.exists()


def test_pairs_of_a_table_without_cross_scoring_are_refused():
    season, agencies, _ = cross_year(scorers=None)

    with pytest.raises(Refused, match="không quy định chấm chéo"):
        record(season, [(agencies[3], agencies[2])])

"""A season whose table was amended while it scored comes back from its dump as it is."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from blocs.models import Season
from reports.season_files.loading import dump_season
from reports.season_files.yaml_text import read_yaml
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import CriterionKind, LinePolicy
from tests.reports.season_loading import held, load
from tests.reports.small_season import small_scoring, small_season
from tests.scoring.amending import amended, apply

pytestmark = pytest.mark.django_db
NAME = ("khoi-thu", "2022")
NEW = "I.9"


@contextmanager
def only_for_now():
    """Take back at the end whatever happened inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    assert not Season.objects.exists()


def dump_after_amendment(tmp_path, states, choices=None, **changes):
    """Return the dump of a season whose table was amended; the season itself is gone again."""
    scoring = small_scoring(frozen=False)
    for sheet, state in zip(scoring["sheets"], states, strict=True):
        sheet["state"] = state
    with only_for_now():
        load(tmp_path, small_season(stage="appraisal", scoring=scoring))
        season = Season.objects.get()
        apply(season, amended(season.season_table.table, **changes), choices=choices or {})
        return dump_season(*NAME)


LOWER = {"I.1": {"max_points": 60}}


@pytest.mark.parametrize("second", ["appraised", "submitted"])
def test_a_criterion_that_was_added_to_sent_sheets_is_dumped_and_loaded(tmp_path, second):
    states = ["appraised", second, "submitted"]
    added = [(NEW, CriterionKind.MANUAL, "10")]
    text = dump_after_amendment(tmp_path, states, changes=LOWER, added=added)

    load(tmp_path, text)

    assert held() == read_yaml(text)
    assert load(tmp_path, text)[0].sections == ()
    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"returned"}
    lines = ScoreLine.objects.filter(criterion__key=NEW).values_list("self_points", flat=True)
    assert list(lines) == [None, None, None]
    kept = ScoreLine.objects.get(criterion__key="I.2", sheet__agency__code="so-b")
    assert (kept.self_points, kept.appraised_points) == (20, 20)


def test_a_criterion_whose_points_are_asked_again_is_dumped_and_loaded(tmp_path):
    text = dump_after_amendment(
        tmp_path,
        ["appraised"] * 3,
        choices={"II": LinePolicy.ASK_AGAIN},
        changes={"II": {"guidance": "Theo hướng dẫn mới"}},
    )

    load(tmp_path, text)

    assert held() == read_yaml(text)
    assert load(tmp_path, text)[0].sections == ()
    lines = ScoreLine.objects.filter(criterion__key="II")
    assert set(lines.values_list("sheet__state", "self_points")) == {("returned", None)}

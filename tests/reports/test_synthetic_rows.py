"""The rows of a small synthetic province, built once for all tests here."""

from dataclasses import replace

import pytest

from accounts.errors import Refused
from awards.models import Proposal
from blocs.models import Bloc, Season
from reports.season_files.loading import dump_season
from reports.season_files.schema import compact
from reports.season_files.yaml_text import read_yaml, write_yaml
from reports.synthetic.building import Counts, build_province, province_drafts
from reports.synthetic.plan import ProvincePlan
from scoring.models import CriteriaTable, Ranking, ScoreSheet, SeasonTable
from tests.fixtures.standing import Build

pytestmark = pytest.mark.django_db
SMALL = ProvincePlan(blocs=2, members=4, criteria=10, cycles=2, seed=7)


@pytest.fixture(scope="module")
def counts(standing: Build) -> Counts:
    found: list[Counts] = []
    standing(lambda: found.append(build_province(SMALL)))
    return found[0]


@pytest.mark.usefixtures("counts")
def test_the_database_holds_what_was_made_up() -> None:
    (draft, _), _ = province_drafts(SMALL)
    dumped = read_yaml(dump_season(draft.bloc, draft.cycle) or "")
    made_up = read_yaml(write_yaml(compact(draft.sections)))
    assert dumped["members"] == made_up["members"]
    assert len(dumped["scoring"]["sheets"]) == SMALL.members
    assert dumped["scoring"]["table"] == made_up["scoring"]["table"]
    assert dumped["registrations"] == made_up["registrations"]


@pytest.mark.usefixtures("counts")
def test_everything_is_marked_as_sample_data() -> None:
    for model, marks in (
        (Bloc, "is_sample"),
        (Season, "is_sample"),
        (CriteriaTable, "is_sample"),
        (SeasonTable, "scores_are_sample"),
        (Ranking, "is_sample"),
    ):
        assert set(model._default_manager.values_list(marks, flat=True)) == {True}
    assert {"(mẫu " in season.bloc.name for season in Season.objects.with_names()} == {True}
    names = Season.objects.values_list("memberships__name", "memberships__agency__code")
    assert all("(mẫu " in name and code.startswith("mau-don-vi-") for name, code in names)


@pytest.mark.usefixtures("counts")
def test_earlier_years_are_closed_with_ranking_and_awards_and_the_last_is_in_progress() -> None:
    earlier = Season.objects.filter(cycle__label="2024")
    assert list(earlier.values_list("stage", flat=True)) == ["closed", "closed"]
    assert Ranking.objects.current().filter(season__in=earlier).count() == 2
    granted = Proposal.objects.filter(season__in=earlier).values_list("state", flat=True)
    assert list(granted) == ["granted"] * 6
    last = Season.objects.filter(cycle__label="2025")
    assert set(last.values_list("stage", flat=True)) == {"self_scoring", "appraisal"}
    assert not Ranking.objects.filter(season__in=last).exists()
    states = ScoreSheet.objects.filter(season__in=last).values_list("state", flat=True)
    assert set(states) == {"draft", "awaiting", "submitted", "returned", "appraised"}


@pytest.mark.usefixtures("counts")
def test_the_flag_goes_to_the_first_of_the_ranking() -> None:
    for ranking in Ranking.objects.current():
        first = ranking.rows.filter(rank=1).values_list("agency", flat=True)
        flag = Proposal.objects.get(season=ranking.season, award_type__code="co-tinh")
        assert flag.agency_id in first


def test_the_counts_are_those_of_the_plan(counts: Counts) -> None:
    assert counts == Counts(blocs=2, members=8, seasons=4, sheets=16, lines=160)


@pytest.mark.usefixtures("counts")
def test_a_second_province_is_refused_and_nothing_changes() -> None:
    before = Season.objects.count()

    with pytest.raises(Refused, match=r"Tỉnh Mẫu \(mau-tinh\) đã có trong cơ sở dữ liệu"):
        build_province(replace(SMALL, seed=8))

    assert Season.objects.count() == before

"""A synthetic province: of the size asked for, the same each time, marked as made up."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.errors import Invalid, Refused
from awards.models import Proposal
from blocs.models import Bloc, Province, Season
from reports.season_files.loading import dump_season
from reports.season_files.schema import compact
from reports.season_files.score_checks import tree_of
from reports.season_files.sentences import schema_findings
from reports.season_files.yaml_text import read_yaml, write_yaml
from reports.synthetic.building import Counts, build_province, province_drafts
from reports.synthetic.criteria import SCALE, criteria_of
from reports.synthetic.plan import ProvincePlan
from scoring.models import CriteriaTable, Ranking, ScoreSheet, SeasonTable
from scoring.rules.tree import check_tree
from tests.config.processes import SECRET, run_python

SMALL = ProvincePlan(blocs=2, members=4, criteria=10, cycles=2, seed=7)


def _plan(**changes: int) -> ProvincePlan:
    sizes = {"blocs": 2, "members": 4, "criteria": 10, "cycles": 2, "seed": 7, **changes}
    return ProvincePlan(**sizes)


def _dumped_and_undone(plan: ProvincePlan) -> Iterator[str | None]:
    """Build a province, yield all its seasons as text, and leave the database as it was."""
    with transaction.atomic():
        build_province(plan)
        for bloc in range(1, plan.blocs + 1):
            for year in plan.years:
                yield dump_season(plan.bloc_code(bloc), str(year))
        transaction.set_rollback(True)


@pytest.mark.parametrize("criteria", [4, 5, 9, 10, 60, 61, 180, 400])
def test_the_table_has_the_wanted_criteria_and_its_sums_hold(criteria: int) -> None:
    nodes = tree_of(criteria_of(_plan(criteria=criteria)))

    assert check_tree(nodes, SCALE) == []
    assert sum(not node.is_group for node in nodes) == criteria
    assert sum(node.parent_key is None for node in nodes) in {3, 4}


@pytest.mark.parametrize("plan", [SMALL, _plan(members=2, criteria=4, blocs=5, cycles=1)])
def test_every_season_is_a_valid_season_file(plan: ProvincePlan) -> None:
    for drafts in province_drafts(plan):
        for draft in drafts:
            assert schema_findings(read_yaml(write_yaml(compact(draft.sections)))) == []


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_province() -> None:
    first = list(_dumped_and_undone(SMALL))
    second = list(_dumped_and_undone(SMALL))

    assert None not in first
    assert first == second


@pytest.mark.django_db
def test_the_database_holds_what_was_made_up() -> None:
    build_province(SMALL)

    (draft, _), _ = province_drafts(SMALL)
    dumped = read_yaml(dump_season(draft.bloc, draft.cycle) or "")
    made_up = read_yaml(write_yaml(compact(draft.sections)))
    assert dumped["members"] == made_up["members"]
    assert len(dumped["scoring"]["sheets"]) == SMALL.members
    assert dumped["scoring"]["table"] == made_up["scoring"]["table"]
    assert dumped["registrations"] == made_up["registrations"]


def test_another_seed_gives_other_points() -> None:
    ours, theirs = (
        [
            draft.sections["scoring"]["sheets"]
            for drafts in province_drafts(plan)
            for draft in drafts
        ]
        for plan in (SMALL, _plan(seed=8))
    )

    assert all(own != other for own, other in zip(ours, theirs, strict=True))


def test_a_bloc_is_the_same_in_a_small_and_in_a_large_province() -> None:
    alone = next(province_drafts(_plan(blocs=1)))
    among_others = next(province_drafts(_plan(blocs=3)))

    assert alone == among_others


@pytest.mark.django_db
def test_everything_is_marked_as_sample_data() -> None:
    build_province(SMALL)

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


@pytest.mark.django_db
def test_earlier_years_are_closed_with_ranking_and_awards_and_the_last_is_in_progress() -> None:
    build_province(SMALL)

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


@pytest.mark.django_db
def test_the_flag_goes_to_the_first_of_the_ranking() -> None:
    build_province(SMALL)

    for ranking in Ranking.objects.current():
        first = ranking.rows.filter(rank=1).values_list("agency", flat=True)
        flag = Proposal.objects.get(season=ranking.season, award_type__code="co-tinh")
        assert flag.agency_id in first


@pytest.mark.django_db
def test_the_counts_are_those_of_the_plan() -> None:
    counts = build_province(SMALL)

    assert counts == Counts(blocs=2, members=8, seasons=4, sheets=16, lines=160)


@pytest.mark.django_db
def test_a_second_province_is_refused_and_nothing_changes() -> None:
    build_province(SMALL)
    before = Season.objects.count()

    with pytest.raises(Refused, match=r"Tỉnh Mẫu \(mau-tinh\) đã có trong cơ sở dữ liệu"):
        build_province(_plan(seed=8))

    assert Season.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"blocs": 0}, "--blocs phải từ 1 đến 500."),
        ({"members": 1}, "--members phải từ 2 đến 60."),
        ({"criteria": 3}, "--criteria phải từ 4 đến 400."),
        ({"cycles": 21}, "--cycles phải từ 1 đến 20."),
        ({"seed": -1}, f"--seed phải từ 0 đến {2**63 - 1}."),
        ({"last_cycle": 1999}, "--last-cycle phải từ 2000 đến 2100."),
    ],
)
def test_a_number_outside_its_limits_is_refused(changes: dict[str, int], sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        build_province(_plan(**changes))

    assert str(refusal.value) == sentence
    assert not Province.objects.exists()


@pytest.mark.django_db
def test_the_command_prints_the_counts_in_one_line() -> None:
    shown = StringIO()

    call_command("seed_province", blocs=1, members=2, criteria=4, cycles=1, stdout=shown)

    pattern = r"blocs=1 members=2 seasons=1 sheets=2 lines=8 seconds=\d+\.\d\n"
    assert re.fullmatch(pattern, shown.getvalue())


@pytest.mark.django_db
def test_the_command_refuses_what_the_database_holds_otherwise() -> None:
    Bloc.objects.create(code="mau-khoi-001", kind="khoi", name="Khối khác")

    with pytest.raises(CommandError, match=r"^Chưa ghi gì\. dữ liệu mẫu: bloc: .*mau-khoi-001"):
        call_command("seed_province", blocs=1, members=2, criteria=4, cycles=1)

    assert not Province.objects.exists()


@pytest.mark.parametrize(
    ("option", "code", "sentence"),
    [("--members=1", 1, "--members phải từ 2 đến 60."), ("--members=hai", 2, "--members")],
)
def test_bad_numbers_end_the_command_without_a_traceback(
    tmp_path: Path, option: str, code: int, sentence: str
) -> None:
    done = run_python("manage.py", "seed_province", option, folder=tmp_path, SECRET_KEY=SECRET)

    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr

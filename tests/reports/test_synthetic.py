"""A synthetic province: of the size asked for, the same each time, marked as made up."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.errors import Invalid
from blocs.models import Bloc, Province
from blocs.states import RegistrationKind
from reports.season_files.loading import dump_season
from reports.season_files.schema import compact
from reports.season_files.score_checks import tree_of
from reports.season_files.sentences import schema_findings
from reports.season_files.yaml_text import read_yaml, write_yaml
from reports.synthetic.building import build_province, province_drafts
from reports.synthetic.criteria import SCALE, criteria_of
from reports.synthetic.plan import ProvincePlan
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


def test_every_member_registers_items_of_every_kind() -> None:
    kinds = {
        tuple(item["kind"] for item in one["items"])
        for drafts in province_drafts(SMALL)
        for draft in drafts
        for one in draft.sections["registrations"]
    }

    assert kinds == {tuple(kind.value for kind in RegistrationKind)}


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_province() -> None:
    first = list(_dumped_and_undone(SMALL))
    second = list(_dumped_and_undone(SMALL))

    assert None not in first
    assert first == second


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
@time_machine.travel("2026-01-02T09:00:00+07:00", tick=False)
def test_the_command_takes_this_year_from_its_first_days_and_no_later_one() -> None:
    asked = {"blocs": 1, "members": 2, "criteria": 4, "cycles": 1}

    with pytest.raises(CommandError, match=r"không được sau năm nay \(2026\)"):
        call_command("seed_province", **asked, last_cycle=2027)
    assert not Province.objects.exists()
    call_command("seed_province", **asked, last_cycle=2026, stdout=StringIO())


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

import re
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from awards.models import AwardRecord
from reports.season_files.findings import Unloadable
from reports.season_files.loading import dump_season, load_files
from reports.season_files.schema import SCHEMA, canonical
from reports.season_files.yaml_text import read_yaml
from scoring.models import Ranking
from tests.reports.small_season import small_season, write

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "season-file.md").read_text(encoding="utf-8")
EXAMPLE, TABLE, OTHERS, PAPERS, AWARDS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.django_db
def test_the_papers_of_the_page_load_and_come_back(tmp_path):
    load_files([write(tmp_path, EXAMPLE + dedent(PAPERS))])

    told = read_yaml(dump_season("khoi-van-hoa", "2022"))["papers"]
    assert [(row["number"], row.get("replaces")) for row in told] == [
        (5, None),
        (6, "23456789BCFGHJKMNPQ3"),
    ]


@pytest.mark.django_db
def test_the_example_of_the_page_loads_and_comes_back(tmp_path):
    load_files([write(tmp_path, EXAMPLE)])

    assert canonical(read_yaml(dump_season("khoi-van-hoa", "2022"))) == canonical(
        read_yaml(EXAMPLE)
    )
    ranks = Ranking.objects.get().rows.values_list("agency__code", "rank")
    assert list(ranks) == [("so-y-te-mau", 1), ("so-vhtt-mau", 2)]


@pytest.mark.django_db
def test_the_example_of_formulas_and_rules_loads_and_comes_back(tmp_path):
    season = small_season(scoring=read_yaml(dedent(TABLE)))
    load_files([write(tmp_path, season)])

    dumped = canonical(read_yaml(dump_season("khoi-thu", "2022")))
    assert dumped["scoring"] == canonical(season)["scoring"]


@pytest.mark.django_db
def test_the_example_of_points_that_others_give_loads_ranks_and_comes_back(tmp_path):
    season = small_season(**read_yaml(dedent(OTHERS)))
    load_files([write(tmp_path, season)])

    dumped = canonical(read_yaml(dump_season("khoi-thu", "2022")))
    assert dumped["scoring"] == canonical(season)["scoring"]
    assert dumped["votes"] == canonical(season)["votes"]
    ranks = Ranking.objects.get().rows.order_by("position")
    assert list(ranks.values_list("agency__code", "rank", "shared", "final_total")) == [
        ("so-b", 1, False, Decimal("94.50")),
        ("so-a", 2, False, Decimal("94.50")),
        ("so-c", 3, False, Decimal("88.00")),
    ]


@pytest.mark.django_db
def test_the_example_of_the_award_side_loads_is_granted_and_comes_back(tmp_path):
    season = small_season(**read_yaml(dedent(AWARDS)))
    load_files([write(tmp_path, season)])

    dumped = canonical(read_yaml(dump_season("khoi-thu", "2022")))
    for section in ("ballots", "proposals", "council_sessions", "decisions"):
        assert dumped[section] == canonical(season)[section]
    record = AwardRecord.objects.get()
    assert (record.agency.code, record.decision_number) == ("so-a", "15/QĐ-UBND")


def test_the_page_names_only_sections_that_exist():
    named = set(re.findall(r"^(\w+):", EXAMPLE, re.MULTILINE))

    assert named <= set(SCHEMA["properties"])
    assert len(named) > 8


@pytest.mark.django_db
def test_the_fault_of_the_page_is_told_as_it_stands_there(tmp_path):
    fault = re.search(r"members\[2\]\.level: (.*)", TEXT).group(1)
    member = re.search(r"  - (\{code: so-vhtt-mau.*\})", EXAMPLE).group(0)
    third = member.replace("so-vhtt-mau", "so-x").replace("provincial", "x")

    with pytest.raises(Unloadable) as refusal:
        load_files([write(tmp_path, EXAMPLE.replace(member, f"{member}\n{third}"))])

    assert f"members[2].level: {fault}" in str(refusal.value)

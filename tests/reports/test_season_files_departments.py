"""Departments that prepare criteria in season files."""

import pytest

from reports.season_files.loading import dump_season, load_files
from reports.season_files.schema import canonical
from reports.season_files.yaml_text import read_yaml
from scoring.models import ScoreLine
from tests.reports.small_season import scored_season, write

pytestmark = pytest.mark.django_db


def test_departments_load_and_come_back(tmp_path):
    season = scored_season()
    lines = season["scoring"]["sheets"][0]["lines"]
    lines[0]["department"] = "Phòng Kế hoạch"
    lines.append({"key": "T", "department": "Văn phòng"})  # nothing but the department

    load_files([write(tmp_path, season)])

    held = ScoreLine.objects.exclude(department="")
    assert list(
        held.order_by("criterion__position").values_list(
            "sheet__agency__code", "criterion__key", "department"
        )
    ) == [("so-a", "I.1", "Phòng Kế hoạch"), ("so-a", "T", "Văn phòng")]
    dumped = read_yaml(dump_season("khoi-thu", "2022"))
    assert canonical(dumped)["scoring"] == canonical(season)["scoring"]

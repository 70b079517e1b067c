"""Categories of members and their classes in season files."""

import pytest

from blocs.models import Membership
from reports.season_files.loading import dump_season, load_files
from reports.season_files.schema import canonical
from reports.season_files.yaml_text import read_yaml
from scoring.models import Ranking
from tests.reports.small_season import scored_season, write

pytestmark = pytest.mark.django_db
BANDS = [
    {"code": "dat", "label": "Đạt", "total_points": 90},
    {"code": "dat", "label": "Đạt", "total_points": 10, "category": "Xã miền núi"},
]


def categorised():
    season = scored_season()
    season["members"][1]["category"] = "Xã miền núi"
    season["scoring"]["table"]["rules"] = {"bands": BANDS}
    return season


def test_categories_load_and_come_back(tmp_path):
    load_files([write(tmp_path, categorised())])

    assert list(
        Membership.objects.order_by("position").values_list("agency__code", "category")
    ) == [("so-a", ""), ("so-b", "Xã miền núi"), ("so-c", "")]
    dumped = read_yaml(dump_season("khoi-thu", "2022"))
    assert [member.get("category") for member in dumped["members"]] == [None, "Xã miền núi", None]
    assert canonical(dumped)["scoring"] == canonical(categorised())["scoring"]


def test_the_classes_of_a_loaded_ranking_follow_the_category(tmp_path):
    load_files([write(tmp_path, categorised())])

    rows = {row["agency"]: row["band"] for row in Ranking.objects.get().content["rows"]}
    assert rows == {"so-b": {"code": "dat", "label": "Đạt"}, "so-a": None, "so-c": None}

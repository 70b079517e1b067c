from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from reports.season_files.findings import Unloadable
from reports.season_files.loading import dump_season, load_files
from reports.season_files.schema import canonical, compact
from reports.season_files.yaml_text import read_yaml
from scoring.models import CriteriaTable
from scoring.rules.settings_json import written_rules
from scoring.rules.tree import children_of
from scoring.spreadsheets.content import TableContent, content_of
from scoring.spreadsheets.template import template_content
from tests.reports.small_season import small_season, write
from tests.scoring.table_strategies import tables
from tests.scoring.workbooks import SECTORS


def nested(nodes: Any, parent: str | None = None) -> list[dict[str, Any]]:
    return [
        {
            "code": node.code,
            "label": node.label,
            "kind": node.kind.value,
            "max_points": str(node.max_points),
            "min_points": str(node.min_points),
            "step": str(node.step),
            "unit": node.unit,
            "direction": node.direction.value,
            "scored_by": node.scored_by.value,
            "sector": node.sector,
            "rule": node.rule,
            "guidance": node.guidance,
            "children": nested(nodes, node.key),
        }
        for node in children_of(nodes).get(parent, [])
    ]


def file_of(content: TableContent, **changes: Any) -> dict[str, Any]:
    """Return a season that is being set up and scores with the table."""
    table = {
        "code": "bang",
        "number": 1,
        "title": content.title,
        "scale": str(content.scale),
        "issued_by": content.issued_by,
        "decision": content.decision,
        "sample": content.is_sample,
        "rules": written_rules(content.rules),
        "sectors": [
            {
                "code": row.code,
                "name": row.name,
                "short_name": row.short_name,
                "level": "provincial",
            }
            for row in SECTORS
            if row.code in {node.sector for node in content.nodes}
        ],
        "criteria": nested(content.nodes),
    }
    return small_season(sample=True, scoring={"table": {**table, **changes}})


@pytest.mark.django_db
@settings(max_examples=5, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(content=tables())
def test_every_sound_table_is_loaded_and_dumped_as_it_was(content, tmp_path):
    season = file_of(content)
    with transaction.atomic():
        load_files([write(tmp_path, season)])

        held = content_of(CriteriaTable.objects.get())
        text = dump_season("khoi-thu", "2022")
        assert load_files([write(tmp_path, read_yaml(text), name="ra.yaml")])[0].sections == ()
        transaction.set_rollback(True)

    assert held.normal() == content.normal()
    assert read_yaml(text)["scoring"] == compact(canonical(season))["scoring"]


def test_a_table_that_says_nothing_new_is_written_as_before(db, tmp_path):
    nodes = [
        {"code": "I", "label": "Nhiệm vụ", "kind": "manual", "max_points": 100, "step": 1},
    ]
    table = {"code": "cu", "number": 1, "title": "Bảng cũ", "scale": 100, "criteria": nodes}
    load_files([write(tmp_path, small_season(scoring={"table": table}))])

    assert read_yaml(dump_season("khoi-thu", "2022"))["scoring"] == {"table": table}


def test_numbers_of_a_formula_may_be_written_plainly(db, tmp_path):
    node = {
        "code": "I",
        "label": "Thu",
        "kind": "award_bonus",
        "max_points": 5,
        "rule": {"titles": {"co-tinh": Decimal("1.5"), "bang-khen-bo": 5}, "years_back": 1},
    }
    counted = {"code": "II", "label": "Khác", "kind": "manual", "max_points": 100}
    season = file_of(template_content(), scale=100, rules={}, criteria=[counted, node])
    load_files([write(tmp_path, season)])

    assert content_of(CriteriaTable.objects.get()).nodes[1].rule == {
        "titles": {"co-tinh": "1.5", "bang-khen-bo": "5"},
        "years_back": 1,
    }


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"rules": {"strategy": "weighted"}},
            "scoring.table.rules.weights: các trọng số phải cộng",
        ),
        (
            {"rules": {"ties": [{"kind": "higher_group", "key": "X"}]}},
            "scoring.table.rules.ties[0].key: bảng không có nhóm tiêu chí X",
        ),
        ({"rules": {"deviation_share": "1.5"}}, "scoring.table.rules.deviation_share: "),
        ({"rules": {"colour": "red"}}, "scoring.table.rules.colour: không có mục"),
        ({"rules": {"decimals": 0}}, "scoring.table.criteria: Tiêu chí I.4: điểm tối đa"),
        (
            {
                "sectors": [
                    {"code": "so-a", "name": "Sở A", "short_name": "Sở A", "level": "provincial"}
                ]
            },
            "scoring.table.sectors[0].code: “so-a” đã có ở members",
        ),
    ],
)
def test_faults_of_a_table_are_named_by_their_place(db, tmp_path, changes, finding):
    with pytest.raises(Unloadable) as refusal:
        load_files([write(tmp_path, file_of(template_content(), **changes))])

    said = [str(row) for row in refusal.value.findings]
    assert [row for row in said if finding in row], said
    assert not CriteriaTable.objects.exists()


def test_an_award_that_the_catalogue_has_not_is_named(db, tmp_path):
    node = {
        "code": "I",
        "label": "Danh hiệu",
        "kind": "award_bonus",
        "max_points": 5,
        "rule": {"titles": {"khong-co-that": "5"}},
    }
    counted = {"code": "II", "label": "Khác", "kind": "manual", "max_points": 100}
    season = file_of(template_content(), scale=100, rules={}, criteria=[counted, node])

    with pytest.raises(Unloadable, match="danh mục khen thưởng không có mã “khong-co-that”"):
        load_files([write(tmp_path, season)])
    assert not CriteriaTable.objects.exists()


def test_an_agency_that_scores_its_field_must_be_described(db, tmp_path):
    node = {
        "code": "I",
        "label": "Thu",
        "kind": "manual",
        "max_points": 100,
        "scored_by": "sector",
        "sector": "so-la",
    }
    season = file_of(template_content(), rules={}, criteria=[node])

    with pytest.raises(Unloadable, match="tiêu chí I: “so-la” không có trong members hoặc sectors"):
        load_files([write(tmp_path, season)])

"""Every frozen ranking we know follows again from its own facts: the samples and a province."""

from decimal import Decimal
from pathlib import Path

import pytest

from reports.synthetic.building import build_province
from reports.synthetic.plan import ProvincePlan
from scoring.models import Ranking
from scoring.rules.frozen_facts import frozen_facts
from scoring.rules.frozen_first import in_first_schema
from scoring.rules.outcome import Outcome
from scoring.rules.simulation import Change, simulate
from scoring.states import RankingOrigin
from tests.reports.shipped import shipped

pytestmark = pytest.mark.django_db
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "seasons").glob("*.sample.yaml"))


def computed():
    return list(Ranking.objects.filter(origin=RankingOrigin.COMPUTED.value).order_by("pk"))


def told(outcome: Outcome):
    """Return what a frozen row tells of each member, in the frozen order."""
    return [
        (row.agency, row.rank, row.shared, _text(row.own), _text(row.appraised), _text(row.final))
        for row in (*outcome.rows, *outcome.unranked)
    ]


def frozen_rows(content):
    return [
        (row["agency"], row["rank"], row["shared"], row["self"], row["appraised"], row["final"])
        for row in (*content["rows"], *content["unranked"])
    ]


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"


def assert_reproduced(content) -> None:
    facts = frozen_facts(content)
    same = Change(
        maxima={node.key: node.max_points for node in facts.nodes},
        rules=facts.rules,
        nodes=facts.nodes,
        origins={node.key: node.key for node in facts.nodes},
    )

    found = simulate(facts, same)

    assert told(found.old) == frozen_rows(content)
    assert told(found.new) == frozen_rows(content)
    assert found.is_same_order
    assert found.unknown == ()


def test_there_are_samples():
    assert len(SAMPLES) >= 3


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_same_table_reproduces_every_sample_season_under_both_schemas(sample):
    content = shipped().rankings[sample.name.partition(".")[0]].content

    assert_reproduced(content)
    assert_reproduced(in_first_schema(content))


def test_the_same_table_reproduces_every_synthetic_season():
    build_province(ProvincePlan(blocs=2, members=5, criteria=12, cycles=3, seed=3))

    rankings = computed()

    assert len(rankings) >= 4
    for ranking in rankings:
        assert_reproduced(ranking.content)

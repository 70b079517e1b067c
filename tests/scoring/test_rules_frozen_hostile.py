"""Files that were tampered with anywhere end in a sentence, never in a traceback."""

import copy
import json
from decimal import Decimal
from itertools import cycle

import pytest

from scoring.rules.facts import LineFacts
from scoring.rules.frozen import frozen_content
from scoring.rules.frozen_text import FrozenError, canonical_json
from scoring.rules.frozen_view import frozen_view
from scoring.rules.recompute import contract_shape, first_difference, recomputed
from scoring.rules.results import Result
from scoring.spreadsheets.template import template_content
from tests.scoring.outcomes import line, member, season
from tests.scoring.test_rules_frozen import HEADING, digits_in, frozen, is_found, with_value
from tests.scoring.test_rules_frozen_first import frozen as first_frozen

GONE = object()
ODD = (None, "", "x", -1, 0, [], {}, True, "0", "9" * 14, [1], {"a": 1}, "0.00", "100", 1.5, GONE)


def paths_in(value, path=()):
    """Yield the path of everything inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in inside:
        yield (*path, name)
        if isinstance(inner, dict | list):
            yield from paths_in(inner, (*path, name))


def replaced(content, path, value):
    if value is not GONE:
        return with_value(content, path, value)
    *way, last = path
    around = content
    for name in way:
        around = around[name]
    around = copy.copy(around)
    del around[last]
    return with_value(content, way, around)


def answer_to(content):
    """Return what is said of a file; anything but the refusal of the rules goes through."""
    try:
        difference = first_difference(content)
        contract_shape(recomputed(content), sha256="")
        frozen_view(content)
    except FrozenError as refusal:
        return str(refusal)
    return difference or ""


@pytest.mark.parametrize("make", [frozen, first_frozen])
@pytest.mark.parametrize("first", range(4))
def test_odd_values_anywhere_end_in_a_sentence(make, first):
    content = json.loads(canonical_json(make()))
    values = cycle(ODD[first:] + ODD[:first])

    said = [answer_to(replaced(content, path, next(values))) for path in paths_in(content)]

    assert len(said) > 60
    assert all(answer == "" or answer.endswith(".") for answer in said)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), []),
        (("members", 0, "vote"), ""),
        (("table", "nodes", 8, "rule", "from"), "100"),
    ],
)
def test_what_once_broke_the_reader_is_refused(path, value):
    with pytest.raises(FrozenError):
        first_difference(replaced(frozen(), path, value))


def every_kind():
    """Return a frozen ranking of the template's table, which has a criterion of every kind."""
    content = template_content()
    found = Result(Decimal(5), Decimal(1), Decimal(6), ("co-tinh",))
    lines = {
        node.key: LineFacts(
            result_self=found,
            result_appraised=found,
            result_province=found if node.scored_by == "province" else Result(),
        )
        if node.is_calculated
        else line("0")
        for node in content.nodes
        if not node.is_group
    }
    facts = season(member("a", lines=lines), member("b", lines=lines), nodes=content.nodes)
    return json.loads(canonical_json(frozen_content(HEADING, facts)))


def test_one_altered_digit_of_any_kind_of_criterion_is_found():
    content = every_kind()
    altered = [(path, with_value(content, path, value)) for path, value in digits_in(content)]

    assert first_difference(content) is None
    assert [path for path, changed in altered if not is_found(changed)] == []


def test_an_end_of_a_range_that_leaves_a_result_without_points_is_named():
    content = every_kind()
    tiers = next(node for node in content["table"]["nodes"] if node["kind"] == "tiers")
    ranges = tiers["rule"]["ranges"]
    held = next(row for row in ranges if row["from"] == "75")  # 5 of 6 are 83,33 %

    held["from"] = "85"

    assert first_difference(content) == (
        "Đơn vị a, tiêu chí I.4, điểm tự chấm: tệp ghi “1.00”, tính lại thì trống."
    )

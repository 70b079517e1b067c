"""Files that were tampered with anywhere end in a sentence, never in a traceback."""

import copy
import json
from itertools import cycle

import pytest

from scoring.rules.frozen_text import FrozenError, canonical_json
from scoring.rules.frozen_view import frozen_view
from scoring.rules.recompute import contract_shape, first_difference, recomputed
from tests.scoring.test_rules_frozen import frozen
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
    changed = copy.deepcopy(content)
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return changed


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

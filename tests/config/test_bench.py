"""script/bench: its figures as JSON lines, its names, and nothing left behind."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bench.names import NAMES
from bench.records import Record
from bench.registry import BENCHMARKS
from bench.timing import in_turns, medians, percentile

pytestmark = pytest.mark.pure  # script/bench starts its own servers, whatever the run was given
ROOT = Path(__file__).resolve().parents[2]
KEYS = ["name", "value", "unit", "baseline", "baseline_value", "ratio", "size"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that PostgreSQL's own user can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def _processes_of(folder: Path) -> list[str]:
    """Return the command lines of all processes that name the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            found += [command] if str(folder) in command else []
    return found


def test_the_names_are_those_of_the_benchmarks() -> None:
    assert list(NAMES) == list(BENCHMARKS)


def test_a_figure_is_one_line_of_json_with_its_ratio() -> None:
    record = Record(
        name="page_home", value=12.34567, unit="ms", size="1 bloc", baseline="x", baseline_value=4
    )

    assert json.loads(record.as_json()) == {
        "name": "page_home",
        "value": 12.35,
        "unit": "ms",
        "baseline": "x",
        "baseline_value": 4.0,
        "ratio": 3.086,
        "size": "1 bloc",
    }
    assert list(json.loads(record.as_json())) == KEYS


def test_a_figure_without_a_baseline_has_no_ratio() -> None:
    line = json.loads(Record(name="a", value=1, unit="s", size="b").as_json())

    assert (line["baseline"], line["baseline_value"], line["ratio"]) == (None, None, None)


def test_what_is_compared_takes_turns_after_warming_up() -> None:
    order: list[str] = []

    times = in_turns(lambda: order.append("a"), lambda: order.append("b"), runs=2, warm_ups=1)

    assert order == ["a", "b"] * 3
    assert [len(found) for found in times] == [2, 2]


def test_a_median_is_not_moved_by_one_slow_run(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0, 1, 1, 3, 3, 103])  # three runs of 1, 2 and 100 seconds
    monkeypatch.setattr("bench.timing.time.perf_counter", lambda: next(clock))

    assert medians(lambda: None, runs=3) == [2]


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1, 20), (0.01, 1)])
def test_a_percentile_is_one_of_the_measured_values(share: float, value: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == value


def test_an_unknown_name_is_wrong_usage_and_nothing_is_started() -> None:
    asked = subprocess.run(
        [ROOT / "script/bench", "page_home", "nonsense"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (asked.returncode, asked.stdout) == (2, "")
    assert "there is no benchmark nonsense; there are: seed_province, page_home" in asked.stderr


def test_a_benchmark_prints_json_lines_and_leaves_nothing_behind(open_folder: Path) -> None:
    done = subprocess.run(
        [ROOT / "script/bench", "ranking_one_bloc"],
        env={"PATH": f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin"}
        | {"TMPDIR": str(open_folder)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    figure = json.loads(line)
    assert list(figure) == KEYS
    assert figure["name"] == "ranking_one_bloc"
    assert figure["unit"] == "ms"
    assert figure["size"] == "15 members x 180 criteria; median of 10"
    assert 0 < figure["baseline_value"] < figure["value"]
    assert figure["ratio"] == pytest.approx(figure["value"] / figure["baseline_value"], rel=0.01)
    assert list(open_folder.iterdir()) == []
    assert _processes_of(open_folder) == []

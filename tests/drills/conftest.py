"""Drills: a fault on purpose, and a figure that must be as good as its target.

The long ones run by ``script/drill`` only, which also keeps the figures.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.brokers import REDIS_OPTIONS
from reports.services import broker
from tests.fixtures.addresses import ROOT
from tests.fixtures.broker import _use_broker
from tests.fixtures.children import end_at_once
from tests.fixtures.own_redis import OwnRedis
from tests.reports.waiting import wait_until

RECORDS = os.environ.get("DRILL_RECORDS", "")
CHOSEN = frozenset(os.environ.get("DRILL_NAMES", "").split())
Tell = Callable[..., None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long drills, or those that script/drill was not asked for."""
    out = [item for item in items if _is_out(item)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def _is_out(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("drill")
    if mark is None:
        return False
    if RECORDS:
        return bool(CHOSEN) and mark.args[0] not in CHOSEN
    return bool(mark.kwargs.get("long"))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Take a figure of the drill: keep it, then hold it to its target."""
    name = request.node.get_closest_marker("drill").args[0]

    def tell(figure: float, unit: str, *, at_most: float | None = None, exactly: int = 0) -> None:
        good = figure <= at_most if at_most is not None else figure == exactly
        target = f"= {exactly}" if at_most is None else f"<= {at_most}"
        line = {"drill": name, "figure": round(figure, 2), "unit": unit, "target": target}
        if RECORDS:
            with Path(RECORDS).open("a", encoding="utf-8") as stream:
                stream.write(f"{json.dumps(line | {'ok': good})}\n")
        assert good, line

    return tell


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    """Start a Redis of the drill's own, with its memory on the disk as in production."""
    server = OwnRedis(tmp_path, keeps=True)
    yield server
    server.stop()


@pytest.fixture
def real_broker(memory_broker: None, redis: OwnRedis) -> Iterator[str]:
    """Publish to the drill's own Redis, and let its workers listen there."""
    _use_broker(redis.url, REDIS_OPTIONS)
    yield redis.url
    redis.thaw()
    wait_until(lambda: broker._free_lines._value == 4, "the last publisher to end")
    _use_broker("memory://", {})


@pytest.fixture
def start_beat(site_environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Start the real clock of the site: a sweep every 30 s."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        command = [sys.executable, "-m", "celery", "-A", "config", "beat", "--pidfile="]
        with (tmp_path / "beat.log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    [*command, "--schedule", str(tmp_path / "beat")],
                    cwd=ROOT,
                    env=site_environment,
                    stderr=log,
                    stdout=log,
                )
            )

    yield start
    for process in started:
        end_at_once(process)

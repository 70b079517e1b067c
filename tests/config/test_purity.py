"""What runs once is only what no database, broker or browser can change."""

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS

from accounts.models import User
from awards.models import AwardType
from tests.fixtures.purity import is_pure
from tests.fixtures.reaching import names_reached

NAMES = {"pytest", "User"}


@pytest.fixture
def redis() -> None:
    """Stand in for a Redis of the test's own."""


def is_marked(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("pure") is not None


def test_a_test_that_asks_for_nothing_runs_once(request: pytest.FixtureRequest) -> None:
    assert is_marked(request)


def test_what_runs_once_cannot_reach_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()


@pytest.mark.parametrize("name", ["db", "transactional_db", "real_broker"])
def test_what_runs_once_gets_nothing_of_the_outside_while_it_runs_either(
    request: pytest.FixtureRequest, name: str
) -> None:
    with pytest.raises(pytest.fail.Exception, match=f"is pure and asks for {name}"):
        request.getfixturevalue(name)


def test_a_test_with_its_own_redis_runs_with_postgresql_only(
    request: pytest.FixtureRequest, redis: None
) -> None:
    assert request.node.get_closest_marker("redis")


@pytest.mark.django_db
def test_a_test_of_the_database_runs_on_each(request: pytest.FixtureRequest) -> None:
    assert not is_marked(request)
    assert AwardType.objects.exists()


@pytest.fixture
def through_a_fixture(db: None) -> str:
    return DEFAULT_DB_ALIAS


def test_a_fixture_that_asks_for_the_database_counts(
    request: pytest.FixtureRequest, through_a_fixture: str
) -> None:
    assert (is_marked(request), through_a_fixture) == (False, "default")


@pytest.mark.parametrize(
    ("fixtures", "marks", "names"),
    [
        ({"db"}, set(), NAMES),
        ({"transactional_db"}, set(), NAMES),
        ({"django_db_setup"}, set(), NAMES),
        ({"live_server"}, set(), NAMES),
        ({"chromium"}, set(), NAMES),
        ({"real_broker"}, set(), NAMES),
        (set(), {"django_db"}, NAMES),
        (set(), {"browser"}, NAMES),
        (set(), {"worker"}, NAMES),
        ({"db"}, {"pure"}, NAMES),
        (set(), {"django_db", "pure"}, NAMES),
        (set(), set(), {*NAMES, "connection"}),
        (set(), set(), {*NAMES, "os"}),
        (set(), set(), {*NAMES, "subprocess"}),
        (set(), set(), {*NAMES, "TestCase"}),
    ],
)
def test_whatever_reaches_out_runs_each_time(
    fixtures: set[str], marks: set[str], names: set[str]
) -> None:
    assert is_pure({"tmp_path"}, {"parametrize"}, NAMES)
    assert is_pure({"tmp_path"}, {"pure"}, {*NAMES, "subprocess"})
    assert not is_pure(fixtures | {"tmp_path"}, marks | {"parametrize"}, names)


MODULE = """
import os
import subprocess

from django.db import connection

CASES = {"vendor": lambda: connection.vendor}
LISTED = []
LISTED.append(os.environ)

def call(): return subprocess.run
def helper(): return call()

def test_plain(tmp_path): return 1
def test_helper(): return helper()
def test_fixture(asked): return 1
def test_cases(): return CASES
def test_listed(): return LISTED

def asked(): return CASES["vendor"]
"""


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    path = tmp_path / "module_of_a_test.py"
    path.write_text(MODULE)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("test_plain", set()),
        ("test_helper", {"subprocess"}),
        ("test_fixture", {"connection"}),
        ("test_cases", {"connection"}),
        ("test_listed", {"os"}),
    ],
)
def test_a_test_reaches_what_the_names_that_it_uses_reach(
    module: ModuleType, name: str, reached: set[str]
) -> None:
    fixtures = ["asked"] if name == "test_fixture" else []
    item = SimpleNamespace(module=module, cls=None, originalname=name, fixturenames=fixtures)

    assert names_reached(item) == reached
    item.cls = type
    assert names_reached(item) == {"os", "subprocess", "connection"}

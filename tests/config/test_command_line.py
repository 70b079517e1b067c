"""A command that the installation stops says why in a sentence, and ends with 1."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError

from config import command_line
from tests.config.processes import ROOT, SECRET, run_python


def assert_told(ended: CompletedProcess[str], *words: str) -> None:
    assert ended.returncode == 1, ended.stderr
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert [word for word in words if word not in ended.stderr] == []


@pytest.mark.parametrize(
    "command",
    [
        ("dump_season", "tay-ninh-cqtw", "2022"),
        ("show_ranking", "tay-ninh-cqtw", "2022", "--format", "json"),
        ("verify_audit",),
    ],
)
def test_before_the_first_migration_a_command_says_what_to_run(command, tmp_path: Path) -> None:
    ended = run_python("manage.py", *command, folder=tmp_path, SECRET_KEY=SECRET)

    assert_told(ended, "manage.py migrate")
    assert ended.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "no-such-database"),
        ("TIME_ZONE", "Asia/Tay_Ninh"),
        ("SECRET_KEY_FILE", "/no/such/file"),
    ],
)
def test_a_wrong_environment_is_told_with_its_variable(name, value, tmp_path: Path) -> None:
    variables = {"SECRET_KEY": SECRET} | {name: value}

    assert_told(run_python("manage.py", "verify_audit", folder=tmp_path, **variables), name)


def test_a_ranking_is_proved_where_nothing_is_set_up(tmp_path: Path) -> None:
    example = str(ROOT / "docs/vi/xep-hang-vi-du.json")

    ended = run_python("manage.py", "recompute_ranking", example, folder=tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert '"agency": "so-b"' in ended.stdout
    assert list(tmp_path.glob("*.sqlite3")) == []
    assert_told(run_python("manage.py", "verify_audit", folder=tmp_path), "SECRET_KEY")


def test_a_database_server_that_is_away_is_told(tmp_path: Path) -> None:
    ended = run_python(
        "manage.py",
        "verify_audit",
        folder=tmp_path,
        SECRET_KEY=SECRET,
        DATABASE_URL="postgres://site@127.0.0.1:1/site",
    )

    assert_told(ended, "Không dùng được cơ sở dữ liệu")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    ended = run_python(
        "manage.py",
        "verify_audit",
        folder=tmp_path,
        SECRET_KEY=SECRET,
        BROKER_URL="filesystem:///proc/broker",
    )

    assert_told(ended, "/proc/broker")


@pytest.fixture
def failing(monkeypatch):
    def fail_with(error):
        def execute(_arguments):
            raise error

        monkeypatch.setattr(command_line, "execute_from_command_line", execute)

    return fail_with


@pytest.mark.parametrize(
    "error",
    [DataError("x"), IntegrityError("x"), KeyError("x"), ProgrammingError("x"), ValueError("x")],
)
def test_a_fault_of_the_program_keeps_its_traceback(failing, error) -> None:
    failing(error)

    with pytest.raises(type(error)):
        command_line.run(["manage.py", "check"])


@pytest.mark.parametrize("error", [OperationalError("x"), ImproperlyConfigured("x"), OSError("x")])
def test_the_traceback_of_any_fault_can_be_asked_for(failing, error) -> None:
    failing(error)

    with pytest.raises(SystemExit, match="x"):
        command_line.run(["manage.py", "check"])
    with pytest.raises(type(error)):
        command_line.run(["manage.py", "check", "--traceback"])

"""The scripts: how they answer a wrong call, before any work."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure  # a wrong call reaches no database
ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    ".ci/run",
    *sorted(f"script/{one.name}" for one in (ROOT / "script").iterdir() if one.suffix != ".sh"),
]


def call(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / script, *arguments], capture_output=True, text=True, check=False, timeout=20
    )


@pytest.mark.parametrize("folder", ["/proc/papers", str(ROOT / "manage.py")])
def test_the_demo_says_at_once_that_it_cannot_write_the_papers(folder: str) -> None:
    ended = call("script/demo", "--no-serve", "--out", folder)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"script/demo: cannot write into {folder}; choose another folder by --out DIR\n"
    )


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_every_script_says_how_it_is_called(script: str, asked: str) -> None:
    ended = call(script, asked)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"usage: {script}")


@pytest.mark.parametrize(
    "call_of",
    [
        *[(script, "--nonsense") for script in SCRIPTS if script != "script/test"],
        ("script/demo", "--port"),
        ("script/demo", "--port", "abc"),
        ("script/demo", "--port", "0"),
        ("script/demo", "--port", "65536"),
        ("script/demo", "--no-serve", "--out"),
        ("script/lint", "ruff"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_2_and_the_usage_before_any_work(call_of: tuple[str, ...]) -> None:
    ended = call(*call_of)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"usage: {call_of[0]}")

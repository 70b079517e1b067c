"""The scripts: how they answer a wrong call, before any work."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


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

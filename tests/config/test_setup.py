"""The scripts: what they promise before they touch a machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure  # the scripts called here reach no database
ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [*sorted(path for path in (ROOT / "script").iterdir() if path.name != "_lib.sh")]
BASICS = ("bash", "sh", "dirname", "basename", "cat", "cut", "sha256sum", "sort", "tail")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_python_lock_pins_every_package_by_hash_and_names_no_host(name: str) -> None:
    lock = (ROOT / name).read_text()

    pinned = re.findall(r"^([\w.\[\]-]+)==", lock, re.MULTILINE)
    hashed = re.findall(
        r"^[\w.\[\]-]+==[^\n]+\\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE
    )
    assert len(hashed) == len(pinned) > 40
    assert re.findall(r"\w+://|--index|--find-links", lock) == []


def test_the_development_lock_repeats_the_pins_of_the_run_time_lock() -> None:
    run_time, development = (
        set(re.findall(r"^[\w.\[\]-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )

    assert run_time < development


def test_the_npm_lock_pins_every_package_by_hash_and_names_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text()

    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in text
    assert {"node_modules/bootstrap", "node_modules/axe-core"} < packages.keys()


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci/run"], ids=lambda path: path.name)
def test_a_script_is_executable_and_names_its_interpreter(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/usr/bin/env ")


def test_no_lock_or_script_installs_recommended_packages() -> None:
    installs = [
        line
        for script in SCRIPTS
        for line in script.read_text().splitlines()
        if "apt-get install" in line
    ]

    assert installs
    assert all("--no-install-recommends" in line for line in installs)


def _program(name: str) -> Path:
    found = Path(sys.executable).resolve() if name == "python3" else shutil.which(name)
    assert found, name
    return Path(found)


def _bare_machine(folder: Path, *, without: str) -> str:
    """Make a PATH of everything ``script/setup`` asks for, but for one program."""
    needed = ("python3", "redis-server", "pdftotext", "chromium", "node", "npm", *BASICS)
    for name in set(needed) - {without}:
        (folder / name).symlink_to(_program(name))
    (folder / "id").write_text("#!/bin/sh\necho 1000\n")
    (folder / "id").chmod(0o755)
    return str(folder)


def test_an_ordinary_user_without_sudo_is_told_the_one_command(tmp_path: Path) -> None:
    environment = {"PATH": _bare_machine(tmp_path, without="redis-server"), "HOME": str(tmp_path)}

    asked = subprocess.run(
        [ROOT / "script/setup"], env=environment, capture_output=True, text=True, check=False
    )

    command = "apt-get update && apt-get install --yes --no-install-recommends redis-server\n"
    assert (asked.returncode, asked.stdout) == (1, command)
    assert "run this as root" in asked.stderr


def test_setup_is_silent_when_nothing_is_missing() -> None:
    done = subprocess.run(
        [ROOT / "script/setup"], capture_output=True, text=True, check=False, timeout=5
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_python_of_the_system_goes_before_one_that_path_names_first(tmp_path: Path) -> None:
    own = Path("/usr/bin/python3")
    enough = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
    if not own.exists() or subprocess.run([own, "-c", enough], check=False).returncode:
        pytest.skip("the system has no Python that would do")
    (tmp_path / "python3").symlink_to(sys.executable)
    path = f"{tmp_path}:{os.environ['PATH']}"
    code = (ROOT / "script/setup").read_text()
    (asked,) = re.findall(r"^find_python\(\) \{$.*?^\}$", code, re.MULTILINE | re.DOTALL)

    found = subprocess.run(
        ["/bin/bash", "-c", f"{asked}\nfind_python"],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout == "/usr/bin/python3\n"

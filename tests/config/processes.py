"""Start the site's own commands in an environment that holds nothing but what a test gives."""

import os
import subprocess
from pathlib import Path

from tests.fixtures.forked import run_forked

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-this-test-only-0123456789-abcdefghijklmnopqrstuvwxyz"


def run_python(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python at the root of the project, everything it writes below ``folder``."""
    return run_forked(*arguments, environment=bare_environment(folder) | variables)


def bare_environment(folder: Path) -> dict[str, str]:
    """Return what a process needs to write below the folder only."""
    return {
        "PATH": os.environ["PATH"],
        "DOTENV": os.devnull,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "BROKER_URL": f"filesystem://{folder / 'broker'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }

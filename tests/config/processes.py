"""Start the site's own commands in an environment that holds nothing but what a test gives."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-this-test-only-0123456789-abcdefghijklmnopqrstuvwxyz"


def run_python(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python at the root of the project, everything it writes below ``folder``."""
    environment = {
        "PATH": os.environ["PATH"],
        "DOTENV": os.devnull,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "BROKER_URL": f"filesystem://{folder / 'broker'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

"""PostgreSQL's own programs, told by the environment where the database is."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from reports.backups.manifest import BackupError

_SETTINGS = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
# Whoever still uses the database that is to be replaced: told, not waited for.
_WAITS_AT_MOST = "-c lock_timeout=10s"


def run_tool(name: str, *arguments: str | Path, database: dict[str, Any]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, never by the arguments.

    Args:
        database: Django's settings of the database.

    Raises:
        BackupError: the program is not there, or what it says.
    """
    program = shutil.which(name)
    if program is None:
        raise BackupError(
            f"Máy chủ chưa có chương trình {name}. Đề nghị cài gói postgresql-client rồi thực hiện "
            "lại."
        )
    told = subprocess.run(  # noqa: S603 -- our own words and paths, no shell
        [program, *map(str, arguments)],
        env=_environment(database),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if told.returncode != 0:
        lines = told.stderr.strip().splitlines() or [f"mã thoát {told.returncode}"]
        raise BackupError(f"{name} báo lỗi: {lines[0]}")


def _environment(database: dict[str, Any]) -> dict[str, str]:
    given = {_SETTINGS[name]: str(database[name]) for name in _SETTINGS if database.get(name)}
    options = database.get("OPTIONS", {})
    given |= {_OPTIONS[name]: str(options[name]) for name in _OPTIONS if name in options}
    return {**os.environ, **given, "PGOPTIONS": _WAITS_AT_MOST, "LC_ALL": "C.UTF-8"}

"""What the benchmarks share, made when the first of them asks for it."""

import os
import secrets
import subprocess
import sys
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from bench.data import LARGE, LargeBloc, build_large_bloc, build_small_blocs
from bench.server import ROOT, serving
from bench.timing import duration
from bench.visitor import Visitor
from reports.synthetic.building import Counts


class Workplace:
    """A folder, a site on PostgreSQL and one on SQLite, each with its data."""

    def __init__(self, folder: Path, exits: ExitStack) -> None:
        self.folder = folder
        self._exits = exits
        self._password = secrets.token_urlsafe(24)

    @cached_property
    def large_bloc(self) -> LargeBloc:
        """The bloc of 15 members and 180 criteria."""
        tell("building the large bloc")
        return build_large_bloc(self._password)

    @cached_property
    def province(self) -> tuple[Counts, float]:
        """The province of ordinary blocs, and how many seconds it took to build."""
        tell("building the province")
        found: list[Counts] = []
        seconds = duration(lambda: found.append(build_small_blocs(self._password)))
        return found[0], seconds

    @cached_property
    def port(self) -> int:
        """The site on PostgreSQL."""
        self._collect_static_files()
        return self._exits.enter_context(serving({}, self.folder / "gunicorn.log"))

    @cached_property
    def sqlite_bloc(self) -> tuple[int, LargeBloc]:
        """The site on SQLite: its port, and the large bloc's season in progress there."""
        tell("building the large bloc on SQLite")
        self._collect_static_files()
        environment = {"DATABASE_URL": f"sqlite:///{self.folder / 'bench.sqlite3'}"}
        run_python(["manage.py", "migrate", "--verbosity", "0"], environment)
        sheet = run_python(["-m", "bench", "--build"], environment, f"{self._password}\n")
        port = self._exits.enter_context(serving(environment, self.folder / "gunicorn-sqlite.log"))
        return port, LargeBloc(code=LARGE.bloc_code(1), sheet_id=int(sheet))

    def _collect_static_files(self) -> None:
        """Make the index of static files that every page asks for, unless it is there."""
        if not Path(os.environ["STATIC_ROOT"]).exists():
            run_python(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], {})

    def visitor(self, port: int, username: str = "") -> Visitor:
        """Return somebody on a new connection, signed in when named."""
        visitor = Visitor(port)
        self._exits.callback(visitor.close)
        if username:
            visitor.sign_in(username, self._password)
        return visitor


def run_python(arguments: list[str], environment: dict[str, str], given: str = "") -> str:
    """Run Python at the root of the project and return what it printed."""
    done = subprocess.run(  # noqa: S603 -- our own command, nothing from outside
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def tell(sentence: str) -> None:
    """Say on stderr what is being done."""
    sys.stderr.write(f"bench: {sentence}\n")

"""Processes forked for tests are like those started afresh."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.config.processes import SECRET, run_python
from tests.fixtures.forked import Forked, run_forked

pytestmark = pytest.mark.pure  # what is started here reaches no database


@pytest.mark.parametrize(("code", "ended"), [("", 0), ("raise SystemExit(3)", 3), ("1 / 0", 1)])
def test_it_ends_as_its_code_does(code: str, ended: int) -> None:
    assert run_forked("-c", code, environment={}).returncode == ended


def test_it_says_what_it_says_to_either_stream() -> None:
    said = run_forked("-c", "import sys; print('ra'); sys.exit('lỗi')", environment={})

    assert (said.stdout, said.stderr) == ("ra\n", "lỗi\n")


def test_it_knows_what_it_is_given_and_nothing_else() -> None:
    code = "import os, sys; print(dict(os.environ), sys.argv)"

    said = run_forked("-c", code, environment={"A": "b"})

    assert said.stdout == "{'A': 'b'} ['-c']\n"


def test_it_can_be_killed_and_frozen(tmp_path: Path) -> None:
    code = "import time; time.sleep(60)"
    process = Forked("-c", code, environment={}, stdout=None, stderr=tmp_path / "stderr")

    process.send_signal(signal.SIGSTOP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.1)
    assert process.poll() is None
    assert process.pid != os.getpid()
    process.kill()

    assert process.wait(timeout=10) == process.poll() == -signal.SIGKILL
    process.kill()  # nobody is there to hear it


def test_it_reads_the_settings_from_its_environment(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings; from django.db import connection;"
        "from config.celery import app;"
        "print(settings.MEDIA_ROOT, connection.settings_dict['NAME'],"
        " app.conf.broker_transport_options['data_folder_in'], settings.AXES_ENABLED)"
    )
    given = {"SECRET_KEY": SECRET, "DJANGO_SETTINGS_MODULE": "config.settings"}

    for folder in (tmp_path / "one", tmp_path / "two"):
        said = run_python("-c", code, folder=folder, **given)

        media, database, queue = folder / "media", folder / "db.sqlite3", folder / "broker/queue"
        assert said.stdout == f"{media} {database} {queue} True\n", said.stderr

"""Background work: sent after the commit, worked on once, never waiting for a dead broker."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from celery.contrib.django.task import DjangoTask
from django.conf import settings
from kombu.exceptions import OperationalError

from config.celery import app
from tests.config.processes import SECRET, run_python
from tests.fixtures.forked import Forked

WAIT_SECONDS = 20


def test_tasks_can_wait_for_the_commit() -> None:
    assert issubclass(app.Task, DjangoTask)


def test_every_task_that_beat_sends_exists() -> None:
    app.loader.import_default_modules()

    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert planned == {"reports.tasks.sweep_documents_task", "awards.tasks.wash_ballot_boxes"}
    assert planned <= app.tasks.keys()


def test_a_planned_task_expires_before_the_next_one_is_sent() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] < entry["schedule"]


def test_a_task_is_stopped_long_before_the_broker_sends_it_again(tmp_path: Path) -> None:
    read = run_python(
        "-c",
        "import config.settings as s;"
        "print(s.CELERY_TASK_SOFT_TIME_LIMIT, s.CELERY_TASK_TIME_LIMIT,"
        " s.CELERY_BROKER_TRANSPORT_OPTIONS['visibility_timeout'])",
        folder=tmp_path,
        SECRET_KEY=SECRET,
        BROKER_URL="redis://localhost:6379/0",
    )

    soft, hard, again = map(int, read.stdout.split())
    assert soft < hard < again / 2


def test_a_broker_that_is_down_is_given_up_within_a_second() -> None:
    connection = app.connection_for_write("redis://127.0.0.1:1/0")
    started = time.monotonic()

    with pytest.raises(OperationalError):
        app.send_task("reports.tasks.sweep_documents_task", connection=connection)

    assert time.monotonic() - started < 1


@pytest.mark.worker
def test_a_real_worker_does_what_was_sent_and_stops_when_asked(
    start_worker: Callable[..., Forked], tmp_path: Path
) -> None:
    worker = start_worker()

    app.send_task("celery.accumulate", args=[1, 2])

    log = tmp_path / "worker-0.log"
    _wait_until(lambda: b"succeeded" in log.read_bytes())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=WAIT_SECONDS) == 0


@pytest.mark.worker
def test_what_was_sent_waits_for_a_worker_to_come(
    real_broker: str, start_worker: Callable[..., Forked], tmp_path: Path
) -> None:
    app.send_task("celery.accumulate", args=[1, 2])

    start_worker()

    log = tmp_path / "worker-0.log"
    _wait_until(lambda: b"succeeded" in log.read_bytes())


def test_the_embedded_mode_keeps_its_messages_in_the_project(tmp_path: Path) -> None:
    read = run_python(
        "-c",
        "import config.settings as s; print(s.CELERY_BROKER_TRANSPORT_OPTIONS['data_folder_in'])",
        folder=tmp_path,
        SECRET_KEY=SECRET,
        BROKER_URL="filesystem://",
    )

    assert read.stdout.strip() == str(settings.BASE_DIR / "var/broker/queue")


def _wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.1)

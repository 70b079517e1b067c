"""What the monitor is told: alive, ready, or which part is missing."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config.celery import app
from reports.backups.manifest import NAME, SEAL
from tests.factories import make_bloc_year, make_document

PARTS = ("Database", "Migrations", "Media", "Disk", "Fonts", "Broker", "Worker")
READY = dict.fromkeys(PARTS, "ok")


def test_the_process_is_alive_without_a_database(client: Client) -> None:
    answer = client.get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"alive": "ok"})


@pytest.mark.django_db(transaction=True)
def test_the_site_is_ready_when_every_part_is(client: Client, real_broker: str) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, READY)


@pytest.mark.django_db(transaction=True)
def test_a_browser_gets_the_same_plain_answer(client: Client) -> None:
    answer = client.get("/readyz", headers={"accept": "text/html"})

    assert (answer.status_code, answer.json()) == (200, READY)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_was_not_applied_is_named(client: Client) -> None:
    applied = MigrationRecorder.Migration.objects.get(app="sessions")
    applied.delete()

    answer = client.get("/readyz")

    MigrationRecorder.Migration.objects.create(app=applied.app, name=applied.name)
    assert answer.status_code == 503
    assert answer.json() == READY | {"Migrations": "Unavailable: 1 not applied"}


@pytest.mark.django_db(transaction=True)
def test_a_media_path_that_no_file_can_be_written_to_is_named(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("a file, not a folder")
    settings.MEDIA_ROOT = occupied

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        READY | {"Media": "Unavailable: not writable"},
    )


@pytest.mark.django_db(transaction=True)
def test_a_disk_with_too_little_room_is_named(client: Client, settings: Settings) -> None:
    settings.DISK_LEAST_FREE_MB = 10**9  # a petabyte

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == READY | {"Disk": "Unavailable: less than 1000000000 MB free"}


@pytest.mark.django_db(transaction=True)
def test_the_disk_of_the_files_is_looked_at_and_that_of_a_database_in_a_file(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    look = os.statvfs

    def note(folder: Path) -> os.statvfs_result:
        seen.append(Path(folder))
        return look(folder)

    monkeypatch.setattr(os, "statvfs", note)

    client.get("/readyz")

    database = [Path(connection.settings_dict["NAME"]).parent]
    media = Path(settings.MEDIA_ROOT).parent  # nothing was uploaded yet
    assert seen == [media, *(database if connection.vendor == "sqlite" else [])]


@pytest.fixture
def backups(settings: Settings, tmp_path: Path) -> Path:
    """Name an empty folder for the backups."""
    folder = tmp_path / "backups"
    folder.mkdir()
    settings.BACKUP_DIR = str(folder)
    return folder


def backup_told(client: Client) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["Backup"]


@pytest.mark.django_db(transaction=True)
def test_a_fresh_backup_is_well_and_an_old_one_is_named(
    client: Client, backups: Path, settings: Settings
) -> None:
    moment = datetime(2022, 12, 1, tzinfo=UTC)
    settings.BACKUP_MAX_AGE_HOURS = 26
    with time_machine.travel(moment, tick=False):
        call_command("backup", str(backups / "thidua-2022-12-01"), verbosity=0)
        assert backup_told(client) == (200, "ok")
    with time_machine.travel(moment + timedelta(hours=26), tick=False):
        assert backup_told(client) == (200, "ok")
    with time_machine.travel(moment + timedelta(hours=26, seconds=1), tick=False):
        assert backup_told(client) == (503, "Unavailable: older than 26 h")
        call_command("backup", str(backups / "before-update"), verbosity=0)
        assert backup_told(client) == (200, "ok")


@pytest.mark.django_db(transaction=True)
def test_backups_that_are_not_there_or_cannot_be_believed_are_named(
    client: Client, backups: Path, settings: Settings
) -> None:
    (backups / ".thidua.half.part").mkdir()
    (backups / ".thidua.half.part" / SEAL).touch()

    assert backup_told(client) == (503, "Unavailable: none found")
    call_command("backup", str(backups / "one"), verbosity=0)
    (backups / "one" / NAME).write_text("{}")
    assert backup_told(client) == (503, "Unavailable: cannot be read")
    settings.BACKUP_DIR = str(backups / "elsewhere")
    assert backup_told(client) == (503, "Unavailable: cannot be read")


@pytest.mark.django_db(transaction=True)
def test_missing_fonts_are_named(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.PDF_FONT_DIR = str(tmp_path)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == READY | {"Fonts": "Unavailable: Liberation Serif 2 not found"}


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_is_named_without_its_address(client: Client) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: every connection is refused
        app.conf.broker_url = f"redis://:password@127.0.0.1:{closed.getsockname()[1]}/0"

        answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        READY | {"Broker": "Unavailable: not reachable"},
    )


@pytest.mark.django_db(transaction=True)
def test_papers_that_wait_for_no_worker_are_named(client: Client) -> None:
    make_document(make_bloc_year(1)[0], queued_at=timezone.now() - timedelta(minutes=3))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        READY | {"Worker": "Unavailable: papers wait, none is made"},
    )


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_named_without_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError('connection to server at "10.0.0.5", port 5432 failed: refused')

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)

    answer = client.get("/readyz")

    lost = dict.fromkeys(("Database", "Migrations", "Worker"), "Unavailable: no answer")
    assert (answer.status_code, answer.json()) == (503, READY | lost)

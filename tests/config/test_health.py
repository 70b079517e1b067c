"""What the monitor is told: alive, ready, or which part is missing."""

import socket
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from config.celery import app

READY = {"Database": "ok", "Migrations": "ok", "Media": "ok", "Fonts": "ok", "Broker": "ok"}


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
def test_a_database_that_is_away_is_named_without_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError('connection to server at "10.0.0.5", port 5432 failed: refused')

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)

    answer = client.get("/readyz")

    lost = {"Database": "Unavailable: no answer", "Migrations": "Unavailable: no answer"}
    assert (answer.status_code, answer.json()) == (503, READY | lost)

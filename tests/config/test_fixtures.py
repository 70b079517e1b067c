"""The fixtures keep their word: whatever a test writes, the next one finds what migrations left."""

import threading
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from playwright.sync_api import Page
from pytest_django import Settings

from accounts.audit import record
from accounts.models import AuditEvent, User
from awards.models import AwardType
from tests.fixtures import migrated


def _write_and_check() -> None:
    assert AwardType.objects.exists()
    assert ContentType.objects.exists()
    assert not AuditEvent.objects.exists()
    with transaction.atomic():
        user = User.objects.create(username="nguoi-dung", full_name="Người dùng")
        record(actor=user, action="test.write", subject=user, before={}, after={"a": 1})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_finds_the_rows_of_the_migrations_and_no_others(turn: int) -> None:
    _write_and_check()

    assert (turn, AuditEvent.objects.count()) == (turn, 1)


@pytest.mark.browser
@pytest.mark.parametrize("turn", [1, 2])
def test_a_browser_test_finds_the_same(page: Page, turn: int) -> None:
    page.goto("/livez")

    _write_and_check()
    assert (turn, page.text_content("body")) == (turn, '{"alive": "ok"}')


@pytest.mark.django_db(transaction=True)
def test_another_thread_sees_the_same_database() -> None:
    seen: list[bool] = []

    def look() -> None:
        seen.append(User.objects.filter(username="nguoi-dung").exists())
        connection.close()

    User.objects.create(username="nguoi-dung", full_name="Người dùng")
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [True]


def test_every_test_writes_to_a_folder_of_its_own(settings: Settings) -> None:
    assert not settings.MEDIA_ROOT.exists()
    assert settings.BASE_DIR not in settings.MEDIA_ROOT.parents


@pytest.mark.pure
def test_another_migration_package_or_django_is_another_migrated_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    folder = tmp_path / "app" / "migrations"
    folder.mkdir(parents=True)
    packages, first, second = tmp_path / "requirements.txt", folder / "1.py", folder / "2.py"
    told = []
    for path, text in ((packages, "a"), (first, "a"), (first, "ab"), (second, ""), (packages, "b")):
        path.write_text(text)
        told.append(migrated._fingerprint())
    second.rename(folder / "3.py")
    told.append(migrated._fingerprint())
    monkeypatch.setattr(migrated.django, "get_version", lambda: "6.0")

    assert len({*told, migrated._fingerprint()}) == len(told) + 1

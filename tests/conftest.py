"""What every test gets: its own media folder, a fast hasher, mail and messages kept in memory."""

from pathlib import Path

import pytest
from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def site_settings(settings: SettingsWrapper, tmp_path: Path) -> SettingsWrapper:
    """Override what a test must not share with the outside world."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings

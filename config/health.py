"""What /livez and /readyz answer: is the process alive, and can it do its work."""

import dataclasses
import datetime
import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from health_check import checks
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView
from kombu.exceptions import OperationalError

from config.celery import app
from reports.backups.manifest import BackupError
from reports.backups.newest import newest_backup
from reports.render.fonts import FontsMissingError, font_folder
from reports.selectors.standstill import anything_stands_still

BROKER_TIMEOUT_SECONDS = 2


@dataclasses.dataclass
class Database(checks.Database):
    """The database answers; why it does not is written to the log, not to the monitor."""

    def run(self) -> None:
        """Raise ServiceUnavailable without the address that the driver's message names."""
        try:
            super().run()
        except ServiceUnavailable as error:
            raise ServiceUnavailable("no answer") from error


@dataclasses.dataclass
class Migrations(HealthCheck):
    """Every migration of this code has been applied to the database."""

    def run(self) -> None:
        """Raise ServiceUnavailable with the number of missing migrations."""
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise ServiceUnavailable("no answer") from error
        finally:
            connection.close()  # this check runs in a thread of its own
        if waiting:
            raise ServiceUnavailable(f"{len(waiting)} not applied")


@dataclasses.dataclass
class Media(HealthCheck):
    """The folder of evidence and papers can be written."""

    def run(self) -> None:
        """Raise ServiceUnavailable when the folder is missing or closed."""
        if not os.access(_existing(Path(settings.MEDIA_ROOT)), os.W_OK | os.X_OK):
            raise ServiceUnavailable("not writable")


@dataclasses.dataclass
class Disk(HealthCheck):
    """The disks of the files, and of a database in a file, have room left before they are full."""

    def run(self) -> None:
        """Raise ServiceUnavailable when a disk has less room than the settings ask for."""
        for folder in _folders_that_grow():
            room = os.statvfs(_existing(folder))
            if room.f_bavail * room.f_frsize < settings.DISK_LEAST_FREE_MB * 1024**2:
                raise ServiceUnavailable(f"less than {settings.DISK_LEAST_FREE_MB} MB free")
            if room.f_files and not room.f_favail:
                raise ServiceUnavailable("no room for another file")


def _folders_that_grow() -> Iterator[Path]:
    yield Path(settings.MEDIA_ROOT)
    if connection.vendor == "sqlite":
        yield Path(connection.settings_dict["NAME"]).parent


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above: the storage makes it at the first upload."""
    while not folder.exists():
        folder = folder.parent
    return folder


@dataclasses.dataclass
class Backup(HealthCheck):
    """The newest backup is not older than the settings allow."""

    def run(self) -> None:
        """Raise ServiceUnavailable when there is none that can be read, or an old one only."""
        try:
            made_at = newest_backup(Path(settings.BACKUP_DIR))
        except (BackupError, OSError) as error:
            raise ServiceUnavailable("cannot be read") from error
        if made_at is None:
            raise ServiceUnavailable("none found")
        if timezone.now() - made_at > datetime.timedelta(hours=settings.BACKUP_MAX_AGE_HOURS):
            raise ServiceUnavailable(f"older than {settings.BACKUP_MAX_AGE_HOURS} h")


@dataclasses.dataclass
class Fonts(HealthCheck):
    """The four faces of Liberation Serif are there for the papers, with every letter."""

    def run(self) -> None:
        """Raise ServiceUnavailable when no folder will do."""
        try:
            font_folder(settings.PDF_FONT_DIR)
        except FontsMissingError as error:
            raise ServiceUnavailable("Liberation Serif 2 not found") from error


@dataclasses.dataclass
class Broker(HealthCheck):
    """The message broker answers; without it papers wait for the sweeper."""

    timeout = datetime.timedelta(seconds=BROKER_TIMEOUT_SECONDS)

    def run(self) -> None:
        """Raise ServiceUnavailable when no connection is made in time."""
        try:
            with app.connection_for_write(connect_timeout=BROKER_TIMEOUT_SECONDS) as broker:
                broker.ensure_connection(max_retries=1, timeout=BROKER_TIMEOUT_SECONDS)
        except (OperationalError, OSError) as error:
            raise ServiceUnavailable("not reachable") from error


@dataclasses.dataclass
class Worker(HealthCheck):
    """No paper waits in vain for the program that makes papers."""

    def run(self) -> None:
        """Raise ServiceUnavailable when jobs wait and nothing has been made for a while."""
        try:
            in_vain = anything_stands_still()
        except DatabaseError as error:
            raise ServiceUnavailable("no answer") from error
        finally:
            connection.close()  # this check runs in a thread of its own
        if in_vain:
            raise ServiceUnavailable("papers wait, none is made")


class Readiness(HealthCheckView):
    """Run every check at once and name each in one JSON object; 503 when one fails."""

    checks = (Database, Migrations, Media, Disk, Fonts, Broker, Worker)

    def get_checks(self) -> Iterator[HealthCheck]:
        """Look at backups only where the settings say where they are."""
        yield from super().get_checks()
        if settings.BACKUP_DIR:
            yield Backup()

    def render_to_response(self, context: dict[str, Any], **_: Any) -> HttpResponse:
        """Answer JSON also to a browser: the library's page needs inline styles."""
        return self.render_to_response_json(200)

    def render_to_response_json(self, status: int) -> HttpResponse:
        """Answer ``{"Database": "ok", "Broker": "not reachable", ...}``."""
        answers = {
            type(result.check).__name__: str(result.error) if result.error else "ok"
            for result in self.results
        }
        failed = any(result.error for result in self.results)
        return JsonResponse(answers, status=HTTPStatus.SERVICE_UNAVAILABLE if failed else status)


@require_safe
@never_cache
def is_alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process serves requests."""
    return JsonResponse({"alive": "ok"})

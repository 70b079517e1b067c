"""A backup: the database first, then the files it names, then the list; whole or not at all."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from reports.backups import databases, facts
from reports.backups.manifest import MEDIA, BackupError, Manifest, Part, copied, part_of
from reports.backups.manifest import write_manifest as write


def make_backup(folder: Path) -> Manifest:
    """Write database, files and their list into the folder, which appears when all is there.

    Files never change once they are stored and none is removed, so that what the database names
    is still there when the files are copied, though people go on working.

    Raises:
        BackupError: the folder is in use, or the database cannot be written out.
        OSError: the disk is full or closed; nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"Thư mục {folder} đã có nội dung. Đề nghị chọn thư mục mới.")
    with _appearing(folder) as work:
        engine = databases.engine()
        file = work / databases.FILE_NAMES[engine]
        with databases.dumped(file) as cursor:
            count, head = facts.audit_end(cursor)
            migrations = facts.applied_migrations(cursor)
            tables = facts.row_counts(cursor, databases.tables(cursor))
            names = facts.stored_names(cursor)
        files, missing = _copy_files(names, work)
        manifest = Manifest(
            made_at=timezone.now().isoformat(),
            engine=engine,
            versions=_versions(),
            migrations=migrations,
            tables=tables,
            audit_count=count,
            audit_head=head,
            database=part_of(file, path=file.name),
            files=files,
            missing=missing,
        )
        write(work, manifest)
    return manifest


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """Give a folder beside the wanted one that takes its name at the end."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        yield work
        work.replace(folder)
    except BaseException:
        shutil.rmtree(work)
        raise
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_files(names: list[str], work: Path) -> tuple[list[Part], list[str]]:
    """Copy the files of these names; return them, and the names that have none."""
    files, missing = [], []
    for name in names:
        path = f"{MEDIA}/{name}"
        try:
            files.append(copied(Path(default_storage.path(name)), work / path, path=path))
        except FileNotFoundError:
            missing.append(name)
    return files, missing


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        wanted = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
        cursor.execute(wanted[connection.vendor])
        database = cursor.fetchone()[0]
    return {
        "python": platform.python_version(),
        "django": django.get_version(),
        connection.vendor: database,
    }

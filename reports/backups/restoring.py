"""A restore: everything is checked before anything is touched, and proved afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.audit import Finding, check_anchor, missing_guards, verify_chain
from reports.backups import databases, facts
from reports.backups.manifest import MEDIA, BackupError, Manifest, copied, read_manifest


def restore_backup(folder: Path, *, overwrite: bool = False) -> Manifest:
    """Put the site's database and files back as they were when the backup was made.

    Nobody may use the site meanwhile. The database is replaced in one transaction.

    Args:
        overwrite: whether a database and a folder of files that hold something may be replaced.

    Raises:
        BackupError: the backup is not whole, is not for this site, or is not what came out.
        OSError: the disk is full or closed.
    """
    manifest = read_manifest(folder)
    _check_fits(manifest)
    if not overwrite:
        _check_empty()
    with _workshop() as work:
        _stage(manifest, folder, work)
        databases.restore_database(folder / manifest.database.path, work)
        _move_in(manifest, work)
    _check_counts(manifest)
    return manifest


def check_audit(manifest: Manifest) -> None:
    """Walk the restored audit chain up to the line that was the last one.

    Raises:
        BackupError: the chain is broken, or is another one.
    """
    result = verify_chain()
    if not isinstance(result, Finding):
        found = check_anchor(
            result, expected_hash=manifest.audit_head, expected_count=manifest.audit_count
        )
        if found is None or manifest.audit_count == 0:
            if missing := missing_guards():
                raise BackupError(f"Cơ sở dữ liệu thiếu chốt bảo vệ nhật ký: {', '.join(missing)}.")
            return
        result = found
    raise BackupError(
        f"Nhật ký đã phục hồi không nguyên vẹn, dòng {result.position}: {result.reason}."
    )


def missing_migrations(manifest: Manifest) -> int:
    """Return how many of this software's migrations the backup had not applied."""
    applied = {(app, name) for app, name in manifest.migrations}
    return len(MigrationLoader(None).disk_migrations.keys() - applied)


def _check_fits(manifest: Manifest) -> None:
    if manifest.engine != databases.engine():
        raise BackupError(
            f"Bản sao lưu là của {manifest.engine}, cơ sở dữ liệu hiện dùng là "
            f"{databases.engine()}; không phục hồi được sang loại khác. Chưa thay gì. Đề nghị đặt "
            f"DATABASE_URL là cơ sở dữ liệu {manifest.engine} rồi phục hồi."
        )
    known = MigrationLoader(None).disk_migrations.keys()
    unknown = [one for one in manifest.migrations if tuple(one) not in known]
    if unknown:
        app, name = unknown[0]
        raise BackupError(
            f"Bản sao lưu của phiên bản phần mềm mới hơn: chưa biết {app}.{name}. Đề nghị cập nhật "
            "phần mềm trước khi phục hồi."
        )


def _check_empty() -> None:
    with connection.cursor() as cursor:
        held = databases.tables(cursor)
    if held:
        raise BackupError(
            f"Cơ sở dữ liệu đã có {len(held)} bảng. Nếu đúng là muốn thay toàn bộ, ghi thêm "
            "--overwrite."
        )
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupError(
            f"Thư mục tệp {media} đã có nội dung. Nếu đúng là muốn thay, ghi thêm --overwrite."
        )


@contextmanager
def _workshop() -> Iterator[Path]:
    """Give a folder on the disk of the files, so that they are moved and not copied at the end."""
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=media, prefix=".restore."))
    try:
        yield work
    finally:
        shutil.rmtree(work)


def _stage(manifest: Manifest, folder: Path, work: Path) -> None:
    for part in manifest.files:
        if copied(folder / part.path, work / part.path, path=part.path) != part:
            raise BackupError(f"Tệp {part.path} thay đổi trong khi phục hồi. Chưa thay gì.")


def _move_in(manifest: Manifest, work: Path) -> None:
    for part in manifest.files:
        target = Path(default_storage.path(part.path.removeprefix(f"{MEDIA}/")))
        target.parent.mkdir(
            parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
        )
        file = work / part.path
        file.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        file.replace(target)


def _check_counts(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        counted = facts.row_counts(cursor, databases.tables(cursor))
        if counted != manifest.tables:
            wrong = sorted(set(counted.items()) ^ set(manifest.tables.items()))
            raise BackupError(f"Bảng {wrong[0][0]} sau khi phục hồi không đủ số dòng đã ghi.")

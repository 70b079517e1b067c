"""Files of papers on the disk: whole or not there at all."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from reports.models import Document

FOLDER = "documents"


def write_document(document: Document, data: bytes) -> str:
    """Write the file under its final name in one step and return that name.

    The name is the document's own, so a second worker replaces the file by the same bytes.

    Raises:
        OSError: the disk is full or closed; nothing is left behind.
    """
    name = f"{FOLDER}/{document.uuid}.pdf"
    target = Path(document.file.storage.path(name))
    target.parent.mkdir(
        parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
    )
    replace_file(target, data)
    return name


def replace_file(target: Path, data: bytes) -> None:
    """Put the bytes into the file so that a reader sees the old file or the new one, no half.

    Raises:
        OSError: the disk is full or closed; the old file stays as it was.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

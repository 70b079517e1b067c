"""Files of papers on the disk: whole or not there at all."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage

from reports.models import Document

FOLDER = "documents"
SIGNED_FOLDER = "signed"
SCANS_FOLDER = "scans"


@contextmanager
def prepared_document(document: Document, data: bytes) -> Iterator[Callable[[], str]]:
    """Write the file of a paper; give what puts it under its final name and tells that name.

    The name is the document's own, so a second worker replaces the file by the same bytes. What
    is not put there is gone at the end.

    Raises:
        OSError: the disk is full or closed; nothing is left behind.
    """
    name = f"{FOLDER}/{document.uuid}.pdf"
    target = ready_place(document.file.storage.path(name))
    with _written_beside(target) as (part, stream):
        _write(stream, data)

        def put() -> str:
            _put(part, target)
            return name

        yield put


def write_copy(folder: str, name: str, data: bytes) -> str:
    """Write a new file in one step and return its name in the storage.

    Raises:
        OSError: the disk is full or closed; nothing is left behind.
    """
    stored = f"{folder}/{name}"
    replace_file(ready_place(default_storage.path(stored)), data)
    return stored


def replace_file(target: Path, data: bytes) -> None:
    """Put the bytes into the file so that a reader sees the old file or the new one, no half.

    Raises:
        OSError: the disk is full or closed; the old file stays as it was.
    """
    with whole_file(target) as stream:
        stream.write(data)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Yield a stream whose bytes become the file when nothing went wrong, and nothing otherwise.

    Raises:
        OSError: the disk is full or closed; the old file stays as it was.
    """
    with _written_beside(target) as (part, stream):
        yield stream
        _write(stream)
        _put(part, target)


def ready_place(path: str) -> Path:
    """Return the path of a file of ours, in a folder that is there."""
    target = Path(path)
    target.parent.mkdir(
        parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
    )
    return target


@contextmanager
def _written_beside(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield part, stream
    finally:
        part.unlink(missing_ok=True)


def _write(stream: BinaryIO, data: bytes = b"") -> None:
    """Write the rest of a file down to the disk."""
    stream.write(data)
    stream.flush()
    os.fsync(stream.fileno())
    os.fchmod(stream.fileno(), settings.FILE_UPLOAD_PERMISSIONS)


def _put(part: Path, target: Path) -> None:
    part.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

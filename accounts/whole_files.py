"""Files on the disk: whole or not there at all."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage

from accounts.errors import Refused

log = logging.getLogger("accounts.whole_files")

_NO_ROOM = (
    "Máy chủ chưa lưu được tệp này (có thể ổ đĩa đã đầy). Đề nghị báo người quản trị hệ thống "
    "rồi đính kèm lại."
)


def keep_handed_in(name: str, data: bytes) -> str:
    """Write a file that a person hands in, and return its name in the storage.

    Raises:
        Refused: the disk is full or closed; nothing is left behind.
    """
    try:
        replace_file(ready_place(default_storage.path(name)), data)
    except OSError as error:
        log.exception("the disk does not take %s", name)
        raise Refused(_NO_ROOM) from error
    return name


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
    with written_beside(target) as (part, stream):
        yield stream
        write_down(stream)
        put_in_place(part, target)


def ready_place(path: str) -> Path:
    """Return the path of a file of ours, in a folder that is there."""
    target = Path(path)
    target.parent.mkdir(
        parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
    )
    return target


@contextmanager
def written_beside(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield a new file beside the target, and its stream; it is gone at the end unless it moved."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield part, stream
    finally:
        part.unlink(missing_ok=True)


def write_down(stream: BinaryIO, data: bytes = b"") -> None:
    """Write the rest of a file down to the disk."""
    stream.write(data)
    stream.flush()
    os.fsync(stream.fileno())
    os.fchmod(stream.fileno(), settings.FILE_UPLOAD_PERMISSIONS)


def put_in_place(part: Path, target: Path) -> None:
    """Give a written file its final name, which survives a power cut as its bytes do."""
    part.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A zip archive is weighed before anything in it is read."""

import io
import stat
import zipfile
import zlib

from scoring.uploads import faults
from scoring.uploads.faults import UploadFault

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
_ENCRYPTED = 0x1
# What Word and Excel write; the other ways to pack have unpackers of their own to attack.
_PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def open_archive(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """Return the archive, whose every entry was named, weighed and read once.

    Args:
        max_unpacked: the most that all entries may be together, in bytes; 200 MB at most.

    Raises:
        UploadFault: not an archive, broken, encrypted, with a name that leads outside, or
            unpacking to more than 2,000 entries, the limit or 100 times its size.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UploadFault(faults.WRONG_CONTENT) from error
    _weigh(archive.infolist(), len(data), max_unpacked)
    try:
        # Headers can lie about sizes: this reads each entry up to what its header says, in
        # small pieces, and compares the checksum.
        broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError) as error:
        raise UploadFault(faults.BROKEN) from error
    if broken is not None:
        raise UploadFault(faults.BROKEN)
    return archive


def _weigh(entries: list[zipfile.ZipInfo], size: int, max_unpacked: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    # Entries that share their bytes are larger together than the file that holds them.
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > max_unpacked
        or unpacked > size * MAX_RATIO
        or packed > size
    ):
        raise UploadFault(faults.BOMB)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise UploadFault(faults.BROKEN)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise UploadFault(faults.LOCKED)
        if entry.compress_type not in _PACKED_AS or _leads_outside(entry):
            raise UploadFault(faults.WRONG_CONTENT)


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return (
        is_link or "\\" in name or ":" in name or "\0" in name or name[:1] == "/" or ".." in parts
    )

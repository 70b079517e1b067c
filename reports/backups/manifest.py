"""The list of what is in a backup, with size and SHA-256 of each file and of the list itself."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
NAME = "manifest.json"
SEAL = "manifest.json.sha256"
MEDIA = "media"
_BLOCK_BYTES = 1 << 20


class BackupError(Exception):
    """The backup cannot be made, believed or restored; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup, by its path inside the folder. Size in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds and what it was made from.

    Args:
        engine: sqlite or postgresql.
        versions: of Python, Django and the database.
        migrations: app and name of each one that was applied.
        tables: the number of rows of each table.
        audit_count, audit_head: number of audit lines and fingerprint of the last one.
        missing: stored names that rows refer to and whose files were not on the disk.
    """

    made_at: str
    engine: str
    versions: dict[str, str]
    migrations: list[list[str]]
    tables: dict[str, int]
    audit_count: int
    audit_head: str
    database: Part
    files: list[Part]
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT


def copied(source: Path, target: Path, *, path: str) -> Part:
    """Copy a file to the disk, readable by its owner only, and return what it holds."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reader, open(target, "xb", opener=_private) as writer:
        while block := reader.read(_BLOCK_BYTES):
            digest.update(block)
            size += writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
    return Part(path, size, digest.hexdigest())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def part_of(file: Path, *, path: str) -> Part:
    """Return what a file holds."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return Part(path, file.stat().st_size, digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the list and its own fingerprint, the last files of a backup."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    seal = f"{hashlib.sha256(text).hexdigest()}  {NAME}\n".encode()
    for name, data in ((NAME, text), (SEAL, seal)):
        with open(folder / name, "xb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's list and compare every file with it.

    Raises:
        BackupError: the list or a file is missing, cut or changed; the file is named.
    """
    manifest = read_list(folder)
    for part in (manifest.database, *manifest.files):
        file = folder / part.path
        if not file.is_file():
            raise BackupError(f"Bản sao lưu thiếu tệp {part.path}.")
        if file.stat().st_size != part.size:
            raise BackupError(f"Tệp {part.path} trong bản sao lưu không đủ dung lượng đã ghi.")
        if part_of(file, path=part.path) != part:
            raise BackupError(f"Tệp {part.path} trong bản sao lưu đã bị thay đổi.")
    return manifest


def read_list(folder: Path) -> Manifest:
    """Read a backup's list without looking at the files that it names.

    Raises:
        BackupError: the list is missing, cut or changed.
    """
    try:
        text, seal = (folder / NAME).read_bytes(), (folder / SEAL).read_bytes()
    except FileNotFoundError as error:
        name = Path(str(error.filename)).name
        raise BackupError(f"{folder} không phải bản sao lưu đủ: thiếu tệp {name}.") from error
    if seal != f"{hashlib.sha256(text).hexdigest()}  {NAME}\n".encode():
        raise BackupError(f"Tệp {NAME} hoặc {SEAL} đã bị thay đổi.")
    values = json.loads(text)
    if values.get("format") != FORMAT:
        raise BackupError(
            f"Bản sao lưu theo dạng {values.get('format')}, phần mềm này không đọc được."
        )
    values["database"] = _part(values["database"])
    values["files"] = [_part(one) for one in values["files"]]
    return Manifest(**values)


def _part(values: dict[str, Any]) -> Part:
    """Read one line; a path never leads out of the folder."""
    part = Part(**values)
    path = PurePosixPath(part.path)
    if path.is_absolute() or ".." in path.parts:
        raise BackupError(f"Đường dẫn {part.path} trong bản sao lưu không hợp lệ.")
    return part

"""The files of a pack: one archive, and for a conference one bound PDF. Same papers, same bytes."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from accounts.errors import Refused
from accounts.whole_files import ready_place, whole_file
from blocs.models import Season
from reports.models import Pack, PackItem
from reports.papers.pack import PackContents, PackGap, PackLine
from reports.render.bound import bind
from reports.rules.pack_pages import PagePlan
from reports.spreadsheets.pack_index import index_book
from reports.states import NEVER_BOUND
from reports.wording import year_label

FOLDER = "packs"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment an archive can name
_PERMISSIONS = 0o100644 << 16
_UNIX = 3
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was written: its name in the storage, its sha256 in hex, its size in bytes."""

    name: str
    sha256: str
    size: int


def bind_pack(pack: Pack, made: Sequence[PackItem], gaps: Sequence[PackItem]) -> tuple[Stored, int]:
    """Write the bound PDF of a conference; return it and the number of its pages.

    Raises:
        Refused: the file of a paper is gone or is not what it was.
        OSError: the disk is full or closed.
    """
    bound = [one for one in made if one.kind not in NEVER_BOUND]
    name = f"{FOLDER}/{pack.uuid}.pdf"
    target = ready_place(pack.bound.storage.path(name))
    with whole_file(target) as stream:
        plan: PagePlan = bind(_contents(pack, made, gaps), [_whole(one) for one in bound], stream)
    return _stored(name, target), plan.total


def pack_up(
    pack: Pack, made: Sequence[PackItem], gaps: Sequence[PackItem], bound: Path | None
) -> Stored:
    """Write the archive: every paper as it was made, an index, and the bound PDF where one is.

    Raises:
        Refused: the file of a paper is gone or is not what it was.
        OSError: the disk is full or closed.
    """
    name = f"{FOLDER}/{pack.uuid}.zip"
    target = ready_place(pack.archive.storage.path(name))
    names = [name_of(pack, one) for one in made]
    with whole_file(target) as stream, ZipFile(stream, "w", ZIP_STORED) as archive:
        if bound is not None:
            _add_file(archive, f"00-{pack.file_stem}.pdf", bound)
        else:
            _add(archive, "00-muc-luc.xlsx", index_book(made, names, gaps))
        for one, called in zip(made, names, strict=True):
            _add_file(archive, called, _whole(one))
    return _stored(name, target)


def name_of(pack: Pack, item: PackItem) -> str:
    """Return the name of a paper in the archive; a conference's are numbered by their place."""
    assert item.document is not None  # noqa: S101 -- only made papers are packed
    item.document.season = item.season
    name = item.document.file_name
    return f"{item.position:02d}-{name}" if pack.is_conference else name


def _contents(pack: Pack, made: Sequence[PackItem], gaps: Sequence[PackItem]) -> PackContents:
    season = pack.season
    assert isinstance(season, Season)  # noqa: S101 -- only a conference is bound
    return PackContents(
        sample=pack.is_sample,
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        code=pack.code,
        odd_starts=bool(pack.options.get("odd_starts", True)),
        lines=tuple(_line(one) for one in made if one.kind not in NEVER_BOUND),
        loose=tuple(_line(one) for one in made if one.kind in NEVER_BOUND),
        gaps=tuple(PackGap(title=one.title, reason=one.error) for one in gaps),
    )


def _line(item: PackItem) -> PackLine:
    return PackLine(title=item.title, state=state_text(item))


def state_text(item: PackItem) -> str:
    """Say whether the paper is a draft or was issued, with its number and day."""
    imprint = item.document.imprint if item.document else None
    if imprint is None:
        return "Dự thảo"
    number = f"số {imprint['number']}/{imprint['symbol']}, " if imprint["number"] else ""
    return f"Đã ban hành: {number}{imprint['date']}"


def _whole(item: PackItem) -> Path:
    """Return the path of a paper's file, which is still the one that was made."""
    document = item.document
    assert document is not None  # noqa: S101 -- only made papers are packed
    path = Path(document.file.path)
    try:
        found = _digest(path)
    except FileNotFoundError as error:
        raise Refused(
            f"Tệp của văn bản “{item.title}” không còn trên máy chủ. Đề nghị báo người quản trị "
            "khôi phục tệp từ bản sao lưu rồi thử lại."
        ) from error
    if found != document.sha256:
        raise Refused(
            f"Tệp của văn bản “{item.title}” trên máy chủ không còn đúng như khi lập. Đề nghị báo "
            "người quản trị khôi phục tệp từ bản sao lưu rồi thử lại."
        )
    return path


def _add_file(archive: ZipFile, name: str, path: Path) -> None:
    with path.open("rb") as source, archive.open(_entry(name, path.stat().st_size), "w") as place:
        shutil.copyfileobj(source, place, _CHUNK)


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name, len(data)), data)


def _entry(name: str, size: int) -> ZipInfo:
    entry = ZipInfo(name, _LONG_AGO)
    entry.create_system = _UNIX
    entry.external_attr = _PERMISSIONS
    entry.file_size = size
    return entry


def _stored(name: str, path: Path) -> Stored:
    return Stored(name, _digest(path), path.stat().st_size)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

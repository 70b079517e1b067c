"""R11: a disk that is really full, and what the monitor is told before, meanwhile and after."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent
from blocs.states import Stage
from reports import services
from reports.states import DocumentState
from scoring.models import Evidence, EvidenceDocument, EvidenceFile
from tests.factories import line_of, make_bloc_year, make_editor, make_sheet
from tests.fixtures.small_disk import small_disk
from tests.reports.jobs import let_lease_run_out, queued_document
from tests.scoring.hostile import pdf
from tests.scoring.pages import sheet_page, text_of

SIZE_MB, LEAST_FREE_MB = 8, 4
NEARLY_FULL_MB = 2  # too little for the monitor, enough for a file
ALARM = f"Unavailable: less than {LEAST_FREE_MB} MB free"


class MediaDisk:
    """The disk of the files, and one large file on it."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.filler = media / "filler"

    def fill(self, *, leaving: int = 2 * 4096) -> None:
        """Leave so many bytes: room for the beginning of a file, so that a half one could stay."""
        room = os.statvfs(self.media)
        with self.filler.open("ab") as stream:
            stream.write(bytes(room.f_bavail * room.f_frsize - leaving))

    def files(self) -> list[Path]:
        everything = self.media.rglob("*")
        return [path for path in everything if path.is_file() and path != self.filler]


@pytest.fixture
def disk(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[MediaDisk]:
    """Put the media on a disk of 8 MB, of which 6 MB are used."""
    settings.DISK_LEAST_FREE_MB = LEAST_FREE_MB
    with small_disk(tmp_path / "disk", megabytes=SIZE_MB) as folder:
        settings.MEDIA_ROOT = media = folder / "media"
        for name in ("evidence", "documents"):
            (media / name).mkdir(parents=True)
        disk = MediaDisk(media)
        disk.fill(leaving=NEARLY_FULL_MB * 1024**2)
        yield disk


@pytest.fixture
def monitor(tell):
    """Ask what the monitor asks; keep whether the answer is not the right one."""

    def ask(expected: str, when: str) -> None:
        answer = Client().get("/readyz")
        right = (200 if expected == "ok" else 503, expected)
        wrong = (answer.status_code, answer.json()["Disk"]) != right
        tell(wrong, f"wrong answers of 1 to the monitor {when}", exactly=0)

    return ask


def heavy(document):
    page = document.pages[0]
    page.obj["/Contents"] = document.make_stream(b"% " + os.urandom(20_000).hex().encode() + b"\n")


def rows() -> list[int]:
    models = (Evidence, EvidenceDocument, EvidenceFile, AuditEvent)
    return [model.objects.count() for model in models]


@pytest.mark.drill("R11", long=True)
def test_an_upload_on_a_full_disk_is_refused_in_words(client, disk: MediaDisk, tell, monitor):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, agencies[2])
    client.force_login(make_editor(sheet.agency))
    address = sheet_page("evidence-add", sheet, line_of(sheet, "I.1").pk)

    def post():
        upload = SimpleUploadedFile("lớn.pdf", pdf(change=heavy), "application/pdf")
        return client.post(address, {"title": "Báo cáo năm", "upload": upload})

    monitor(ALARM, "before the disk is full")
    post()
    tell(len(disk.files()), "files stored before the disk is full", exactly=1)
    before = rows()
    disk.fill()
    answer = post()
    tell(answer.status_code // 100 == 5, "upload pages of 1 that broke", exactly=0)
    assert "ổ đĩa đã đầy" in text_of(answer)
    tell(len(disk.files()) - 1, "half files after an upload", exactly=0)
    tell(sum(rows()) - sum(before), "rows without a file", exactly=0)
    monitor(ALARM, "while the disk is full")
    disk.filler.unlink()
    monitor("ok", "when there is room again")
    post()
    tell(len(disk.files()) - 1, "files stored when there is room again", exactly=1)


@pytest.mark.drill("R11", long=True)
def test_a_paper_on_a_full_disk_waits_and_is_made_when_there_is_room(
    disk: MediaDisk, tell, monitor
):
    disk.fill()
    document = queued_document()

    made = services.make(document.pk)

    document.refresh_from_db()
    assert not made
    assert document.state == DocumentState.QUEUED
    tell(len(disk.files()), "half files after a render", exactly=0)
    tell(bool(document.file), "papers said to have a file", exactly=0)
    monitor(ALARM, "while a paper waits for room")
    disk.filler.unlink()
    let_lease_run_out(document)
    assert services.make(document.pk)
    document.refresh_from_db()
    tell(Path(document.file.path).stat().st_size - document.size, "bytes missing", exactly=0)

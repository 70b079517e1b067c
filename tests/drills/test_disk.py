"""R11: a disk that is really full, as a small tmpfs; script/drill may mount one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEvent
from blocs.states import Stage
from reports import services
from reports.states import DocumentState
from scoring.models import Evidence, EvidenceDocument, EvidenceFile
from tests.factories import line_of, make_bloc_year, make_editor, make_sheet
from tests.reports.jobs import let_lease_run_out, queued_document
from tests.scoring.hostile import pdf
from tests.scoring.pages import sheet_page, text_of


@pytest.fixture
def full_disk(transactional_db: None) -> Iterator[Path]:
    """Put the media on a tmpfs of 8 MB and fill it; yield the file that fills it."""
    media = Path(settings.MEDIA_ROOT)
    media.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", media], check=True)  # noqa: S607
    for folder in ("evidence", "documents"):
        (media / folder).mkdir()
    filler = media / "filler"
    room = os.statvfs(media)
    # Room for the beginning of a file stays, so that a half one could be left.
    filler.write_bytes(bytes((room.f_bavail - 2) * room.f_frsize))
    yield filler
    subprocess.run(["umount", media], check=True)  # noqa: S607


def files_beside(filler: Path) -> int:
    return sum(path.is_file() for path in filler.parent.rglob("*")) - 1


def heavy(document):
    page = document.pages[0]
    page.obj["/Contents"] = document.make_stream(b"% " + os.urandom(20_000).hex().encode() + b"\n")


@pytest.mark.drill("R11", long=True)
def test_an_upload_on_a_full_disk_is_refused_in_words(client, full_disk: Path, tell):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, agencies[2])
    client.force_login(make_editor(sheet.agency))
    address = sheet_page("evidence-add", sheet, line_of(sheet, "I.1").pk)
    audited = AuditEvent.objects.count()

    def post():
        upload = SimpleUploadedFile("lớn.pdf", pdf(change=heavy), "application/pdf")
        return client.post(address, {"title": "Báo cáo năm", "upload": upload})

    answer = post()
    rows = [model.objects.count() for model in (Evidence, EvidenceDocument, EvidenceFile)]
    tell(answer.status_code // 100 == 5, "upload pages of 1 that broke", exactly=0)
    assert "ổ đĩa đã đầy" in text_of(answer)
    tell(files_beside(full_disk), "half files after an upload", exactly=0)
    tell(sum(rows) + AuditEvent.objects.count() - audited, "rows without a file", exactly=0)
    full_disk.unlink()
    post()
    tell(files_beside(full_disk) + 1, "files stored when there is room again", exactly=1)


@pytest.mark.drill("R11", long=True)
def test_a_paper_on_a_full_disk_waits_and_is_made_when_there_is_room(full_disk: Path, tell):
    document = queued_document()

    made = services.make(document.pk)

    document.refresh_from_db()
    assert not made
    assert document.state == DocumentState.QUEUED
    tell(files_beside(full_disk), "half files after a render", exactly=0)
    tell(bool(document.file), "papers said to have a file", exactly=0)
    full_disk.unlink()
    let_lease_run_out(document)
    assert services.make(document.pk)
    document.refresh_from_db()
    tell(Path(document.file.path).stat().st_size - document.size, "bytes missing", exactly=0)

"""Backup and restore: R23, R24 and R12 of the trust catalogue.

A restore that is refused is tried on the very site that was saved: nothing of it may change. One
that is done goes into a new database, by the real commands.
"""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AuditEvent
from reports import services
from reports.backups import restoring
from reports.backups.manifest import NAME, SEAL, BackupError, read_manifest
from reports.models import Document
from tests.factories import make_bloc, make_bloc_year, make_cycle, make_editor, make_evidence_file
from tests.reports.backups import Site, new_site, this_site

pytestmark = pytest.mark.django_db(transaction=True)
OTHER_ENGINE = {"engine": "postgresql" if connection.vendor == "sqlite" else "sqlite"}
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@pytest.fixture
def site() -> Site:
    """A bloc's year with a paper that waits and two pieces of evidence, and the audit of it."""
    season, members = make_bloc_year(
        2, bloc=make_bloc(code="tay-ninh-cqtw"), cycle=make_cycle(label="2022")
    )
    services.ask_for_paper(season_id=season.pk, kind="giao-uoc", actor=make_editor(members[0]))
    for name in ("bao-cao.pdf", "quyet-dinh.pdf"):
        make_evidence_file(members[1], file=ContentFile(name.encode(), name=name))
    return this_site({})


@pytest.fixture
def backup(site, tmp_path) -> Path:
    call_command("backup", str(tmp_path / "backup"), verbosity=0)
    return tmp_path / "backup"


def refused(folder: Path, *words: str) -> str:
    """Try a restore, see that nothing changed, and return why not."""
    site = this_site({})
    before = (site.tables(), site.files())
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(folder), *words)
    assert (site.tables(), site.files()) == before
    return str(refusal.value)


@pytest.mark.worker
def test_a_restored_site_is_equal_table_by_table_and_file_by_file_and_prints(
    site, site_environment, tmp_path
):
    services.make(Document.objects.get().pk)
    site = this_site(site_environment)
    held = (site.tables(), site.files())
    backup = tmp_path / "backup"
    made = site.manage("backup", backup)
    assert (made.returncode, made.stderr) == (0, "")
    make_bloc_year(2)  # what comes later is not in it

    with new_site(site_environment, tmp_path) as new:
        done = new.manage("restore", backup)

        assert (done.returncode, done.stderr) == (0, "")
        assert (new.tables(), new.files()) == held
        assert len(held[1]) == 3
        assert f"đến dòng {AuditEvent.objects.count()}" in done.stdout
        out = tmp_path / "out"
        words = ["tay-ninh-cqtw", "2022", "--kind", "giao-uoc", "--out", out]
        printed = new.manage("render_papers", *words)
        assert printed.returncode == 0, printed.stderr
        assert next(out.iterdir()).read_bytes().startswith(b"%PDF-")

        # Again, over what is there and over a file that is another one now.
        (new.media / sorted(held[1])[0]).write_bytes(b"other")
        assert new.manage("restore", backup, "--overwrite").returncode == 0
        assert (new.tables(), new.files()) == held


def test_a_backup_names_all_that_is_in_it_and_no_secret(site, backup):
    manifest = json.loads((backup / NAME).read_text())

    held = {str(path.relative_to(backup)) for path in backup.rglob("*") if path.is_file()}
    listed = {manifest["database"]["path"], *(one["path"] for one in manifest["files"])}
    assert held == listed | {NAME, SEAL}
    assert {one["path"].removeprefix("media/") for one in manifest["files"]} == set(site.files())
    assert (manifest["audit_count"], manifest["audit_head"]) == (
        AuditEvent.objects.count(),
        AuditEvent.objects.latest("id").hash,
    )
    assert ["reports", "0011_render_progress"] in manifest["migrations"]
    assert manifest["tables"]["reports_document"] == 1
    assert not any(settings.SECRET_KEY.encode() in (backup / name).read_bytes() for name in held)
    assert all((backup / name).stat().st_mode & 0o077 == 0 for name in held)
    assert backup.stat().st_mode & 0o077 == 0


def test_a_folder_that_is_in_use_is_left_alone(site, backup):
    before = {path: path.stat().st_mtime_ns for path in backup.rglob("*")}

    with pytest.raises(CommandError, match="đã có nội dung"):
        call_command("backup", str(backup))

    assert {path: path.stat().st_mtime_ns for path in backup.rglob("*")} == before


def test_a_file_that_is_gone_is_told_and_the_rest_is_saved(site, tmp_path):
    lost, kept = sorted(site.files())
    (site.media / lost).unlink()
    folder = tmp_path / "backup"

    with pytest.raises(CommandError, match=f"1 tệp không còn trên đĩa, đầu tiên là {lost}"):
        call_command("backup", str(folder))

    manifest = read_manifest(folder)
    assert manifest.missing == [lost]
    assert [part.path for part in manifest.files] == [f"media/{kept}"]


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def first_media(backup: Path) -> Path:
    return min(path for path in (backup / "media").rglob("*") if path.is_file())


@pytest.mark.parametrize("fault", ["flipped", "truncated", "missing"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(backup, tmp_path, fault):
    parts = [DUMPS[connection.vendor], first_media(backup).relative_to(backup), NAME, SEAL]

    for number, part in enumerate(parts):
        copy = Path(shutil.copytree(backup, tmp_path / f"copy-{number}"))
        damage(copy / part, fault)
        assert (copy / part).name in refused(copy, "--overwrite")


def damage(file: Path, fault: str) -> None:
    if fault == "flipped":
        flip(file, file.stat().st_size // 2)
    elif fault == "truncated":
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.unlink()


def test_what_is_there_is_never_replaced_unasked(backup):
    assert "--overwrite" in refused(backup)


def test_files_without_a_database_are_in_the_way_too(backup, monkeypatch):
    monkeypatch.setattr(restoring.databases, "tables", lambda _: [])

    assert str(settings.MEDIA_ROOT) in refused(backup)


def rewrite(backup: Path, **values: object) -> None:
    """Change the list as somebody could who also seals it anew."""

    text = json.dumps(json.loads((backup / NAME).read_text()) | values).encode()
    (backup / NAME).write_bytes(text)
    (backup / SEAL).write_text(f"{hashlib.sha256(text).hexdigest()}  {NAME}\n")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"migrations": [["reports", "0999_later"]]}, "chưa biết reports.0999_later"),
        ({"engine": "oracle"}, "Bản sao lưu là của oracle"),
        (
            OTHER_ENGINE,
            "không phục hồi được sang loại khác. Chưa thay gì. Đề nghị đặt DATABASE_URL",
        ),
        ({"format": 2}, "theo dạng 2"),
        (
            {"files": [{"path": "../x", "size": 1, "sha256": ""}]},
            "Đường dẫn ../x trong bản sao lưu không hợp lệ",
        ),
    ],
)
def test_a_backup_that_is_not_for_this_software_is_refused(backup, values, words):
    rewrite(backup, **values)

    assert words in refused(backup, "--overwrite")


@pytest.mark.parametrize(
    "listed", [{"audit_head": "f" * 64}, {"audit_count": 10_000}], ids=["head", "count"]
)
def test_an_audit_that_is_not_the_one_of_the_list_is_told(backup, listed):
    manifest = read_manifest(backup)
    restoring.check_audit(manifest)

    with pytest.raises(BackupError, match="không nguyên vẹn"):
        restoring.check_audit(replace(manifest, **listed))


def test_a_table_with_fewer_rows_than_listed_is_told(backup):
    manifest = read_manifest(backup)
    restoring._check_counts(manifest)
    Document.objects.all().delete()

    with pytest.raises(BackupError, match="reports_document"):
        restoring._check_counts(manifest)


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_a_missing_program_of_postgresql_is_named(backup, tmp_path, monkeypatch, program):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs no program")
    monkeypatch.setenv("PATH", str(tmp_path))

    if program == "pg_dump":
        with pytest.raises(CommandError) as refusal:
            call_command("backup", str(tmp_path / "other"))
        why = str(refusal.value)
    else:
        why = refused(backup, "--overwrite")

    assert f"{program}. Đề nghị cài gói postgresql-client" in why
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_backup_that_fails_half_way_leaves_nothing(site, tmp_path):
    """A file that cannot be read, because a folder has its name."""
    lost = site.media / sorted(site.files())[0]
    lost.unlink()
    lost.mkdir()

    with pytest.raises(IsADirectoryError):
        call_command("backup", str(tmp_path / "backup"))

    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []

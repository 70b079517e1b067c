"""Backup and restore by the real commands: R23, R24 and R12 of the trust catalogue."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from accounts.models import AuditEvent
from reports import services
from reports.backups.manifest import NAME, SEAL
from tests.factories import make_bloc, make_bloc_year, make_cycle, make_editor, make_evidence_file
from tests.reports.backups import Site, new_site, path_without, this_site

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@pytest.fixture
def site(site_environment) -> Site:
    """A bloc's year with two papers and a piece of evidence, and the audit of it."""
    season, members = make_bloc_year(
        2, bloc=make_bloc(code="tay-ninh-cqtw"), cycle=make_cycle(label="2022")
    )
    editor = make_editor(members[0])
    for kind in ("bao-cao-tong-ket", "giao-uoc"):
        document = services.ask_for_paper(season_id=season.pk, kind=kind, actor=editor)
        services.make(document.pk)
    make_evidence_file(members[1], file=ContentFile(b"minh chung", name="bao-cao.pdf"))
    return this_site(site_environment)


@pytest.fixture
def new(site, tmp_path):
    with new_site(site.environment, tmp_path) as empty:
        yield empty


@pytest.fixture
def backup(site, tmp_path) -> Path:
    folder = tmp_path / "backup"
    done = site.manage("backup", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_a_restored_site_is_equal_table_by_table_and_file_by_file_and_prints(site, new, backup):
    done = new.manage("restore", backup)

    assert (done.returncode, done.stderr) == (0, "")
    assert new.tables() == site.tables()
    assert new.files() == site.files()
    assert len(new.files()) == 3
    assert f"đến dòng {AuditEvent.objects.count()}" in done.stdout
    assert new.manage("verify_audit").returncode == 0
    assert new.manage("migrate", "--check").returncode == 0
    out = new.media.parent / "out"
    printed = new.manage(
        "render_papers", "tay-ninh-cqtw", "2022", "--kind", "giao-uoc", "--out", out
    )
    assert printed.returncode == 0, printed.stderr
    (paper,) = out.iterdir()
    assert paper.read_bytes().startswith(b"%PDF-")


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
    assert ["reports", "0013_render_progress"] in manifest["migrations"]
    assert manifest["tables"]["reports_document"] == 2
    assert not any(settings.SECRET_KEY.encode() in (backup / name).read_bytes() for name in held)
    assert all((backup / name).stat().st_mode & 0o077 == 0 for name in held)
    assert backup.stat().st_mode & 0o077 == 0


def test_a_folder_that_is_in_use_is_left_alone(site, backup):
    before = {path: path.stat().st_mtime_ns for path in backup.rglob("*")}

    done = site.manage("backup", backup)

    assert done.returncode == 1
    assert "đã có nội dung" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in backup.rglob("*")} == before


def test_a_file_that_is_gone_is_told_and_the_rest_is_saved(site, new, tmp_path):
    lost = sorted(site.files())[0]
    (site.media / lost).unlink()
    folder = tmp_path / "backup"

    done = site.manage("backup", folder)

    assert done.returncode == 1
    assert f"1 tệp không còn trên đĩa, đầu tiên là {lost}" in done.stderr
    restored = new.manage("restore", folder)
    assert restored.returncode == 0, restored.stderr
    assert "1 tệp đã thiếu từ khi sao lưu" in restored.stdout
    assert new.files() == site.files()


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def first_media(backup: Path) -> Path:
    return min(path for path in (backup / "media").rglob("*") if path.is_file())


@pytest.mark.parametrize("which", ["database", "media", "manifest", "seal"])
@pytest.mark.parametrize("fault", ["flipped", "truncated", "missing"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(new, backup, which, fault):
    file = {
        "database": backup / DUMPS[connection.vendor],
        "media": first_media(backup),
        "manifest": backup / NAME,
        "seal": backup / SEAL,
    }[which]
    if fault == "flipped":
        flip(file, file.stat().st_size // 2)
    elif fault == "truncated":
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.unlink()

    done = new.manage("restore", backup, "--overwrite")

    assert done.returncode == 1
    assert file.name in done.stderr
    assert "Traceback" not in done.stderr
    assert new.tables() == {}
    assert not new.media.exists()


def test_what_is_there_is_replaced_only_when_that_is_said(site, new, backup):
    assert new.manage("restore", backup).returncode == 0
    held = (site.tables(), site.files())
    (new.media / first_media(backup).relative_to(backup / "media")).write_bytes(b"other")
    changed = (new.tables(), new.files())

    refused = new.manage("restore", backup)

    assert refused.returncode == 1
    assert "--overwrite" in refused.stderr
    assert (new.tables(), new.files()) == changed
    assert new.manage("restore", backup, "--overwrite").returncode == 0
    assert (new.tables(), new.files()) == held


def test_files_without_a_database_are_in_the_way_too(new, backup):
    new.media.mkdir()
    (new.media / "x").write_bytes(b"x")

    done = new.manage("restore", backup)

    assert (done.returncode, new.tables()) == (1, {})
    assert str(new.media) in done.stderr


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
        ({"format": 2}, "theo dạng 2"),
        (
            {"files": [{"path": "../x", "size": 1, "sha256": ""}]},
            "Đường dẫn ../x trong bản sao lưu không hợp lệ",
        ),
    ],
)
def test_a_backup_that_is_not_for_this_software_is_refused(new, backup, values, words):
    rewrite(backup, **values)

    done = new.manage("restore", backup)

    assert done.returncode == 1
    assert words in done.stderr
    assert (new.tables(), new.media.exists()) == ({}, False)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"audit_head": "f" * 64}, "không nguyên vẹn"),
        ({"audit_count": 10_000}, "không nguyên vẹn"),
    ],
)
def test_an_audit_that_is_not_the_one_of_the_list_is_told(new, backup, values, words):
    rewrite(backup, **values)

    done = new.manage("restore", backup)

    assert done.returncode == 1
    assert words in done.stderr


def test_a_table_with_fewer_rows_than_listed_is_told(new, backup):
    counted = json.loads((backup / NAME).read_text())["tables"]
    rewrite(backup, tables=counted | {"reports_document": 3})

    done = new.manage("restore", backup)

    assert done.returncode == 1
    assert "reports_document" in done.stderr


def test_a_database_that_changed_after_the_backup_does_not_change_the_backup(site, new, backup):
    before = site.tables()
    make_bloc_year(2)

    assert new.manage("restore", backup).returncode == 0

    assert new.tables() == before != site.tables()


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_a_missing_program_of_postgresql_is_named(site, new, tmp_path, program):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs no program")
    path = path_without(program, tmp_path / "bin")
    folder = tmp_path / "backup"
    if program == "pg_restore":
        assert site.manage("backup", folder).returncode == 0

    word = "backup" if program == "pg_dump" else "restore"
    done = new.manage(word, folder, PATH=path)

    assert done.returncode == 1
    assert f"{program}. Đề nghị cài gói postgresql-client" in done.stderr
    assert new.tables() == {}
    assert folder.exists() == (program == "pg_restore")
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_backup_that_fails_half_way_leaves_nothing(site, tmp_path):
    """A file that cannot be read, because a folder has its name."""
    lost = site.media / sorted(site.files())[0]
    lost.unlink()
    lost.mkdir()

    done = site.manage("backup", tmp_path / "backup")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []
    shutil.rmtree(lost)

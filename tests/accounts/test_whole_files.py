"""A file that a person hands in is kept whole or refused in words."""

import errno
import os
from pathlib import Path

import pytest

from accounts.errors import Refused
from accounts.whole_files import keep_handed_in


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def test_the_file_stands_under_its_name_and_nothing_beside_it(media: Path):
    assert keep_handed_in("scans/a.pdf", b"bytes") == "scans/a.pdf"

    assert [path.name for path in (media / "scans").iterdir()] == ["a.pdf"]
    assert (media / "scans" / "a.pdf").read_bytes() == b"bytes"


def test_a_full_disk_is_told_and_leaves_no_half_file(media: Path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Refused, match="ổ đĩa đã đầy"):
        keep_handed_in("scans/a.pdf", b"bytes")

    assert list((media / "scans").iterdir()) == []

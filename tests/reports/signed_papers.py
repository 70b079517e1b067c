"""A covenant that is issued and made, and files of it that come back signed."""

import io
from pathlib import Path
from typing import Any

from blocs.models import Agency, Season
from reports import services
from reports.models import Issue, SignedCopy
from reports.states import DocumentKind
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.reports.signing import Pen, authority, person, signed


def issued_covenant(members: int = 3, **fields: Any) -> tuple[Issue, Season, list[Agency]]:
    """Return an issued covenant with its file; the first member leads and signs in ``ky-01``."""
    season, agencies = season_of_2022(members, **fields)
    line = issue(ready_draft(season, DocumentKind.COVENANT), number=None, symbol="")
    assert services.make(line.document_id)
    return Issue.objects.with_names().get(pk=line.pk), season, agencies


def file_of(kept: Issue | SignedCopy) -> bytes:
    """Return the bytes of an issued paper or of a signed state of it."""
    file = kept.document.file if isinstance(kept, Issue) else kept.file
    return Path(file.path).read_bytes()


def newest(line: Issue) -> bytes:
    copy = line.signed_copies.last()
    return file_of(copy or line)


def keep(line: Issue, data: bytes, actor: Any = None) -> SignedCopy:
    """Bring a signed file in."""
    return services.keep_signed_copy(issue_id=line.pk, upload=io.BytesIO(data), actor=actor)


def keep_signed(line: Issue, number: int, actor: Any = None, **pen: Any) -> SignedCopy:
    """Sign the newest file in the field of that number and bring it in."""
    return keep(line, signed(newest(line), person(), Pen(field=f"ky-{number:02d}", **pen)), actor)


def trusting(settings: Any, folder: Path, *files: bytes) -> None:
    """Have the site trust our authority, or what the files hold."""
    for number, data in enumerate(files or (authority().pem,)):
        (folder / f"{number}.pem").write_bytes(data)
    settings.SIGNATURE_TRUST_DIR = str(folder)

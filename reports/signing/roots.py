"""The certificate authorities that the site trusts: files of a folder, read anew each time."""

from collections.abc import Iterator
from pathlib import Path

from asn1crypto import pem, x509

EXTENSIONS = frozenset({".pem", ".crt", ".cer", ".der"})
_MOST_BYTES = 1024 * 1024


class TrustFolderError(Exception):
    """The folder or a file in it cannot be used; the message says which and why."""


def trust_roots(folder: str) -> list[x509.Certificate]:
    """Return the certificates of a folder; none where no folder is set.

    Args:
        folder: path of PEM or DER files; empty for none.

    Raises:
        TrustFolderError: the folder cannot be read, or a file in it is no certificate.
    """
    if not folder:
        return []
    try:
        paths = sorted(path for path in Path(folder).iterdir() if path.suffix in EXTENSIONS)
    except OSError as error:
        raise TrustFolderError(f"Không đọc được thư mục {folder}: {error.strerror}.") from error
    return [certificate for path in paths for certificate in _certificates(path)]


def _certificates(path: Path) -> Iterator[x509.Certificate]:
    try:
        data = path.read_bytes()[:_MOST_BYTES]
        found = (
            [held for _, _, held in pem.unarmor(data, multiple=True)]
            if pem.detect(data)
            else [data]
        )
        for held in found:
            certificate = x509.Certificate.load(held, strict=True)
            certificate.subject.native  # noqa: B018 -- parsed only when it is asked for
            yield certificate
    except OSError as error:
        raise TrustFolderError(f"Không đọc được tệp {path}: {error.strerror}.") from error
    except (ValueError, TypeError) as error:
        raise TrustFolderError(f"Tệp {path} không phải chứng thư số PEM hoặc DER.") from error

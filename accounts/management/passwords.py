"""The password a command gives: from a file, or made up."""

import secrets
from pathlib import Path

from django.core.management.base import CommandError


def given_or_made_up(path: Path | None) -> str:
    """Return the first line of the file, or a random password when there is no file.

    Raises:
        CommandError: the file cannot be read.
    """
    if path is None:
        return secrets.token_urlsafe(15)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được tệp mật khẩu {path}.") from error
    return lines[0] if lines else ""

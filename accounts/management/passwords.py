"""The password a command gives: from a file, or made up."""

import secrets
from pathlib import Path

from django.core.management.base import CommandError

from accounts.text_files import Unreadable, read_text


def given_or_made_up(path: Path | None) -> str:
    """Return the first line of the file, or a random password when there is no file.

    Raises:
        CommandError: the file cannot be read.
    """
    if path is None:
        return secrets.token_urlsafe(15)
    try:
        lines = read_text(path).splitlines()
    except Unreadable as error:
        raise CommandError(f"Không đọc được tệp mật khẩu {path}: {error}.") from error
    return lines[0] if lines else ""

"""Commands from the shell: what the operator can put right is told in one sentence."""

import os
import secrets
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError

_NOT_MIGRATED = (
    "Cơ sở dữ liệu chưa có đủ bảng và cột của phiên bản này. "
    "Đề nghị chạy “manage.py migrate” rồi thực hiện lại."
)
# These read a file and print: they sign nothing, so that anybody can run them anywhere.
_NEED_NO_SECRET = frozenset({"recompute_ranking"})
_SQLITE_LACKS = ("no such table", "no such column", "has no column named")
_POSTGRESQL_LACKS = frozenset({"42P01", "42703"})  # undefined table, undefined column


def run(arguments: Sequence[str]) -> None:
    """Run a management command; a fault of the installation ends it with one sentence.

    Any other exception is a fault of the program and keeps its traceback; ``--traceback``
    shows it for every fault.

    Args:
        arguments: as the shell gave them, the program first.

    Raises:
        SystemExit: 1 with the sentence on the error stream.
    """
    if _NEED_NO_SECRET.intersection(arguments[1:2]) and "SECRET_KEY_FILE" not in os.environ:
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
    try:
        execute_from_command_line(list(arguments))
    except (DatabaseError, ImproperlyConfigured, OSError, ValueError) as error:
        sentence = _sentence(error)
        if sentence is None or "--traceback" in arguments:
            raise
        sys.exit(sentence)


def _sentence(error: Exception) -> str | None:
    """Return what the operator has to put right; None where it is a fault of the program."""
    if isinstance(error, DatabaseError):
        return _about_database(error)
    if isinstance(error, OSError):
        return f"Không đọc hoặc ghi được tệp trên máy chủ: {_one_line(error)}."
    if isinstance(error, ValueError) and settings.configured:
        return None  # a wrong variable stops the settings themselves
    return f"Thiết lập của hệ thống chưa đúng: {_one_line(error)}"


def _about_database(error: DatabaseError) -> str | None:
    code = getattr(error.__cause__, "sqlstate", None)
    if code in _POSTGRESQL_LACKS or any(words in str(error) for words in _SQLITE_LACKS):
        return _NOT_MIGRATED
    if type(error) in {DatabaseError, OperationalError}:
        return f"Không dùng được cơ sở dữ liệu: {_one_line(error)}"
    return None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())

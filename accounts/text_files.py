"""Text files that a person names to a command, read or refused with the reason in words."""

from pathlib import Path

from accounts.errors import Refused


class Unreadable(Refused):
    """A file cannot be read; the message is the reason alone, without the file's name."""


def read_text(path: Path, *, encoding: str = "utf-8") -> str:
    """Return the whole text of the file.

    Args:
        encoding: ``utf-8``, or ``utf-8-sig`` where a byte order mark may stand in front.

    Raises:
        Unreadable: the file is missing, a folder, closed to us, or no UTF-8 text.
    """
    try:
        return path.read_text(encoding=encoding)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "tệp không tồn tại"
        case IsADirectoryError():
            return "đây là thư mục, không phải tệp"
        case PermissionError():
            return "không có quyền đọc tệp"
        case UnicodeDecodeError():
            return "tệp không phải là văn bản mã hóa UTF-8"
        case ValueError():  # a name that no file can have, such as one with a zero byte
            return "tên tệp không hợp lệ"
    return f"không đọc được tệp ({error.strerror})"
